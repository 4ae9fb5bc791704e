"""Reads of the contracts: who sees which, their dates on a day, what renews soon."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from timonerie.domains.contracts.enums import QuestionState, Stage
from timonerie.domains.contracts.models import Contract, ContractQuestion
from timonerie.domains.contracts.models.contracts import ContractQuerySet
from timonerie.domains.contracts.queries import lives, reaching
from timonerie.domains.contracts.rules import blanks, dating
from timonerie.domains.contracts.rules.dating import Dated, Known
from timonerie.domains.contracts.rules.standings import Standing, standing
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.memory import once

SIX_MONTHS = 183
_SAID = tuple(set(Known.__dataclass_fields__) - {"amendments", "suspensions"})


@dataclass(frozen=True)
class DatedContract:
    """A contract with its dates on a day; `unknown` names the fields that nobody filled and that
    its dates or its page need, `questions` counts those that a list left open."""

    contract: Contract
    dated: Dated
    unknown: tuple[str, ...]
    questions: int

    @property
    def decide_by(self) -> date | None:
        """Nothing is to be left of what is not signed yet."""
        is_signed = self.contract.stage == Stage.SIGNED
        return self.dated.decide_by if is_signed else None

    @property
    def standing(self) -> Standing:
        return standing(self.contract.stage, self.dated.timeline)

    def days_left(self, *, on: date) -> int | None:
        day = self.decide_by
        return None if day is None else (day - on).days


def visible_to(actor: Actor, *, on: date | None = None) -> ContractQuerySet:
    """Contracts the reader reaches on a day, archived ones too."""
    rows: ContractQuerySet = Contract.objects.all()
    ids = reaching.provider_ids(actor, on=on or timezone.localdate())
    return rows if ids is None else rows.filter(provider_id__in=ids)


@once
def listed(actor: Actor, *, on: date, archived: bool = False) -> list[DatedContract]:
    """What the reader reaches, those to decide first, then by name; three queries and the reach."""
    found = _reached(reaching.provider_ids(actor, on=on), archived=archived)
    return sorted((_dated(one, on=on) for one in found), key=_by_decision)


@once
def _reached(providers: frozenset[int] | None, *, archived: bool) -> list[Contract]:
    """The rows that two days have in common, where the reader reaches as far on both."""
    rows: ContractQuerySet = Contract.objects.filter(archived_at__isnull=not archived)
    return _whole(rows if providers is None else rows.filter(provider_id__in=providers))


def dated(rows: ContractQuerySet, *, on: date) -> list[DatedContract]:
    """With their dates, computed; three queries."""
    return [_dated(one, on=on) for one in _whole(rows)]


def _whole(rows: ContractQuerySet) -> list[Contract]:
    open_ones = Count("questions", filter=Q(questions__state=QuestionState.OPEN))
    near = ("provider", "frame", "owner")
    found = rows.select_related(*near).prefetch_related(*lives.PARTS)
    return list(found.annotate(open_questions=open_ones))


def dates_of(contract: Contract, *, on: date) -> Dated:
    return dating.dated(known(contract), on=on)


def known(contract: Contract) -> Known:
    """What a contract says of its own length, with what was amended and suspended since; no query
    where `lives.PARTS` are prefetched."""
    return replace(
        said(contract),
        amendments=lives.amended(contract),
        suspensions=lives.suspended(contract),
    )


def said(contract: Contract) -> Known:
    """What a contract says of its own length, as it was signed."""
    return Known(**{name: getattr(contract, name) for name in _SAID})


def unknown(contract: Contract) -> tuple[str, ...]:
    """The fields that nobody filled, not even by an amendment, and that its dates, or who it is
    signed with, need."""
    fields = blanks.of(replace(said(contract), **lives.latest(contract)))
    return fields if contract.provider_id else ("provider", *fields)


def renewing(actor: Actor, *, on: date, within_days: int = SIX_MONTHS) -> list[DatedContract]:
    """The contracts whose decision date comes within so many days, the nearest first: those that
    would renew, or end, unless somebody decides before."""
    last = on + timedelta(days=within_days)
    found = listed(actor, on=on)
    return [one for one in found if one.decide_by is not None and one.decide_by <= last]


def of_provider(actor: Actor, provider: Provider, *, on: date) -> list[DatedContract]:
    rows = visible_to(actor, on=on).active().filter(provider=provider)
    return sorted(dated(rows, on=on), key=_by_decision)


def open_questions(actor: Actor, *, on: date) -> list[ContractQuestion]:
    """What is asked about the active contracts of the reader, in the order it was; one query."""
    rows = ContractQuestion.objects.filter(
        state=QuestionState.OPEN,
        contract__archived_at__isnull=True,
        contract__in=visible_to(actor, on=on),
    )
    return list(rows.select_related("contract__provider").order_by("pk"))


def yearly_total(found: Iterable[DatedContract]) -> dict[str, int]:
    """Cents a year by currency, of the signed contracts whose amount is known."""
    totals: dict[str, int] = {}
    for one in found:
        is_signed = one.contract.stage == Stage.SIGNED
        if is_signed and one.contract.yearly_cents is not None:
            currency = one.contract.currency
            totals[currency] = totals.get(currency, 0) + one.contract.yearly_cents
    return totals


def _dated(contract: Contract, *, on: date) -> DatedContract:
    questions: int = contract.open_questions  # type: ignore[attr-defined]  # counted by the query
    return DatedContract(contract, dates_of(contract, on=on), unknown(contract), questions)


def _by_decision(one: DatedContract) -> tuple[date, str, int]:
    return (one.decide_by or date.max, one.contract.name.casefold(), one.contract.pk)
