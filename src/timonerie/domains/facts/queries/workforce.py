"""Reads of the workforce, as far as each reader reaches: sites, months, and what is not known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from timonerie.domains.facts.models import PayrollDeclaration, WorkplaceMonth
from timonerie.domains.facts.models.workforce import DeclarationQuerySet
from timonerie.domains.facts.queries import workforce_places as places
from timonerie.domains.facts.queries.workforce_places import Place
from timonerie.domains.facts.rules.workforce import telling
from timonerie.domains.facts.rules.workforce.routing import added
from timonerie.domains.organisation.queries.reach import reach
from timonerie.engine import periods
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.memory import once

MONTHS = 12


class Known(StrEnum):
    """What is known of a place in a month."""

    MEASURED = "measured"
    PARTIAL = "partial"
    """Some of those who declare for it did not come."""
    NOBODY = "nobody"
    """All came, and none has anybody there."""
    MISSING = "missing"


@dataclass(frozen=True)
class Cell:
    """The figures of a place in a month, empty unless they are known."""

    known: Known
    figures: Mapping[str, int] = field(default_factory=dict)

    @property
    def heads(self) -> int | None:
        """None where it is missing."""
        return None if self.known == Known.MISSING else self.figures.get("heads", 0)


@dataclass(frozen=True)
class Board:
    """Places by months, the oldest first, within what the reader reaches."""

    months: tuple[date, ...]
    places: tuple[Place, ...]
    cells: Mapping[tuple[str, date], Cell]

    @property
    def last(self) -> date | None:
        return self.months[-1] if self.months else None

    def of(self, place: Place, month: date) -> Cell:
        return self.cells[place.siret, month]

    def line(self, place: Place) -> list[Cell]:
        return [self.of(place, month) for month in self.months]

    def covered(self, month: date) -> int:
        """How many of the places are known whole."""
        whole = (Known.MEASURED, Known.NOBODY)
        return sum(self.of(place, month).known in whole for place in self.places)

    def together(self, month: date) -> Mapping[str, int]:
        """The figures of the places that are known, added up: `covered` says of how many."""
        return added(dict(self.of(place, month).figures) for place in self.places)

    def is_whole(self, month: date) -> bool:
        return self.covered(month) == len(self.places)


def reads(actor: Actor, *, on: date) -> bool:
    """Whether a reader reads anything of it: a mandate by provider has no workforce, one by
    function has it where the function is payroll or human resources."""
    seen = reach(actor, on=on)
    if not actor.may("workforce.read") or seen.provider_ids is not None:
        return False
    if seen.unit_ids is not None and not seen.unit_ids:
        return False
    return seen.function_ids is None or bool(seen.function_ids & places.of_payroll())


def reads_whole(actor: Actor, *, on: date) -> bool:
    """Whether they read that of the whole company: not who is narrowed to sites."""
    return reads(actor, on=on) and reach(actor, on=on).unit_ids is None


def reads_reasons(actor: Actor) -> bool:
    """Whether a reason shared by few is told to them."""
    return actor.reads("workforce.reason")


def visible_to(actor: Actor, *, on: date) -> DeclarationQuerySet:
    """Declarations that the reader may open: all of them, or none."""
    rows: DeclarationQuerySet = PayrollDeclaration.objects.all()
    return rows if reads_whole(actor, on=on) else rows.none()


def declarations(actor: Actor, *, on: date) -> list[PayrollDeclaration]:
    """The last month first; of a month, the last received first."""
    rows = visible_to(actor, on=on)
    return list(rows.order_by("-month", "siret", "-received_at", "-pk"))


@once
def months(actor: Actor, *, on: date, count: int = MONTHS) -> Board:
    """The months up to the last one declared. Six queries."""
    if not reads(actor, on=on):
        return Board((), (), {})
    live = list(PayrollDeclaration.objects.live().filter(month__isnull=False))
    if not live:
        return Board((), (), {})
    span = _months(max(one.month for one in live if one.month), count)
    rows = list(
        WorkplaceMonth.objects.filter(
            declaration__in=[one.pk for one in live if one.month and one.month >= span[0]]
        ).order_by("pk")
    )
    found = places.of_rows(rows, reach(actor, on=on).unit_ids)
    return Board(tuple(span), tuple(found), _cells(live, rows, found, span))


def now(actor: Actor, *, on: date) -> Board:
    """The last month declared alone."""
    return months(actor, on=on, count=1)


def of_site(actor: Actor, *, unit: int, on: date) -> Board:
    """The months of one site, empty where the reader does not reach it."""
    board = months(actor, on=on)
    own = tuple(one for one in board.places if one.unit_id == unit)
    return Board(board.months if own else (), own, board.cells)


def to_place(actor: Actor, *, on: date) -> list[Place]:
    """Places of work that no site of the company stands for, by their SIRET."""
    if not reads_whole(actor, on=on):
        return []
    board = months(actor, on=on)
    return [one for one in board.places if one.unit_id is None]


def departure_rate(cells: Sequence[Cell]) -> float | None:
    """Over the months of a line; None unless each of them is known."""
    if any(one.known in (Known.MISSING, Known.PARTIAL) for one in cells):
        return None
    return telling.departure_rate([one.figures for one in cells])


def _months(last: date, count: int) -> list[date]:
    """So many months up to one, the oldest first."""
    found = [last]
    while len(found) < count:
        found.append(periods.start_of("month", found[-1] - timedelta(days=1)))
    return found[::-1]


def _cells(
    live: Sequence[PayrollDeclaration],
    rows: Sequence[WorkplaceMonth],
    found: Sequence[Place],
    span: Sequence[date],
) -> dict[tuple[str, date], Cell]:
    """A place is known when all who declared for it over these months, in all the fractions they
    announce, declared for that month."""
    by_pk = {one.pk: one for one in live}
    said: dict[tuple[str, date], list[dict[str, int]]] = {}
    declarers: dict[str, set[str]] = {}
    for row in rows:
        of = by_pk[row.declaration_id]
        assert of.month is not None
        said.setdefault((row.siret, of.month), []).append(row.figures)
        declarers.setdefault(row.siret, set()).add(of.siret)
    heard = _heard(live)
    return {
        (place.siret, month): _cell(
            said.get((place.siret, month), []),
            [heard.get((siret, month), False) for siret in declarers.get(place.siret, ())],
        )
        for place in found
        for month in span
    }


def _heard(live: Sequence[PayrollDeclaration]) -> dict[tuple[str, date], bool]:
    """Who declared for a month, and whether all the fractions it announces came: "12" and "22"."""
    parts: dict[tuple[str, date], set[str]] = {}
    for one in live:
        if one.month is not None:
            parts.setdefault((one.siret, one.month), set()).add(one.fraction)
    return {key: _is_all(several) for key, several in parts.items()}


def _is_all(fractions: set[str]) -> bool:
    announced = max((int(one[1]) for one in fractions if len(one) == 2), default=1)
    return len(fractions) >= announced


def _cell(said: list[dict[str, int]], heard: list[bool]) -> Cell:
    if said:
        return Cell(Known.MEASURED if all(heard) else Known.PARTIAL, added(said))
    return Cell(Known.NOBODY if heard and all(heard) else Known.MISSING)
