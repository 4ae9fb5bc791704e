"""What every list importer is made of: columns, faults, steps, and the way from lines to rows.

A new importer is a copy of a neighbour: its columns, and how one line becomes one step.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.operations.imports.files import (
    Table,
    UnreadableFile,
    same_title,
)
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import CompanyModel


@dataclass(frozen=True)
class Column:
    """`name` is the title in the file, whatever its case; `limit` the most characters."""

    name: str
    help: Promise | str
    is_required: bool = False
    limit: int = 150


@dataclass(frozen=True)
class Fault:
    """A line that cannot be taken: where, what was read, what to do, and the public code of it."""

    line: int
    column: str
    value: str
    remedy: str
    code: str


@dataclass(frozen=True)
class Question:
    """What a file does not say, or says twice: the lines it is about are taken, what is in doubt is
    left blank. `choice` names the choice of the importer that would settle it, if one does."""

    lines: tuple[int, ...]
    text: str
    choice: str = ""

    @property
    def shown(self) -> str:
        """The first of its lines: « 3, 8, 12… »."""
        told = ", ".join(map(str, self.lines[:_SHOWN]))
        return f"{told}…" if len(self.lines) > _SHOWN else told


@dataclass(frozen=True)
class Choice:
    """What somebody may decide for a whole file, before it is taken."""

    name: str
    label: Promise | str


class Wrong(Exception):
    """One cell is at fault; the line is left out."""

    def __init__(self, column: str, value: str, remedy: str, *, code: str = "LIS-05") -> None:
        super().__init__(remedy)
        self.code = code
        self.column = column
        self.value = value
        self.remedy = remedy


_SHOWN = 8
REFUSED = "LIS-06"
"""Code of a line that a rule of the company refuses."""


class Act(StrEnum):
    CREATE = "create"
    UPDATE = "update"
    SAME = "same"


@dataclass
class Step:
    """What one line does: `rows` are saved in order, `changed` says what differs, in words."""

    line: int
    label: str
    act: Act = Act.SAME
    changed: changes.Changes = field(default_factory=dict)
    rows: list[CompanyModel] = field(default_factory=list)

    def create(self, row: CompanyModel) -> None:
        self.act = Act.CREATE
        self.rows.append(row)

    def update(self, row: CompanyModel, values: Mapping[str, Any]) -> None:
        """Put `values` on a row, and remember it only when something differs."""
        made = changes.between(row, values)
        if not made:
            return
        for name, value in values.items():
            setattr(row, name, value)
        if row.pk is not None and hasattr(row, "version"):
            row.version += 1
        self.changed |= made
        if row.pk is None:
            return  # created by an earlier line, saved with it
        self.rows.append(row)
        if self.act is Act.SAME:
            self.act = Act.UPDATE


@dataclass
class Plan:
    """What a file would do, what stands in its way, and what it leaves open; steps stand in the
    order of saving."""

    steps: list[Step] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def count(self, act: Act) -> int:
        return sum(step.act is act for step in self.steps)

    @property
    def by_line(self) -> list[Step]:
        """The steps in the order of the file."""
        return sorted(self.steps, key=lambda step: step.line)

    @property
    def changes_something(self) -> bool:
        return any(step.act is not Act.SAME for step in self.steps)


@dataclass(frozen=True)
class Line:
    number: int
    values: Mapping[str, str]

    def text(self, column: str) -> str:
        return self.values.get(column, "")


def fault_of(line: Line, wrong: Wrong) -> Fault:
    return Fault(line.number, wrong.column, wrong.value, wrong.remedy, wrong.code)


class Importer(ABC):
    """Made for one file: it reads what the company has, then says what the file would do."""

    kind: ClassVar[str]
    title: ClassVar[Promise]
    permission: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    examples: ClassVar[tuple[tuple[str, ...], ...]]
    choices: ClassVar[tuple[Choice, ...]] = ()
    # A template would otherwise make one when it reads `importer.title`.
    do_not_call_in_templates: ClassVar[bool] = True

    def __init__(self, *, at: datetime) -> None:
        self.at = at
        self.chosen: frozenset[str] = frozenset()

    @abstractmethod
    def plan(self, table: Table) -> Plan:
        """Raises UnreadableFile when a column that is needed is missing."""

    def write(self, plan: Plan, *, by: Actor) -> None:
        """Save the rows of a plan made by this importer, inside a transaction."""
        for step in plan.steps:
            for row in step.rows:
                row.save()

    def lines(self, table: Table) -> Iterator[Line]:
        places = self._places(table.header)
        for number, cells in table.lines:
            values = {name: cells[place] for name, place in places.items() if place < len(cells)}
            yield Line(number, values)

    def column_of(self, argument: str) -> str:
        """The column that gives an argument of an operation, for what a rule refuses."""
        return {"siren": "siren", "siret": "siret", "vat": "tva"}.get(
            argument, self.columns[0].name
        )

    def _places(self, header: Sequence[str]) -> dict[str, int]:
        places = {
            column.name: place
            for place, title in reversed(list(enumerate(header)))
            for column in self.columns
            if same_title(title, column.name)
        }
        missing = [
            column.name
            for column in self.columns
            if column.is_required and column.name not in places
        ]
        if missing:
            raise UnreadableFile(
                _(
                    "Il manque la colonne %(missing)s. Colonnes lues : %(header)s. Partez du"
                    " modèle, ou renommez les vôtres."
                )
                % {"missing": ", ".join(missing), "header": ", ".join(header)},
                code="LIS-01",
            )
        return places

    def _check(self, line: Line) -> None:
        for column in self.columns:
            value = line.text(column.name)
            if column.is_required and not value:
                raise Wrong(column.name, "", _("Remplissez cette case."), code="LIS-03")
            if len(value) > column.limit:
                raise Wrong(
                    column.name,
                    f"{value[:40]}…",
                    _("Raccourcissez à %(limit)s caractères.") % {"limit": column.limit},
                    code="LIS-04",
                )


class LineImporter(Importer):
    """An importer whose lines each make one step."""

    @abstractmethod
    def take(self, line: Line) -> Step:
        """Raises Wrong, or Refused by a rule."""

    def order(self, lines: Sequence[Line]) -> Sequence[Line]:
        """What a line refers to is taken before it."""
        return lines

    def plan(self, table: Table) -> Plan:
        found = Plan()
        lines = list(self.lines(table))
        for line in self.order(lines):
            try:
                self._check(line)
                found.steps.append(self.take(line))
            except Wrong as wrong:
                found.faults.append(fault_of(line, wrong))
            except Refused as refusal:
                column = self.column_of(refusal.field)
                found.faults.append(
                    Fault(line.number, column, line.text(column), refusal.message, REFUSED)
                )
        found.faults.sort(key=lambda fault: fault.line)
        return found


def day(line: Line, column: str) -> date | None:
    """A day written 15/05/2026 or 2026-05-15; None when the cell is empty. Raises Wrong."""
    text = line.text(column)
    if not text:
        return None
    for pattern in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    raise Wrong(column, text, _("Écrivez la date 15/05/2026."))


def one_of(
    line: Line, column: str, known: Mapping[str, Any], *, key: Callable[[str], str], remedy: str
) -> Any:
    """What a cell names among what is known, or None when it is empty. Raises Wrong."""
    text = line.text(column)
    if not text:
        return None
    if key(text) not in known:
        raise Wrong(column, text, remedy)
    return known[key(text)]


def by_key(
    rows: Iterable[Any], *names: Callable[[Any], str], key: Callable[[str], str]
) -> dict[str, Any]:
    """Rows by each of their names; the first name given wins over the later ones."""
    listed = list(rows)
    found: dict[str, Any] = {}
    for name in reversed(names):
        for row in listed:
            if name(row):
                found[key(name(row))] = row
    return found
