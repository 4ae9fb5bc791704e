"""What is said of a file that was read: rejects, doubts, first cases; plain JSON."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from timonerie.domains.facts.assembly import DIMENSIONS
from timonerie.domains.facts.connectors import FileRefused
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.domains.facts.rules.previews import first_facts
from timonerie.domains.facts.rules.rows import Reading

REJECTS_SHOWN = 200
CASES_SHOWN = 12
WORDS_SHOWN = 200
# Refusals of a file that is sound: a column that it lacks, a formula in one that is read.
_OF_COLUMNS = ("MAP-", "XLS-08")
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")


def of_reading(reading: Reading, mapping: Mapping) -> dict[str, Any]:
    """The report of a file that could be read."""
    return {
        "header": list(reading.header),
        "rejects": [
            {
                "line": one.line,
                "column": one.column,
                "value": one.value,
                "code": one.code,
                "remedy": one.remedy,
            }
            for one in reading.rejects[:REJECTS_SHOWN]
        ],
        "unlisted": max(0, len(reading.rejects) - REJECTS_SHOWN) + reading.unlisted,
        "notices": [
            {
                "code": one.code,
                "message": one.message,
                "line": one.line,
                "column": one.column,
                "count": one.count,
            }
            for one in reading.notices
        ],
        "preview": _first_cases(reading, mapping),
        "words": {
            dimension: sorted(reading.events[name].drop_null().unique().to_pylist())[:WORDS_SHOWN]
            for dimension, name in DIMENSIONS.items()
        },
    }


def of_refusal(fault: FileRefused) -> dict[str, Any]:
    """The report of a file that could not be read."""
    return {
        "refused": {
            "code": fault.code,
            "remedy": fault.remedy,
            "line": fault.line,
            "column": fault.column,
            "value": fault.value,
        }
    }


def blames_columns(refused: dict[str, Any]) -> bool:
    """Whether a file was refused for the columns chosen: with others it may be read."""
    return str(refused["code"]).startswith(_OF_COLUMNS)


def inert(text: str) -> str:
    """A cell that a spreadsheet will not run."""
    return f"'{text}" if text.startswith(_ACTIVE) else text


def _first_cases(reading: Reading, mapping: Mapping) -> list[dict[str, Any]]:
    return [
        {name: _plain(value) for name, value in row.items() if value is not None}
        for row in first_facts(reading, mapping, limit=CASES_SHOWN)
    ]


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list):
        return [{key: _plain(one) for key, one in item.items()} for item in value]
    return value
