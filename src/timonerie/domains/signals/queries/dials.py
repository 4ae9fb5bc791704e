"""The one setting of a company, what it lets each matter raise, and what another would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from timonerie.domains.signals.models import Dial
from timonerie.domains.signals.queries import detecting
from timonerie.domains.signals.queries.given import Asked
from timonerie.domains.signals.rules.grouping import Cause
from timonerie.engine.signals.settings import WEEKS

DEFAULT = 5.0
LEAST, MOST = 0.01, 50.0
YEAR = timedelta(days=365)


def current() -> Dial:
    """That of the company; one that was never saved where nobody set it."""
    return Dial.objects.first() or Dial(alerts_a_week=DEFAULT, allows_more=False, version=0)


def budget(watched: Sequence[Asked]) -> float:
    """False alarms a year by matter, as the company set it."""
    dial = current()
    return detecting.budget_of(
        watched, alerts_a_week=dial.alerts_a_week, allows_more=dial.allows_more
    )


def half(*, on: date) -> float | None:
    """Half of the alerts a week that the dial in force lets healthy series raise, as it is set;
    None where the dial goes no lower."""
    watched = detecting.read(on=on)
    accepted = budget(watched) * detecting.matters(watched) / WEEKS
    wanted = round(accepted / 2, 2)
    return wanted if LEAST <= wanted < accepted else None


@dataclass(frozen=True)
class Preview:
    """What would have been told in the past year under a dial: the causes, those that the dial in
    force tells and not this one, and how many false alarms a year it accepts by matter; over so
    many `series`."""

    series: int
    matters: int
    budget: float
    found: tuple[Cause, ...]
    lost: tuple[Cause, ...]
    added: tuple[Cause, ...]

    @property
    def false_alarms(self) -> float:
        """A year, at most: series that move together raise one signal."""
        return self.budget * self.matters

    @property
    def a_week(self) -> float:
        return len(self.found) / WEEKS


def preview(*, on: date, alerts_a_week: float, allows_more: bool) -> Preview:
    """Nothing is written."""
    watched = detecting.read(on=on)
    tried = detecting.budget_of(watched, alerts_a_week=alerts_a_week, allows_more=allows_more)
    now = _of_the_year(detecting.causes(watched, budget=budget(watched)), on)
    found = _of_the_year(detecting.causes(watched, budget=tried), on)
    return Preview(
        series=len(watched),
        matters=detecting.matters(watched),
        budget=tried,
        found=found,
        lost=tuple(one for one in now if not _is_among(one, found)),
        added=tuple(one for one in found if not _is_among(one, now)),
    )


def _of_the_year(found: Sequence[Cause], on: date) -> tuple[Cause, ...]:
    return tuple(one for one in found if one.opened_on > on - YEAR)


def _is_among(one: Cause, found: Sequence[Cause]) -> bool:
    return any(
        one.key == other.key and one.overlaps(other.since, other.closed_on) for other in found
    )
