"""What is said of a file that was read: rejects, doubts, first cases; plain JSON."""

from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from timonerie.domains.facts.assembly import DIMENSIONS
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.domains.facts.rules.previews import first_facts
from timonerie.domains.facts.rules.rows import Reading
from timonerie.foundations.documents import codes
from timonerie.foundations.documents.connectors import FileRefused, Notice

REJECTS_SHOWN = 100
CASES_SHOWN = 12
WORDS_SHOWN = 200
# Refusals of a file that is sound: a column that it lacks, a formula in one that is read.
_OF_COLUMNS = ("MAP-", "XLS-08")
OF_NAMES = "FIC-05"


def of_reception(notices: Sequence[Notice]) -> dict[str, Any]:
    """The report of a file that was kept and not read yet: what was changed of its name."""
    return {"notices": [notice(one) for one in notices]} if notices else {}


def of_reading(
    reading: Reading, mapping: Mapping, *, received: AnyMapping[str, Any]
) -> dict[str, Any]:
    """The report of a file that could be read, after that of its reception (or of a reading before
    this one)."""
    named = [one for one in received.get("notices", []) if one["code"] == OF_NAMES]
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
        "notices": [*named, *(notice(one) for one in reading.notices)],
        "preview": _first_cases(reading, mapping),
        "words": {
            dimension: sorted(reading.events[name].drop_null().unique().to_pylist())[:WORDS_SHOWN]
            for dimension, name in DIMENSIONS.items()
        },
    }


def of_refusal(fault: FileRefused) -> dict[str, Any]:
    """The report of a file that could not be read."""
    return {"refused": fault.to_dict() | {"example": codes.example_of(fault.code)}}


def blames_columns(refused: dict[str, Any]) -> bool:
    """Whether a file was refused for the columns chosen: with others it may be read."""
    return str(refused["code"]).startswith(_OF_COLUMNS)


def notice(one: Notice) -> dict[str, Any]:
    """A doubt, as reports and doors tell it."""
    return {
        "code": one.code,
        "message": one.message,
        "line": one.line,
        "column": one.column,
        "count": one.count,
    }


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
