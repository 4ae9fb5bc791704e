"""What each provider owes and where it stands, as far as a reader reaches."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from timonerie.domains.contracts.catalogue import duties as catalogue
from timonerie.domains.contracts.catalogue.duties import Kind
from timonerie.domains.contracts.duty_enums import DutyState, PieceState
from timonerie.domains.contracts.models import Contract, DutyDocument
from timonerie.domains.contracts.queries import contracts, duty_facts, reaching
from timonerie.domains.contracts.queries.duty_facts import Facts
from timonerie.domains.contracts.rules.duties import owing as owings
from timonerie.domains.contracts.rules.duties import standing as standings
from timonerie.domains.contracts.rules.duties.owing import Owing
from timonerie.domains.contracts.rules.duties.standing import SOON, Piece, Standing
from timonerie.domains.organisation.models import LegalEntity, Provider
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.memory import once

LATE = (DutyState.EXPIRED, DutyState.MISSING)


@dataclass(frozen=True)
class Duty:
    """A kind of document that a provider may owe to one of our entities (None: to say which)."""

    provider: Provider
    entity: LegalEntity | None
    kind: Kind
    owing: Owing
    standing: Standing

    @property
    def state(self) -> DutyState:
        return self.standing.state


@dataclass(frozen=True)
class Held:
    """What one provider owes to one of our entities, in the order of the catalogue."""

    provider: Provider
    entity: LegalEntity | None
    duties: tuple[Duty, ...]
    reminders: int

    @property
    def worst(self) -> DutyState:
        order = list(DutyState)
        return min((one.state for one in self.duties), key=order.index)


def visible_to(actor: Actor, *, on: date) -> "QuerySet[DutyDocument]":
    """Documents of the providers whose contracts the reader reaches."""
    rows: QuerySet[DutyDocument] = DutyDocument.objects.all()
    ids = reaching.provider_ids(actor, on=on)
    return rows if ids is None else rows.filter(provider_id__in=ids)


@once
def board(actor: Actor, *, on: date, provider: Provider | None = None) -> list[Held]:
    """Each provider that has a contract in force, or a document, with each of our entities that
    signs; by name. At most ten queries."""
    facts = duty_facts.read(actor, on=on, provider=provider)
    return [
        _held(facts, firm, entity, on=on)
        for firm in facts.providers
        for entity in facts.entities_of(firm.pk)
    ]


def late(actor: Actor, *, on: date, provider: Provider | None = None) -> list[Duty]:
    """What is expired, or was asked for and never came: for signals, the page of a contract and
    its decision file. Never what nobody asked for."""
    found = board(actor, on=on, provider=provider)
    return [one for held in found for one in held.duties if one.state in LATE]


def late_count(facts: Facts, firm: Provider, *, on: date) -> int:
    """How many documents of a provider are over on a day, or were asked for by then and never came,
    each once whatever the entities it is for; no query. What nobody knows the day of is left out.
    """
    asked = facts.asked[firm.pk]
    found: set[int | str] = set()
    for kind in catalogue.kinds():
        if (firm.pk, kind.code) not in facts.documents and kind.code not in asked:
            continue
        for entity in facts.entities_of(firm.pk):
            stands = _duty(facts, firm, entity, kind, on=on).standing
            if stands.state == DutyState.EXPIRED and stands.piece is not None:
                found.add(stands.piece)
            elif stands.state == DutyState.MISSING and asked.get(kind.code, date.max) <= on:
                found.add(kind.code)
    return len(found)


def of_contract(actor: Actor, contract: Contract, *, on: date) -> list[Duty]:
    """What the provider of a contract owes that is late or ends within thirty days."""
    if contract.provider is None:
        return []
    found = board(actor, on=on, provider=contract.provider)
    watched = (*LATE, DutyState.SOON, DutyState.TO_CHECK)
    return [one for held in found for one in held.duties if one.state in watched]


def ending(actor: Actor, *, on: date) -> "QuerySet[DutyDocument]":
    """Checked documents that are over, or end within thirty days, and that no later one replaces,
    of providers with a contract that is not archived. Made to be counted."""
    later = DutyDocument.objects.filter(
        Q(legal_entity__isnull=True) | Q(legal_entity=OuterRef("legal_entity")),
        provider=OuterRef("provider"),
        kind=OuterRef("kind"),
        state=PieceState.CHECKED,
    ).filter(Q(ends_on__gt=OuterRef("ends_on")) | Q(ends_on__isnull=True))
    rows = visible_to(actor, on=on).filter(state=PieceState.CHECKED, ends_on__lte=on + SOON)
    signed = contracts.visible_to(actor, on=on).active().filter(provider=OuterRef("provider"))
    return rows.filter(~Exists(later), Exists(signed), provider__archived_at__isnull=True)


def over(actor: Actor, *, on: date) -> "QuerySet[DutyDocument]":
    """Those of `ending` that no longer hold."""
    return ending(actor, on=on).filter(ends_on__lt=on)


def to_check(actor: Actor, *, on: date) -> "QuerySet[DutyDocument]":
    """Documents that came and that nobody looked at."""
    return visible_to(actor, on=on).filter(state=PieceState.RECEIVED)


def pieces_of(actor: Actor, *, provider: Provider, on: date) -> list[DutyDocument]:
    """Every document of a provider, the last that came first."""
    rows = visible_to(actor, on=on).filter(provider=provider)
    return list(rows.select_related("legal_entity").order_by("-received_at", "-pk"))


def _held(facts: Facts, firm: Provider, entity: LegalEntity | None, *, on: date) -> Held:
    found = tuple(_duty(facts, firm, entity, kind, on=on) for kind in catalogue.kinds())
    return Held(firm, entity, found, facts.reminders[firm.pk])


def _duty(
    facts: Facts, firm: Provider, entity: LegalEntity | None, kind: Kind, *, on: date
) -> Duty:
    owing = _owing(facts, firm, entity, kind, on=on)
    standing = standings.standing(
        list(_pieces(facts.documents.get((firm.pk, kind.code), ()), entity)),
        owed=owing.owed,
        is_asked=kind.code in facts.asked[firm.pk] or owing.code == "said_yes",
        on=on,
    )
    return Duty(firm, entity, kind, owing, standing)


def _owing(
    facts: Facts, firm: Provider, entity: LegalEntity | None, kind: Kind, *, on: date
) -> Owing:
    ruling = facts.rulings.get((firm.pk, kind.code))
    if ruling is not None and ruling.is_owed is not None:
        return owings.said(ruling.is_owed, reason=ruling.reason, by=ruling.said_by)
    return owings.owing(kind, facts.around(firm, entity), on=on)


def _pieces(rows: Iterable[DutyDocument], entity: LegalEntity | None) -> Iterator[Piece]:
    """Those of one entity, and those that hold for all."""
    for row in rows:
        if row.legal_entity_id is None or entity is None or row.legal_entity_id == entity.pk:
            yield Piece(row.pk, row.state, row.ends_on)


def by_state(found: Iterable[Held]) -> Mapping[DutyState, int]:
    """How many documents stand in each state."""
    counts: dict[DutyState, int] = defaultdict(int)
    for held in found:
        for one in held.duties:
            counts[one.state] += 1
    return counts
