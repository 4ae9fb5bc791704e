"""The days on which both sides of some contracts owe something: what a calendar shows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from timonerie.domains.contracts.models import (
    Contract,
    ExpectedReport,
    Obligation,
    SecurityProof,
    ServiceLevel,
)
from timonerie.domains.contracts.queries import obligations
from timonerie.domains.contracts.queries.obligations import Row
from timonerie.domains.contracts.rules import occurrences
from timonerie.domains.contracts.rules.occurrences import (
    ObligationRule,
    Occurrence,
    ReportRule,
    Stretch,
)
from timonerie.domains.contracts.rules.owed_lines import OwedKind
from timonerie.domains.organisation.queries import calendars
from timonerie.domains.organisation.queries.calendars import InForce
from timonerie.engine import working_days
from timonerie.engine.working_days import Worked

AHEAD = 60
"""Days shown of what both sides owe."""


@dataclass(frozen=True)
class DueDate:
    """Something owed on a day. `row` says what, by whom and of which contract; `late_after` is the
    last day on time; `period_start` and `period_end` are what a report is about. `hour` is the
    local hour, empty for the whole day. With `row.public_id`, `day` names it among all."""

    day: date
    late_after: date
    kind: OwedKind
    row: ExpectedReport | Obligation | SecurityProof
    period_start: date | None = None
    period_end: date | None = None

    @property
    def hour(self) -> str:
        return self.row.hour if isinstance(self.row, Obligation) else ""


def between(
    contracts: Iterable[Contract], *, start: date, end: date, at: datetime
) -> list[DueDate]:
    """What both sides owe from `start` to `end`, both included, by day then as it was said: working
    days are those of the site it is owed for, of the group where it names none, Monday to Friday
    where no calendar applies, as known at an instant. Six queries."""
    several = list(contracts)
    kinds = (OwedKind.REPORT, OwedKind.OBLIGATION, OwedKind.PROOF)
    rows = [row for kind in kinds for row in obligations.rows(kind, several)]
    return among(rows, start=start, end=end, at=at)


def among(rows: Iterable[Row], *, start: date, end: date, at: datetime) -> list[DueDate]:
    """The same, of rows already read; archived ones are owed no more. Three queries."""
    hours = Hours.known(at=at)
    found = [
        due
        for row in rows
        if row.archived_at is None
        for due in _of(row, start, end, hours.of(row.site_id))
    ]
    return sorted(found, key=lambda one: (one.day, one.hour, one.kind, one.row.pk))


def undated(rows: Iterable[Row]) -> list[Obligation | SecurityProof]:
    """Those that do not say enough to fall on a day."""
    return [
        one
        for one in rows
        if (isinstance(one, Obligation) and not _rule(one).is_dated)
        or (isinstance(one, SecurityProof) and one.due_date is None and one.given_on is None)
    ]


@dataclass(frozen=True)
class Hours:
    """Which days are worked where, read once."""

    timelines: dict[int | None, list[InForce]]

    @classmethod
    def known(cls, *, at: datetime) -> "Hours":
        return cls(calendars.timelines(known_at=at))

    def of(self, unit_id: int | None) -> Worked:
        line: Sequence[InForce] = self.timelines.get(unit_id) or self.timelines.get(None) or ()

        def worked(day: date) -> bool:
            begun = [one for one in line if one.start_date <= day]
            calendar = begun[-1].calendar if begun else working_days.USUAL
            return working_days.is_worked(calendar, day)

        return worked


def _of(row: Row, start: date, end: date, worked: Worked) -> Iterator[DueDate]:
    for one in _occurrences(row, start, end, worked):
        assert not isinstance(row, ServiceLevel)
        kind = obligations.kind_of(row)
        yield DueDate(one.day, one.late_after, kind, row, one.period_start, one.period_end)


def _occurrences(row: Row, start: date, end: date, worked: Worked) -> Iterable[Occurrence]:
    stretch = Stretch(row.start_date, row.end_date)
    if isinstance(row, ExpectedReport):
        rule = ReportRule(row.cadence, row.day, row.grace_days, stretch)
        return occurrences.of_report(rule, first=start, last=end, worked=worked)
    if isinstance(row, Obligation):
        return occurrences.of_obligation(_rule(row), first=start, last=end, worked=worked)
    due = row.due_date if isinstance(row, SecurityProof) else None
    if due is not None and start <= due <= end and stretch.holds(due):
        return [Occurrence(due, due)]
    return []


def _rule(row: Obligation) -> ObligationRule:
    stretch = Stretch(row.start_date, row.end_date)
    return ObligationRule(row.cadence, row.anchor, row.day, row.event_day, stretch)
