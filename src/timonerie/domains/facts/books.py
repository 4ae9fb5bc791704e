"""Accounting entries, read and made to answer by a child process: one way for every door."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from timonerie.domains.facts.confined import accounting as confined
from timonerie.engine.fec import columns, purchases
from timonerie.foundations.documents import confinement
from timonerie.foundations.documents.connectors.base import stopped

LINES = pa.schema([*columns.SCHEMA, ("file", pa.string()), ("siren", pa.string())])
"""A line as it is kept: as read, with the file and the entity it comes from."""

SPEND = purchases.ATTRIBUTIONS

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Told:
    """A file read. `lines` follows LINES, `spend` SPEND; `covered` is the first and the last day of
    the months it covers; `profile` and `findings` are those of the engine, as plain JSON."""

    lines: pa.Table
    spend: pa.Table
    siren: str
    fingerprint: str
    entries: int
    covered: tuple[date, date]
    profile: dict[str, Any]
    findings: list[dict[str, Any]]


@dataclass(frozen=True)
class Known:
    """What is known before a file is read: the SIREN of the company's entities, that of the books
    of a file whose name says none, the fingerprints of those that count."""

    sirens: Collection[str] = ()
    siren: str = ""
    fingerprints: Collection[str] = ()


def read(
    path: Path, name: str, *, key: str, known: Known, progress: Progress | None = None
) -> Told:
    """A whole file; `name` is the one its sender gave, `key` what its lines are marked with.

    Raises:
        FileRefused: a file that cannot be read as accounting entries, or that its reader could not
            stand.
    """
    asked = {
        "path": str(path),
        "name": name,
        "key": key,
        "siren": known.siren,
        "sirens": sorted(known.sirens),
        "fingerprints": sorted(known.fingerprints),
    }
    with confinement.opened(_name(confined.read), asked, tell=progress) as (told, folder):
        first, last = map(date.fromisoformat, told.pop("covered"))
        return Told(
            lines=_table(folder / confined.LINES, LINES),
            spend=_table(folder / confined.SPEND, SPEND),
            covered=(first, last),
            **told,
        )


def answer(
    *, lines: Sequence[Path], spend: Sequence[Path], last: date, closing: date | None
) -> dict[str, Any]:
    """The document of answers of the files that count (`rules.accounting.documents`).

    Raises:
        FileRefused: FIC-06 to FIC-08, where all of them together are too much for a child.
    """
    asked = {
        "lines": [str(path) for path in lines],
        "spend": [str(path) for path in spend],
        "last": last.isoformat(),
        "closing": closing.isoformat() if closing else "",
    }
    with confinement.opened(_name(confined.answer), asked) as (told, _folder):
        document: dict[str, Any] = told
        return document


def _name(work: Callable[..., Any]) -> str:
    return f"{work.__module__}.{work.__name__}"


def _table(path: Path, schema: pa.Schema) -> pa.Table:
    """Read whole before the folder goes, and believed only once it holds what it says."""
    try:
        with pa.OSFile(str(path)) as file:
            table = pa.ipc.open_file(file).read_all()
        table.validate(full=True)
    except (OSError, pa.ArrowInvalid) as error:
        raise stopped() from error
    if not table.schema.equals(schema):
        raise stopped()
    return table
