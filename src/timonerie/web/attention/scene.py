"""What a source of lines looks at, and the line it says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from django.utils import timezone

from timonerie.domains.facts.queries import deliveries
from timonerie.domains.facts.queries.deliveries import Arrived
from timonerie.domains.organisation.queries.reach import Reach
from timonerie.domains.performance.queries import board, extremes
from timonerie.domains.performance.queries.board import Reading
from timonerie.domains.performance.queries.definitions import HEADLINES
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company
from timonerie.foundations.wording.states import State
from timonerie.web.attention import left
from timonerie.web.boards import Desk
from timonerie.web.pages.desks import Own
from timonerie.web.streaks import Streak

FILES_DAYS = 400
"""How far back files are looked at: a yearly file is still known, a forgotten one no longer."""

PRESSING = 25
"""Below this weight, a line can wait: a month to close, a file due this week."""

NAMED = 8
"""Providers at a site, at most, that a line names for what they missed."""


@dataclass(frozen=True)
class Line:
    """What happened, since when, why it matters, and the next gesture; heavier lines first. A
    drift is a figure out of its target."""

    title: str
    why: str
    state: State
    url: str
    gesture: str
    since: str = ""
    weight: float = 0.0
    is_drift: bool = False


@dataclass
class Scene:
    """The reader, the day and how far they see; then, where figures exist, the desk and the sites
    shown, in the order of their names."""

    actor: Actor
    company: Company
    today: date
    seen: Reach
    own: Own
    desk: Desk | None = None
    sites: Sequence[int] = ()
    streaks: dict[int, Streak] = field(default_factory=dict)
    """Those read so far, by series."""

    @property
    def slug(self) -> str:
        return self.company.slug

    @property
    def sees_all(self) -> bool:
        """Whether no mandate narrows the reader."""
        return self.seen == Reach()

    @cached_property
    def files(self) -> list[Arrived]:
        """The files of the last year that the reader sees, newest first."""
        first = timezone.now() - timedelta(days=FILES_DAYS)
        return deliveries.since(first, actor=self.actor)

    @cached_property
    def left(self) -> Mapping[str, int]:
        """How many things of each kind are left to answer."""
        return left.counts(self.actor, on=self.today)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.company.zone)

    @cached_property
    def judged(self) -> list[Reading]:
        """The headlines that a line may name, the worst first: of a provider at a site that is
        shown, or of the reader's team."""
        if self.desk is None:
            return []
        if self.own.team is not None:
            series = board.shaped(teams=[self.own.team])
        else:
            series = board.shaped(units=self.sites, any_of=("provider",))
        return extremes.ranked(
            self.desk.board,
            series.filter(indicator__code__in=HEADLINES),
            kind="month",
            start=self.desk.month.start,
            most=NAMED,
        )
