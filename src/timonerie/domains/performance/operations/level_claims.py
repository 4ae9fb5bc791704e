"""What missed levels let ask for: proposed once a period by the product, told again where a later
computation differs, never changed once settled."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from timonerie.domains.contracts.models import ServiceLevel
from timonerie.domains.organisation.operations import changes
from timonerie.domains.performance.enums import ClaimKind
from timonerie.domains.performance.models import LevelClaim
from timonerie.domains.performance.operations.claim_audit import record, told
from timonerie.domains.performance.queries import level_cases
from timonerie.domains.performance.rules import level_claims as rules
from timonerie.domains.performance.rules.level_claims import Case, Due
from timonerie.foundations.accounts.actors import Actor

_FIGURE = ("met", "n", "value", "is_held")
"""What makes two computations differ, beside the amount."""


def follow(*, by: Actor, at: datetime) -> int:
    """Propose what the stored measures let ask for, and tell where they differ from an open claim.
    Twice is once. Returns how many claims were written."""
    return sum(
        _follow_chain(by, at, levels, cases) for levels, cases in level_cases.chains(on=at.date())
    )


def _follow_chain(
    by: Actor, at: datetime, levels: Mapping[int, ServiceLevel], cases: Iterable[Case]
) -> int:
    """The versions of one level, which share their yearly cap; one writer at a time."""
    cases = list(cases)
    written = 0
    with transaction.atomic():
        list(ServiceLevel.objects.select_for_update(no_key=True).filter(pk__in=levels))
        known = {
            (one.level_id, one.period_start): one
            for one in LevelClaim.objects.filter(level__in=levels)
        }
        settled = {place: one.granted_cents or 0 for place, one in known.items() if one.is_settled}
        found = rules.dues(cases, settled=settled)
        for case in cases:
            due, claim = found[case.place], known.get(case.place)
            if claim is None:
                written += _propose(by, at, levels[case.level], case, due)
            elif not claim.is_settled:
                written += _compare(by, at, claim, due.amount, due.to_json(case))
    return written


def _propose(by: Actor, at: datetime, level: ServiceLevel, case: Case, due: Due) -> bool:
    if due.amount == 0:
        return False
    claim = LevelClaim.objects.create(
        level=level,
        period_kind=case.kind,
        period_start=case.start,
        kind=ClaimKind(level.consequence),
        amount_cents=due.amount,
        currency=level.contract.currency,
        reasoning=due.to_json(case),
        proposed_at=at,
    )
    record(by, at, "claim.proposed", claim, {"claimed": told(due.amount, claim.currency)})
    return True


def _compare(
    by: Actor, at: datetime, claim: LevelClaim, amount: int | None, found: dict[str, Any]
) -> bool:
    differs = amount != claim.amount_cents or _figure(found) != _figure(claim.reasoning)
    values = {
        "differs": differs,
        "found_cents": amount if differs else None,
        "found": found if differs else {},
    }
    if not changes.between(claim, values):
        return False
    changes.replace(claim, version=None, values=values)
    detail = {"claimed": [told(cents, claim.currency) for cents in (claim.amount_cents, amount)]}
    record(by, at, "claim.differs" if differs else "claim.agrees", claim, detail)
    return True


def _figure(reasoning: Mapping[str, Any]) -> list[Any]:
    return [reasoning.get(name) for name in _FIGURE]
