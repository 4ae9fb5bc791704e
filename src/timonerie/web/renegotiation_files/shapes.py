"""What a renegotiation file is asked for, and what it says."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse

from timonerie.domains.challenge.models import Challenge
from timonerie.domains.challenge.queries import challenges
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.queries import contracts
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company
from timonerie.foundations.wording.states import State
from timonerie.web.charts import Trend


@dataclass
class Asked:
    """Whose file, for whom, on which day; what several parts read is read once."""

    actor: Actor
    company: Company
    provider: Provider
    on: date

    @cached_property
    def contracts(self) -> list[Contract]:
        rows = contracts.visible_to(self.actor, on=self.on).active().filter(provider=self.provider)
        return list(rows.order_by("name", "pk"))

    @cached_property
    def challenges(self) -> list[Challenge]:
        if not self.actor.may("challenge.read"):
            return []
        return challenges.of_provider(self.provider)

    def url(self, route: str, *args: object) -> str:
        return reverse(route, args=[self.company.slug, *args])


@dataclass(frozen=True, kw_only=True)
class Line:
    """One figure: `terms` are its numerator and denominator, `source` where it comes from; `url`
    opens what made it."""

    text: str
    figure: str = ""
    terms: str = ""
    source: str = ""
    url: str = ""
    state: State | None = None


@dataclass(frozen=True, kw_only=True)
class Part:
    """`unknown` says plainly what is not known of it."""

    title: str
    lines: tuple[Line, ...] = ()
    charts: tuple[Trend, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Annexed:
    """A fact of the annex; `is_frozen` where a challenge stands on it, as it was known then."""

    number: int
    label: str
    figure: str
    terms: str
    target: str
    period: str
    known_on: date
    kind: str
    source: str
    sha256: str
    url: str = ""
    is_frozen: bool = False


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """`sha256` is that of everything it was made from: the seals of its facts and of its letters,
    in their order."""

    parts: tuple[Part, ...]
    annex: tuple[Annexed, ...]
    sha256: str

    @property
    def unknown(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(told for part in self.parts for told in part.unknown))
