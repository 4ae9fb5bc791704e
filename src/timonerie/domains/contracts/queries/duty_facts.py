"""What the duties are computed from, read once for every provider of a reader."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from timonerie.domains.contracts.enums import Stage
from timonerie.domains.contracts.models import (
    ContractActivity,
    ContractClient,
    DutyDocument,
    DutyLink,
    DutyReminder,
    DutyRuling,
)
from timonerie.domains.contracts.queries import contracts, reaching
from timonerie.domains.contracts.queries.contracts import DatedContract
from timonerie.domains.contracts.rules.duties.amounts import Commitment
from timonerie.domains.contracts.rules.duties.owing import Around
from timonerie.domains.organisation.models import LegalEntity, Provider
from timonerie.domains.sourcing.enums import ValueField
from timonerie.domains.sourcing.models import ActivityValue
from timonerie.domains.sourcing.rules.plain_words import plain
from timonerie.foundations.accounts.actors import Actor

NOBODY: LegalEntity | None = None


@dataclass(frozen=True)
class Facts:
    """By provider: its contracts in force, its documents and what was said and asked of it."""

    providers: Sequence[Provider]
    entities: Mapping[int, LegalEntity]
    signed: Mapping[int, Sequence[DatedContract]]
    clients: Mapping[int, int]
    """The entity that signed each contract, where somebody said it."""
    data: Mapping[int, frozenset[str]]
    """Kinds of data that each contract has handled, where somebody said them."""
    documents: Mapping[tuple[int, str], Sequence[DutyDocument]]
    rulings: Mapping[tuple[int, str], DutyRuling]
    asked: Mapping[int, Mapping[str, date]]
    """The first day on which each kind was asked for."""
    reminders: Mapping[int, int]

    def entities_of(self, provider: int) -> list[LegalEntity | None]:
        """Our entities that it works for, by name; None for contracts whose signatory nobody said.
        A company of one entity leaves no doubt."""
        found = {self.signatory(one.contract.pk) for one in self.signed.get(provider, ())}
        known = sorted((self.entities[pk] for pk in found if pk), key=lambda one: one.name)
        return [*known, *([NOBODY] if None in found or not known else [])]

    def signatory(self, contract: int) -> int | None:
        if len(self.entities) == 1:
            return next(iter(self.entities))
        found = self.clients.get(contract)
        return found if found in self.entities else None

    def around(self, firm: Provider, entity: LegalEntity | None) -> Around:
        wanted = None if entity is None else entity.pk
        mine = [
            one for one in self.signed.get(firm.pk, ()) if self.signatory(one.contract.pk) == wanted
        ]
        told = [self.data[one.contract.pk] for one in mine if one.contract.pk in self.data]
        return Around(
            trade=plain(firm.trade),
            commitments=[_commitment(one) for one in mine],
            data=frozenset().union(*told) if told else None,
        )


def read(actor: Actor, *, on: date, provider: Provider | None = None) -> Facts:
    """Of one provider, or of all those whose contracts the reader reaches."""
    signed = _signed(actor, on=on, provider=provider)
    documents, firms = _documents(actor, on=on, provider=provider)
    for pk, found in signed.items():
        first = found[0].contract.provider
        if first is not None:
            firms.setdefault(pk, first)
    if provider is not None:
        firms = {provider.pk: provider}
    numbers = list(firms)
    asked, reminders = _asked(numbers)
    own = [one.contract.pk for found in signed.values() for one in found]
    return Facts(
        providers=sorted(
            (one for one in firms.values() if one.archived_at is None),
            key=lambda one: (one.name.casefold(), one.pk),
        ),
        entities={one.pk: one for one in LegalEntity.objects.filter(archived_at__isnull=True)},
        signed=signed,
        clients=dict(
            ContractClient.objects.filter(contract_id__in=own).values_list(
                "contract_id", "legal_entity_id"
            )
        ),
        data=_data(own),
        documents=documents,
        rulings=_rulings(numbers),
        asked=asked,
        reminders=reminders,
    )


def _signed(actor: Actor, *, on: date, provider: Provider | None) -> dict[int, list[DatedContract]]:
    """Contracts being signed or in force, by provider."""
    found: dict[int, list[DatedContract]] = defaultdict(list)
    for one in contracts.listed(actor, on=on):
        pk = one.contract.provider_id
        if pk is None or (provider is not None and pk != provider.pk):
            continue
        timeline = one.dated.timeline
        is_over = timeline is not None and timeline.status == "ended"
        if not is_over and one.contract.stage != Stage.DRAFT:
            found[pk].append(one)
    return found


def _documents(
    actor: Actor, *, on: date, provider: Provider | None
) -> tuple[dict[tuple[int, str], list[DutyDocument]], dict[int, Provider]]:
    rows = DutyDocument.objects.select_related("provider").order_by("pk")
    ids = reaching.provider_ids(actor, on=on)
    if ids is not None:
        rows = rows.filter(provider_id__in=ids)
    if provider is not None:
        rows = rows.filter(provider=provider)
    found: dict[tuple[int, str], list[DutyDocument]] = defaultdict(list)
    firms: dict[int, Provider] = {}
    for row in rows:
        found[row.provider_id, row.kind].append(row)
        firms[row.provider_id] = row.provider
    return found, firms


def _rulings(providers: Sequence[int]) -> dict[tuple[int, str], DutyRuling]:
    """The last one of each stands."""
    rows = DutyRuling.objects.filter(provider_id__in=providers).order_by("pk")
    return {(row.provider_id, row.kind): row for row in rows}


def _asked(providers: Sequence[int]) -> tuple[dict[int, dict[str, date]], dict[int, int]]:
    """Kinds that were asked for, with the first day, and how many times somebody reminded."""
    asked: dict[int, dict[str, date]] = defaultdict(dict)
    counts: dict[int, int] = defaultdict(int)
    for link in DutyLink.objects.filter(provider_id__in=providers):
        _note(asked[link.provider_id], link.asked, timezone.localdate(link.made_at))
    for reminder in DutyReminder.objects.filter(provider_id__in=providers):
        _note(asked[reminder.provider_id], reminder.pieces, reminder.made_on)
        counts[reminder.provider_id] += 1
    return asked, counts


def _note(days: dict[str, date], kinds: Sequence[str], day: date) -> None:
    for kind in kinds:
        days[kind] = min(day, days.get(kind, day))


def _data(own: Sequence[int]) -> dict[int, frozenset[str]]:
    """What the activities of each contract handle, where each of them says it."""
    entrusted: dict[int, list[int]] = defaultdict(list)
    for row in ContractActivity.objects.filter(contract_id__in=own):
        entrusted[row.contract_id].append(row.activity_id)
    wanted = {pk for found in entrusted.values() for pk in found}
    told: dict[int, set[str]] = defaultdict(set)
    for value in ActivityValue.objects.filter(activity_id__in=wanted, field=ValueField.DATA):
        told[value.activity_id] |= set(value.value if isinstance(value.value, list) else [])
    return {
        contract: frozenset().union(*(told[pk] for pk in found))
        for contract, found in entrusted.items()
        if all(pk in told for pk in found)
    }


def _commitment(one: DatedContract) -> Commitment:
    contract = one.contract
    return Commitment(
        group=contract.frame_id or contract.pk,
        yearly_cents=contract.yearly_cents,
        currency=contract.currency,
        is_untaxed=contract.tax == "excluded",
        firm=contract.firm,
        started=contract.start_date,
        end=one.dated.end,
    )
