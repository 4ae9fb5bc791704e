"""An accounting entries file written from entries, in any of the ways that software writes them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from timonerie.engine.fec.columns import USUAL

HEADER = tuple(one.legal for one in USUAL)
SIDED = tuple({"Debit": "Montant", "Credit": "Sens"}.get(name, name) for name in HEADER)
LABELS = {"AC": "Achats", "VE": "Ventes", "BQ": "Banque", "CA": "Caisse", "PA": "Paie",
          "OD": "Opérations diverses", "AN": "A-nouveaux"}  # fmt: skip

Account = tuple[str, str]


@dataclass(frozen=True)
class Line:
    """Amounts in cents; `party` is an auxiliary and its name."""

    account: Account
    debit: int = 0
    credit: int = 0
    party: tuple[str, str] = ("", "")
    lettering: str = ""
    lettered: date | None = None


@dataclass(frozen=True)
class Entry:
    journal: str
    day: date
    piece: str
    label: str
    lines: tuple[Line, ...]
    piece_day: date | None = None
    valid: date | None = None


def rows(entries: Iterable[Entry], *, first: int = 1) -> list[tuple[str, ...]]:
    """The cells of each line, entries numbered in one sequence from `first` on."""
    return [
        (
            one.journal, LABELS[one.journal], f"{number:06}", _day(one.day), *line.account,
            *line.party, one.piece, _day(one.piece_day or one.day), one.label,
            amount(line.debit), amount(line.credit), line.lettering, _day(line.lettered),
            _day(one.valid), "", "",
        )
        for number, one in enumerate(entries, start=first)
        for line in one.lines
    ]  # fmt: skip


def written(
    lines: Iterable[tuple[str, ...]], *, header: tuple[str, ...] = HEADER, separator: str = "\t",
    encoding: str = "utf-8", end: str = "\r\n",
) -> bytes:  # fmt: skip
    return "".join(
        separator.join(cells) + end for cells in (header, *lines)
    ).encode(encoding, errors="replace")  # fmt: skip


def amount(cents: int) -> str:
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100},{abs(cents) % 100:02}"


def _day(day: date | None) -> str:
    return f"{day:%Y%m%d}" if day else ""
