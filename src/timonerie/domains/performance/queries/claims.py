"""Reads of the penalties and credits: who sees which, and what they make."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.queries import contracts
from timonerie.domains.performance.enums import ClaimKind, ClaimState
from timonerie.domains.performance.models import LevelClaim
from timonerie.foundations.accounts.actors import Actor

Totals = Mapping[tuple[str, str], int]
"""Minor units by (kind, currency): the two kinds are never added up."""
OPEN = (ClaimState.PROPOSED, ClaimState.DISCUSSED)


def visible_to(actor: Actor, *, on: date) -> "QuerySet[LevelClaim]":
    """The claims of the contracts that a reader reaches, the latest period first; one query."""
    reached = contracts.visible_to(actor, on=on)
    rows = LevelClaim.objects.filter(level__contract__in=reached)
    found: QuerySet[LevelClaim] = rows.select_related("level__contract__provider").order_by(
        "-period_start", "level__title", "pk"
    )
    return found


def of_contract(contract: Contract) -> list[LevelClaim]:
    """The latest period first."""
    rows = LevelClaim.objects.filter(level__contract=contract)
    rows = rows.select_related("level__contract__provider")
    return list(rows.order_by("-period_start", "level__title", "pk"))


def asked(claims: Iterable[LevelClaim]) -> Totals:
    """What is computed of those that are not settled; an unknown amount adds nothing."""
    return _total((one, one.amount_cents) for one in claims if one.state in OPEN)


def granted(claims: Iterable[LevelClaim]) -> Totals:
    """What was granted."""
    return _total((one, one.granted_cents) for one in claims)


def _total(amounts: Iterable[tuple[LevelClaim, int | None]]) -> Totals:
    totals: dict[tuple[str, str], int] = {}
    for one, cents in amounts:
        if cents is not None:
            key = (ClaimKind(one.kind).value, one.currency)
            totals[key] = totals.get(key, 0) + cents
    return totals
