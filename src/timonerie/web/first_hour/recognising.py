"""What a dropped file is: from its first bytes, or from its titles where it is a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from timonerie.foundations.documents import confinement
from timonerie.foundations.documents.connectors import csv, tables, xlsx
from timonerie.web.first_hour import kinds
from timonerie.web.first_hour.shapes import Dropped, Kind

HEAD = 64 * 1024
ENOUGH = 0.5
"""Below this, a file is not of a kind."""
APART = 0.2
"""How much likelier the first must be than the second for nobody to be asked."""
_TITLES_BEFORE = 10
_LINES = 60
_TABLES = (*csv.EXTENSIONS, *xlsx.EXTENSIONS)


@dataclass(frozen=True)
class Guess:
    """The kinds that a file may be, the likeliest first; none for a file that nobody reads."""

    kinds: tuple[Kind, ...]
    is_sure: bool
    is_table: bool = False


def guess(file: Dropped) -> Guess:
    """Nothing is asked of a file whose first bytes say what it is.

    Raises:
        FileRefused: a table with a structural fault.
    """
    with file.path.open("rb") as opened:
        head = opened.read(HEAD)
    plain = _ranked({one: one.head(head, file.name) for one in kinds.every() if one.head})
    if plain.kinds:
        return plain
    if not file.name.lower().endswith(_TABLES):
        return plain
    header, lines = _titled(file)
    found = _ranked(
        {one: _best(one, [header, *lines]) for one in kinds.every() if one.columns is not None}
    )
    return Guess(found.kinds or kinds.of_tables(), found.is_sure, is_table=True)


def _titled(file: Dropped) -> tuple[Sequence[str], list[Sequence[str]]]:
    work = f"{tables.__name__}.{tables.whole.__name__}"
    asked = {"path": str(file.path), "name": file.name, "most": _LINES}
    with confinement.opened(work, asked) as (told, _folder):
        return told["header"], [cells for _number, cells in told["lines"]]


def _best(kind: Kind, rows: list[Sequence[str]]) -> float:
    """Lists often bear a name and a date above their titles."""
    assert kind.columns is not None
    return max(
        kind.columns(titles, rows[at + 1 :]) for at, titles in enumerate(rows[:_TITLES_BEFORE])
    )


def _ranked(scores: dict[Kind, float]) -> Guess:
    likely = sorted(
        ((score, kind) for kind, score in scores.items() if score >= ENOUGH),
        key=lambda pair: -pair[0],
    )
    is_sure = bool(likely) and (len(likely) == 1 or likely[0][0] - likely[1][0] >= APART)
    return Guess(tuple(kind for _score, kind in likely), is_sure)
