"""Missions of direction, and what would be handed over at their end."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from timonerie.domains.contracts.models import (
    Contract,
    ContractDocument,
    Mission,
    MissionAccess,
    MissionDeliverable,
    MissionDependency,
)
from timonerie.domains.contracts.provider_enums import DeliverableState
from timonerie.domains.contracts.queries import reaching
from timonerie.domains.organisation.models import Contact
from timonerie.foundations.accounts.actors import Actor

NEAR = ("provider", "person", "seat__unit", "deputy__unit", "letter", "contract")
OPEN = (DeliverableState.DUE, DeliverableState.DELIVERED)


@dataclass(frozen=True)
class HandOver:
    """What who takes over needs: accesses without their secrets, what is still owed on both sides,
    the contracts that the seat follows, whom to call, the papers of those contracts."""

    accesses: list[MissionAccess]
    deliverables: list[MissionDeliverable]
    awaits: list[MissionDependency]
    awaited: list[MissionDependency]
    contracts: list[Contract]
    contacts: list[Contact]
    documents: list[ContractDocument]


def visible_to(actor: Actor, *, on: date) -> "QuerySet[Mission]":
    """Those of the providers whose contracts the reader sees; a person's, with the whole."""
    rows: QuerySet[Mission] = Mission.objects.select_related(*NEAR)
    seen = reaching.provider_ids(actor, on=on)
    return rows if seen is None else rows.filter(provider__in=seen)


def listed(actor: Actor, *, on: date) -> list[Mission]:
    """Those that go on first, then by their day of beginning."""
    rows = visible_to(actor, on=on).prefetch_related("deliverables", "presences")
    found = list(rows.order_by("-start_date", "pk"))
    return sorted(found, key=lambda one: one.end_date is not None and one.end_date < on)


def late(mission: Mission, *, on: date) -> int:
    """How many deliverables are past their day."""
    return sum(
        one.state == DeliverableState.DUE and one.due_date < on
        for one in mission.deliverables.all()
    )


def needs() -> dict[int, list[int]]:
    """Mission to the missions that it awaits, by row id."""
    found: dict[int, list[int]] = defaultdict(list)
    for mission_id, needed_id in MissionDependency.objects.values_list("mission", "needed"):
        found[mission_id].append(needed_id)
    return found


def hand_over(mission: Mission, *, reader: Actor, on: date) -> HandOver:
    """As it stands on a day, as far as the reader sees; at most seven queries."""
    seen = reaching.provider_ids(reader, on=on)
    contracts = Contract.objects.active().select_related("provider")
    own = Q(pk=mission.contract_id) | (
        Q(owner=mission.seat_id) if mission.seat_id else Q(pk__in=())
    )
    contracts = contracts.filter(own)
    if seen is not None:
        contracts = contracts.filter(provider__in=seen)
    owned = list(contracts.order_by("name", "pk"))
    firms = {one.provider_id for one in owned if one.provider_id} | {mission.provider_id}
    papers = ContractDocument.objects.active().filter(contract__in=owned)
    people = Contact.objects.filter(provider__in=[one for one in firms if one], left_date=None)
    near = ("mission", "needed")
    others = visible_to(reader, on=on).values("pk")
    ours = mission.dependencies.filter(needed__in=others).select_related(*near)
    theirs = mission.dependents.filter(mission__in=others).select_related(*near)
    return HandOver(
        accesses=list(mission.accesses.order_by("name")),
        deliverables=list(mission.deliverables.filter(state__in=OPEN).order_by("due_date", "pk")),
        awaits=list(ours.order_by("pk")),
        awaited=list(theirs.order_by("pk")),
        contracts=owned,
        contacts=list(people.select_related("provider").order_by("provider__name", "name")),
        documents=list(papers.select_related("contract").order_by("contract__name", "file_name")),
    )
