"""What a decision file is asked for, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse

from timonerie.domains.contracts.enums import ClauseCode
from timonerie.domains.contracts.models import ClauseFinding, Contract, RenewalFile
from timonerie.domains.contracts.queries import renewals
from timonerie.domains.contracts.rules.renewals import Given
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company
from timonerie.foundations.wording.states import State


@dataclass
class Asked:
    """Whose file, for whom, on which day; what several parts read is read once."""

    actor: Actor
    company: Company
    file: RenewalFile
    on: date

    @property
    def contract(self) -> Contract:
        return self.file.contract

    @cached_property
    def clauses(self) -> Mapping[ClauseCode, ClauseFinding]:
        return renewals.clauses_read(self.contract)

    @cached_property
    def given(self) -> Given:
        return renewals.given(self.file, on=self.on)

    def url(self, route: str, *args: object) -> str:
        return reverse(route, args=[self.company.slug, *args])

    @property
    def contract_url(self) -> str:
        return self.url("contract", self.contract.public_id)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One figure or one day, and where it comes from; `url` opens what made it."""

    text: str
    figure: str = ""
    source: str = ""
    url: str = ""
    state: State | None = None


@dataclass(frozen=True, kw_only=True)
class Part:
    """`unknown` says plainly what is not known of it."""

    title: str
    lines: tuple[Line, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OptionTold:
    """A way out of the term in words; `total` is « montant inconnu » where a part of it is."""

    choice: str
    label: str
    total: str
    is_known: bool
    lines: tuple[Line, ...]
    unknown: tuple[str, ...]
    is_chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class Sheet:
    parts: tuple[Part, ...]
    options: tuple[OptionTold, ...]
    unknown: tuple[str, ...]
