"""What a meeting is asked for, and what its sections say."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone

from timonerie.domains.commitments.queries import commitments
from timonerie.domains.commitments.queries.commitments import Stood
from timonerie.domains.contracts.enums import Stage
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.queries import contracts, due_dates
from timonerie.domains.contracts.queries.due_dates import AHEAD, DueDate
from timonerie.domains.organisation.models import Provider
from timonerie.domains.reporting.queries import cycle_explanations, cycles
from timonerie.domains.reporting.queries.cycle_explanations import Told
from timonerie.domains.reporting.queries.replies import Key
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company
from timonerie.foundations.wording.states import State

ENDED = "ended"


@dataclass
class Asked:
    """Whom we meet, who reads, on which day; what several sections read is read once."""

    actor: Actor
    company: Company
    provider: Provider
    on: date

    @cached_property
    def contracts(self) -> list[Contract]:
        """Those in force with the provider that the reader reaches; none for who reads none."""
        if not self.actor.may("contract.read"):
            return []
        return [
            one.contract
            for one in contracts.listed(self.actor, on=self.on)
            if one.contract.provider_id == self.provider.pk
            and one.contract.stage == Stage.SIGNED
            and (one.dated.timeline is None or one.dated.timeline.status != ENDED)
        ]

    @cached_property
    def due_dates(self) -> list[DueDate]:
        """What falls in the weeks to come under those contracts, on both sides."""
        end = self.on + timedelta(days=AHEAD)
        return due_dates.between(self.contracts, start=self.on, end=end, at=timezone.now())

    @cached_property
    def promises(self) -> list[Stood]:
        """What both sides promised each other, as far as the reader reaches."""
        found = commitments.listed(self.actor, on=self.on)
        return [
            one
            for one in found
            if self.provider.pk in (one.row.provider_id, one.row.to_provider_id)
        ]

    @cached_property
    def explanations(self) -> list[Told]:
        """What went with late steps over twelve months, in the passages that the reader sees; none
        for who reads no cycle."""
        if not self.actor.may("cycle.read"):
            return []
        return cycle_explanations.of_provider(
            self.provider,
            today=self.on,
            since=cycle_explanations.year_before(self.on),
            among=cycles.runs_visible_to(self.actor, on=self.on),
        )

    def url(self, route: str, *args: object) -> str:
        return reverse(route, args=[self.company.slug, *args])


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing owed, or one figure with its numerator and its denominator in `source`; `url`
    opens what made it. `key` is what a reply to that figure is known by, `ask_url` where one is
    asked for; `voices`, what was replied, is put there for every line at once."""

    text: str
    figure: str = ""
    source: str = ""
    url: str = ""
    state: State | None = None
    key: Key | None = None
    ask_url: str = ""
    voices: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """Said of one side. `finding` says it in a sentence; `unknown` says plainly what is not known;
    `more` counts what is left to the page of `url`."""

    side: Side
    title: str
    finding: str = ""
    lines: tuple[Line, ...] = ()
    unknown: str = ""
    more: int = 0
    url: str = ""
