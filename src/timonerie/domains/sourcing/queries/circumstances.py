"""What is known of an activity that a legal guard-rail asks about."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from timonerie.domains.organisation.enums import HolderKind
from timonerie.domains.organisation.models import SeatHolding
from timonerie.domains.sourcing.enums import (
    Choice,
    ValueField,
    Verdict,
)
from timonerie.domains.sourcing.models import ActivityValue, Assignment
from timonerie.domains.sourcing.queries import known_values
from timonerie.domains.sourcing.queries.grids import Weighed
from timonerie.domains.sourcing.rules import values
from timonerie.domains.sourcing.rules.circumstances import About
from timonerie.domains.sourcing.rules.values import Value

_ENTRUSTED = frozenset({Choice.ENTRUST, Choice.SHARE})
_MAY_BE = frozenset({Verdict.DELEGABLE, Verdict.HYBRID, Verdict.RESERVE})
_READ = (ValueField.DATA, ValueField.CONFIDENTIALITY, ValueField.YEARLY_COST)


def about(one: Weighed, *, on: date) -> About:
    """An activity as a whole, for who reads the whole of it; three queries."""
    activity, known = one.activity, _known(one)
    served = list(Assignment.objects.in_force(on=on).filter(activity=activity))
    by_provider = [row for row in served if row.provider_id is not None]
    return About(
        name=activity.name,
        code=activity.catalogue_code,
        function=activity.function.code if activity.function else "",
        vetoes=one.vetoes,
        is_entrusted=bool(by_provider) or _is_to_be(one),
        data=_data(known[ValueField.DATA]),
        confidentiality=_highest(known[ValueField.CONFIDENTIALITY]),
        yearly_cents=_cents(known[ValueField.YEARLY_COST]),
        is_done_by_us=len(by_provider) < len(served) if served else None,
        is_fractional=_is_fractional(one, on),
        is_left=one.decision is not None and one.decision.choice == Choice.TAKE_BACK,
    )


def _is_to_be(one: Weighed) -> bool | None:
    """None while nobody decided and no verdict says that it may be."""
    if one.decision is not None and one.decision.choice != Choice.WAIT:
        return one.decision.choice in _ENTRUSTED
    return True if one.judged.verdict in _MAY_BE else None


def _is_fractional(one: Weighed, on: date) -> bool:
    if one.activity.accountable_id is None:
        return False
    rows = SeatHolding.objects.in_force(on=on).filter(kind=HolderKind.EXECUTIVE)
    return bool(rows.filter(seat_id=one.activity.accountable_id).exists())


def _known(one: Weighed) -> dict[str, list[Value]]:
    """What stands in each place, by field."""
    rows = ActivityValue.objects.filter(activity=one.activity, field__in=_READ).order_by("pk")
    places: dict[tuple[str, int | None], list[Value]] = defaultdict(list)
    for row in rows:
        places[row.field, row.unit_id].append(known_values.value(row))
    found: dict[str, list[Value]] = defaultdict(list)
    for (field, _unit), several in places.items():
        standing = values.standing(several)
        if standing is not None:
            found[field].append(standing)
    return found


def _data(told: Sequence[Value]) -> frozenset[str] | None:
    """Of every site: what one of them handles is handled."""
    if not told:
        return None
    return frozenset(kind for one in told if isinstance(one.value, list) for kind in one.value)


def _highest(told: Sequence[Value]) -> int | None:
    return max((one.value for one in told if isinstance(one.value, int)), default=None)


def _cents(told: Sequence[Value]) -> int | None:
    """That of the company, else the sites that are known, added up: at least that much."""
    whole = [one for one in told if one.unit_id is None]
    amounts = [one.value["cents"] for one in whole or told if isinstance(one.value, dict)]
    return sum(amounts) if amounts else None
