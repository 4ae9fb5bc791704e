"""What a source of lines looks at, and the line it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from django.utils import timezone

from timonerie.domains.facts.queries import deliveries
from timonerie.domains.facts.queries.deliveries import Arrived
from timonerie.domains.organisation.queries.reach import Reach
from timonerie.domains.performance.queries.board import Judgement, Reading
from timonerie.domains.performance.rules import Group
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company
from timonerie.web.boards import HEADLINES, Desk
from timonerie.web.pages.desks import Own
from timonerie.web.states import State

FILES_DAYS = 400
"""How far back files are looked at: a yearly file is still known, a forgotten one no longer."""


@dataclass(frozen=True)
class Line:
    """What happened, since when, why it matters, and the next gesture; heavier lines first."""

    title: str
    why: str
    state: State
    url: str
    gesture: str
    since: str = ""
    weight: float = 0.0


@dataclass
class Scene:
    """The reader, the day and how far they see; then, where figures exist, the desk, the readings
    of the month and the sites shown, in the order of their names."""

    actor: Actor
    company: Company
    today: date
    seen: Reach
    own: Own
    desk: Desk | None = None
    readings: Sequence[Reading] = ()
    sites: Sequence[int] = ()

    @property
    def slug(self) -> str:
        return self.company.slug

    @property
    def sees_all(self) -> bool:
        """Whether no mandate narrows the reader."""
        return self.seen.unit_ids is None and self.seen.provider_ids is None

    @cached_property
    def files(self) -> list[Arrived]:
        """The files of the last year that the reader sees, newest first."""
        first = timezone.now() - timedelta(days=FILES_DAYS)
        return deliveries.since(first, actor=self.actor)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.company.zone)

    def watched(self, judgement: Judgement) -> list[Reading]:
        """Headlines judged so: of a provider at a site that is shown, or of the reader's team."""
        return [
            one
            for one in self.readings
            if one.judgement == judgement
            and one.definition.metric.code in HEADLINES
            and self._is_watched(one.group)
        ]

    def _is_watched(self, group: Group) -> bool:
        if self.own.team is not None:
            return group.team == self.own.team
        return group.provider is not None and group.unit in self.sites
