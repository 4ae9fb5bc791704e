"""What one line of a list says of a contract: values by field, and what its cells leave open."""

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from timonerie.domains.contracts.rules import cells, headings

#: Fields of a contract that a list gives, each as text: ISO dates, lengths of a contract file,
#: codes of enums, cents.
TOLD: Final = (
    *("start_date", "end_date", "firm", "renewal", "renewal_length", "renewals", "notice"),
    *("notice_counts", "notice_form", "yearly_cents", "tax", "currency", "note"),
)
#: What names a contract, in the order of `Said`.
NAMED: Final = ("name", "reference", "provider", "siren", "vat", "site")
#: What `cells.read` calls them.
_NAMES: Final = {"start": "start_date", "end": "end_date", "form": "notice_form"} | {
    name: name
    for name in (
        *("firm", "renewal", "renewal_length", "renewals", "notice", "notice_counts"),
        *("currency", "tax"),
    )
}
_TIMES: Final = {"month": 12, "quarter": 4, "half": 2, "year": 1}
_LENGTHS: Final = ("firm", "renewal_length", "notice")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_FRENCH = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_WHOLE = re.compile(r"[0-9]{1,3}")
_TOTAL = re.compile(r"(sous )?tota(l|ux)\b.*")
CELL_LENGTH: Final = 500


@dataclass(frozen=True)
class Column:
    """`rank` counts from 0."""

    rank: int
    field: str
    title: str


@dataclass(frozen=True)
class Asked:
    """Something that a cell leaves open: `field` is what an answer fills."""

    code: str
    field: str
    cell: str = ""
    params: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """One line. `cells` gives the cell that each value was read in; `skipped` says why a line is no
    contract: `total`, or `title` for one that only heads those below it."""

    line: int
    name: str = ""
    reference: str = ""
    provider: str = ""
    siren: str = ""
    vat: str = ""
    site: str = ""
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    cells: Mapping[str, str] = dataclasses.field(default_factory=dict)
    asked: tuple[Asked, ...] = ()
    skipped: str = ""


def read(line: int, row: Sequence[str], columns: Sequence[Column], *, origin: str = "") -> Said:
    """What a line says, its columns told. Two cells that disagree on a field leave it blank, with a
    question; so does what cannot be read."""
    texts = {one.field: row[one.rank].strip() for one in columns if one.rank < len(row)}
    name, reference, provider, siren, vat, site = (texts.get(each, "") for each in NAMED)
    bare = Said(line, name, reference, provider, siren, vat, site)
    skipped = _skipped(row)
    if skipped:
        return dataclasses.replace(bare, skipped=skipped)
    reading = _Reading()
    for column in columns:
        text = texts.get(column.field, "")
        if text and column.field not in NAMED:
            reading.take(column, _with_unit(column, text, origin), billing=texts.get("billing", ""))
    return reading.told(bare)


