"""What is known of an activity: said by somebody, drawn from a file, taken over from a site."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.enums import (
    Certainty,
    Confidentiality,
    DataKind,
    Origin,
    ValueField,
)
from timonerie.domains.sourcing.models import Activity, ActivityValue
from timonerie.domains.sourcing.operations import checks
from timonerie.domains.sourcing.queries import known_values
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

LONGEST_TEXT = 300
MONTHS = 12
MOST = 10**13


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where values come from, how sure they are, and what shows it."""

    origin: Origin = Origin.MEMBER
    certainty: Certainty = Certainty.DECLARED
    evidence: str = ""


SAID = Source()


def say(
    *,
    by: Actor,
    at: datetime,
    activity: Activity,
    unit: Unit | None,
    said: Mapping[ValueField, Any],
    source: Source = SAID,
    version: int | None = None,
) -> int:
    """Write values of one origin for a site, or for the company (no unit): None takes one back.
    Saying again what stands writes nothing. Returns how many changed; one audit event.
    `version` is that of the activity as the writer saw it, where they edit what they saw.

    Shapes: volume an integer a year, seasonality twelve weights, cost `{"cents", "currency"}` a
    year, heads a number, data a list of `DataKind`, confidentiality 1 to 4, texts otherwise.

    Raises:
        Refused: a value has not the shape of its field.
        Conflict: the activity has another version by now.
        OutOfReach: the writer's mandate does not go there.
    """
    by.require("activity.write")
    checks.require_place(by, at=at, activity=activity, unit=unit)
    wanted = {ValueField(name): checked(ValueField(name), value) for name, value in said.items()}
    with transaction.atomic():
        now = Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
        made = _write(by, at, now, unit, wanted, source)
        if made:
            changes.touch(now, version=version, mine={})
            activity.version = now.version
            audit.record(
                by=by,
                at=at,
                act="activity.described",
                kind="activity",
                public_id=activity.public_id,
                detail={"unit": str(unit or ""), "origin": source.origin.value, **made},
            )
    return len(made)


def take_over(
    *, by: Actor, at: datetime, activities: Sequence[Activity], source: Unit, unit: Unit
) -> int:
    """Take over for a site what another one says of some activities, as proposals to confirm: only
    where nothing is said yet, volumes, costs and heads left out. Returns how many values.

    Raises OutOfReach when one of the sites is outside the writer's mandate."""
    by.require("activity.write")
    taken = 0
    told = Source(origin=Origin.SITE, certainty=Certainty.PROPOSED, evidence=source.name)
    with transaction.atomic():
        found = known_values.takeable(
            by, on=timezone.localdate(at), activities=activities, source=source, unit=unit
        )
        for activity in activities:
            checks.require_place(by, at=at, activity=activity, unit=source)
            if activity.pk in found:
                said = {field: one.value for field, one in found[activity.pk].items()}
                taken += say(by=by, at=at, activity=activity, unit=unit, said=said, source=told)
    return taken


def checked(field: ValueField, value: Any) -> Any:
    """A value of the shape of its field, None where nothing is said. Raises Refused."""
    if value is None or value in ("", []):
        return None
    try:
        told = _CHECKS.get(field, _text)(value)
    except (TypeError, ValueError, KeyError, OverflowError) as fault:
        raise Refused(
            _("« %(field)s » ne se lit pas : corrigez la valeur ou laissez-la vide.")
            % {"field": field.label},
            field=field.value,
        ) from fault
    return None if told == "" else told


def _write(
    by: Actor,
    at: datetime,
    activity: Activity,
    unit: Unit | None,
    wanted: Mapping[ValueField, Any],
    source: Source,
) -> dict[str, list[str]]:
    rows = activity.known_values.filter(unit=unit, origin=source.origin, field__in=list(wanted))
    known = {ValueField(row.field): row for row in rows}
    made = {}
    for field, value in wanted.items():
        row = known.get(field)
        before = row.value if row else None
        if value == before and (row is None or row.certainty == source.certainty):
            continue
        made[field.value] = [_words(before), _words(value)]
        if value is None:
            assert row is not None
            row.delete()
            continue
        ActivityValue.objects.update_or_create(
            activity=activity,
            unit=unit,
            field=field,
            origin=source.origin,
            defaults={
                "value": value,
                "certainty": source.certainty,
                "evidence": source.evidence[:LONGEST_TEXT],
                "said_by": by.name,
                "user_id": by.user_id,
                "at": at,
            },
        )
    return made


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return f"{value['cents'] / 100:.2f} {value['currency']}"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return " ".join(str(value).split())[:LONGEST_TEXT]


def _count(value: Any) -> int:
    number = int(value)
    if not 0 <= number < MOST or number != value:
        raise ValueError(value)
    return number


def _number(value: Any) -> float:
    number = float(value)
    if not 0 <= number < MOST:
        raise ValueError(value)
    return number


def _weights(value: Any) -> list[float]:
    weights = [_number(one) for one in value]
    if len(weights) != MONTHS or not any(weights):
        raise ValueError(value)
    return weights


def _cost(value: Any) -> dict[str, Any]:
    currency = str(value["currency"])
    if len(currency) != 3 or not currency.isupper():
        raise ValueError(currency)
    return {"cents": _count(value["cents"]), "currency": currency}


def _data(value: Any) -> list[str]:
    return sorted({DataKind(one).value for one in value})


def _confidentiality(value: Any) -> int:
    return int(Confidentiality(int(value)))


_CHECKS = {
    ValueField.YEARLY_VOLUME: _count,
    ValueField.SEASONALITY: _weights,
    ValueField.YEARLY_COST: _cost,
    ValueField.HEADS: _number,
    ValueField.DATA: _data,
    ValueField.CONFIDENTIALITY: _confidentiality,
}