class _Reading:
    """The cells of a line, one after the other."""

    def __init__(self) -> None:
        self.found: dict[str, dict[str, str]] = {}
        self.asked: list[Asked] = []

    def take(self, column: Column, text: str, *, billing: str) -> None:
        if column.field == "note":
            self._put("note", text[:CELL_LENGTH], text)
        elif column.field == "currency":
            self._put("currency", text.upper()[:3], text)
        elif column.field in ("start_date", "end_date") and (day := _day(text)):
            self._put(column.field, day, text)
        elif column.field != "billing":
            self._understand(column, text, billing)

    def told(self, bare: Said) -> Said:
        """The line with what its cells say."""
        values: dict[str, str] = {}
        seen: dict[str, str] = {}
        for name, said in self.found.items():
            if len(said) > 1:
                cell = " / ".join(said.values())[:CELL_LENGTH]
                told = {"values": " | ".join(said)}
                self.asked.append(Asked("disagree", name, cell, told))
                continue
            (values[name], seen[name]) = next(iter(said.items()))
        asked = [one for one in self.asked if not _is_told(one, values, seen)]
        kept = {name: text for name, text in values.items() if name not in {o.field for o in asked}}
        return dataclasses.replace(bare, values=kept, cells=seen, asked=tuple(asked))

    def _put(self, name: str, value: str, cell: str) -> None:
        self.found.setdefault(name, {}).setdefault(value, cell[:CELL_LENGTH])

    def _understand(self, column: Column, text: str, billing: str) -> None:
        read = cells.read(text, column=column.title)
        for name, value in read.fields.items():
            if name in _NAMES:
                self._put(_NAMES[name], value, text)
        self._amount(read.fields, column, text, billing)
        for one in read.questions:
            if one.code == "which_period" and "amount_cents" in read.fields:
                continue  # `_amount` asks it, unless another column tells
            for about in fields_asked(one.params, column.field):
                asked = Asked(one.code, about, text[:CELL_LENGTH], dict(one.params))
                self.asked.append(asked)

    def _amount(self, read: Mapping[str, str], column: Column, text: str, billing: str) -> None:
        """By year; an amount whose period nobody says is a question."""
        if "amount_cents" not in read or read.get("amount_period") == "once":
            return
        times = _TIMES.get(read.get("amount_period", "")) or headings.yearly_times(column.title)
        times = times or (headings.yearly_times(billing) if billing else None)
        if times is None:
            params = {"cents": read["amount_cents"]}
            self.asked.append(Asked("amount_period", "yearly_cents", text[:CELL_LENGTH], params))
            return
        self._put("yearly_cents", str(int(read["amount_cents"]) * times), text)
        if "tax" not in read and "ttc" in headings.plain(column.title).split():
            self._put("tax", "included", text)


def fields_asked(params: Mapping[str, str], column: str) -> tuple[str, ...]:
    """The fields of a contract that a question of `cells` is about. A free cell that says nothing
    leaves open what happens at the end of a term, and the notice."""
    named = params.get("field", "")
    if named in _NAMES:
        return (_NAMES[named],)
    if named.startswith("amount") or column == "amount":
        return ("yearly_cents",)
    if column in TOLD:
        return (column,)
    if params.get("proposed"):
        return ("firm",)  # of several fields, as its answer tells
    return ("renewal", "notice")


#: Questions that another cell answers.
_ANSWERED: Final = ("unknown", "not_understood", "unit_missing", "year_missing", "which_day")


def _is_told(one: Asked, values: Mapping[str, str], seen: Mapping[str, str]) -> bool:
    """Whether another cell says what this one leaves open: an end needs no year beside a start and
    a length."""
    if one.field == "end_date" and one.code in _ANSWERED and {"start_date", "firm"} <= set(values):
        return True
    is_elsewhere = one.field in values and seen.get(one.field) != one.cell
    return is_elsewhere and one.code in _ANSWERED


def _skipped(row: Sequence[str]) -> str:
    filled = [cell for cell in row if cell.strip()]
    if filled and _TOTAL.fullmatch(headings.plain(filled[0])):
        return "total"
    return "title" if len(filled) == 1 else ""


def _with_unit(column: Column, text: str, origin: str) -> str:
    """A bare number under « Préavis (mois) », or in an export of GLPI, which counts in months;
    there 0 stands for nothing."""
    if column.field not in _LENGTHS or not _WHOLE.fullmatch(text):
        return text
    words = headings.plain(column.title).split()
    for unit in ("mois", "jours", "semaines", "ans"):
        if unit in words or unit[:-1] in words:
            return f"{text} {unit}"
    if origin == "glpi":
        return f"{text} mois" if int(text) else ""
    return text


def _day(text: str) -> str:
    """ISO, for a day that exists; empty for anything else."""
    found, order = _ISO.fullmatch(text), (1, 2, 3)
    if found is None:
        found, order = _FRENCH.fullmatch(text), (3, 2, 1)
    if found is None:
        return ""
    try:
        return date(*(int(found[rank]) for rank in order)).isoformat()
    except ValueError:
        return ""
