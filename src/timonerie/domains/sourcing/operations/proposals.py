"""What the files proposed, once somebody said yes, or no."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.enums import ValueField
from timonerie.domains.sourcing.models import (
    Activity,
    ActivityValue,
    Assignment,
    SetAsideProposal,
)
from timonerie.domains.sourcing.operations import activities, checks, values
from timonerie.domains.sourcing.operations.values import Source
from timonerie.domains.sourcing.queries import payee_costs, reaching
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

#: Between what is said of two payees whose costs are added.
AND = payee_costs.BETWEEN
#: An activity at a site, by their row ids.
Spot = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Worth:
    """A value that comes with a proposal, for one site or for the company."""

    field: ValueField
    value: Any
    source: Source
    unit: Unit | None = None


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """A proposal that somebody ticked: a line of the catalogue, who does it (None: ourselves) and
    for which sites. Without `units`, it is for the sites of `everywhere` where nobody is said to do
    it yet: nobody is replaced unless their site is named."""

    code: str
    provider: Provider | None
    start_date: date
    units: tuple[Unit, ...] = ()
    everywhere: tuple[Unit, ...] = ()
    worths: tuple[Worth, ...] = ()


def accept(*, by: Actor, at: datetime, accepted: Sequence[Accepted]) -> int:
    """Add the activities, say who does them where and what the files know of them. Returns how many
    activities are new.

    Raises:
        Refused: two are ticked for one activity at one site, or no site is left for one.
        WrongDates: somebody starts later at a site that is named.
        OutOfReach: the writer does not see the whole company.
    """
    _require(by, at)
    with transaction.atomic():
        codes = [one.code for one in accepted]
        count: int = activities.add_from_catalogue(by=by, at=at, codes=codes)
        known = _known(by, at, codes)
        served: dict[Spot, Accepted] = {}
        for one in _named_first(accepted):
            activity = known[one.code]
            _serve(by, at, activity, one, served)
            for worth in one.worths:
                _say(by, at, activity, worth)
    return count


def set_aside(*, by: Actor, at: datetime, keys: Iterable[str]) -> int:
    """Not to propose them again. Returns how many were not aside before."""
    _require(by, at)
    known = set(SetAsideProposal.objects.values_list("key", flat=True))
    new = [key for key in dict.fromkeys(keys) if key not in known]
    if not new:
        return 0
    with transaction.atomic():
        SetAsideProposal.objects.bulk_create(
            SetAsideProposal(
                company_id=by.company_id, key=key, set_aside_by=by.name, user_id=by.user_id, at=at
            )
            for key in new
        )
        _record(by, at, "activities.proposals_set_aside", new)
    return len(new)


def restore(*, by: Actor, at: datetime, keys: Collection[str]) -> int:
    """To propose them again. Returns how many were aside."""
    _require(by, at)
    rows = SetAsideProposal.objects.filter(key__in=list(keys))
    with transaction.atomic():
        found = sorted(rows.values_list("key", flat=True))
        if found:
            rows.delete()
            _record(by, at, "activities.proposals_restored", found)
    return len(found)


def _require(by: Actor, at: datetime) -> None:
    by.require("activity.write")
    if not reaching.sees_everything(by, on=timezone.localdate(at)):
        raise checks.OutOfReach(
            _("Ces fichiers parlent de toute la société, et votre mandat d’une partie seulement.")
        )


def _record(by: Actor, at: datetime, act: str, keys: Sequence[str]) -> None:
    audit.record(
        by=by,
        at=at,
        act=act,
        kind="company",
        public_id=by.company_id,
        detail={"count": len(keys), "codes": [key.partition(":")[0] for key in keys[:50]]},
    )


def _known(by: Actor, at: datetime, codes: Collection[str]) -> dict[str, Activity]:
    """The activities of some lines of the catalogue, out of the archives."""
    rows = sorted(Activity.objects.order_by("-pk"), key=lambda one: one.archived_at is None)
    by_key = {rules.key(one.code): one for one in rows}
    by_key |= {rules.key(one.catalogue_code): one for one in rows if one.catalogue_code}
    found = {code: by_key[rules.key(code)] for code in codes}
    for activity in found.values():
        if activity.archived_at is not None:
            activities.restore(by=by, at=at, activity=activity, version=activity.version)
    return found


def _named_first(accepted: Sequence[Accepted]) -> list[Accepted]:
    """Those whose sites are named, before those that take the sites that are left."""
    return sorted(accepted, key=lambda one: not one.units)


def _serve(
    by: Actor, at: datetime, activity: Activity, one: Accepted, served: dict[Spot, Accepted]
) -> None:
    for unit in one.units or _free(activity, one, served):
        first = served.setdefault((activity.pk, unit.pk), one)
        if first.provider != one.provider:
            raise Refused(
                _(
                    "« %(activity)s » à %(unit)s est cochée deux fois, pour %(first)s et pour"
                    " %(second)s : décochez l’une des deux, ou choisissez leurs sites."
                )
                % {
                    "activity": activity,
                    "unit": unit,
                    "first": first.provider or _("vous-mêmes"),
                    "second": one.provider or _("vous-mêmes"),
                }
            )
        activities.assign(
            by=by,
            at=at,
            activity=activity,
            unit=unit,
            provider=one.provider,
            start_date=one.start_date,
        )


def _free(activity: Activity, one: Accepted, served: dict[Spot, Accepted]) -> list[Unit]:
    """The sites where nobody was said to do it, from that day on: two that name no site want the
    same ones, which is refused later. Raises Refused without any."""
    rows = Assignment.objects.filter(activity=activity, unit__in=one.everywhere)
    taken = {
        unit
        for unit, end in rows.values_list("unit_id", "end_date")
        if end is None or end >= one.start_date
    }
    here = {unit: other for (pk, unit), other in served.items() if pk == activity.pk}
    taken -= {unit for unit, other in here.items() if not other.units}
    found = [unit for unit in one.everywhere if unit.pk not in taken]
    if not found and one.everywhere:
        raise Refused(
            _(
                "« %(activity)s » est déjà servie partout : dites de quels sites %(provider)s"
                " s’occupe, ou écartez cette proposition."
            )
            % {"activity": activity, "provider": one.provider or _("vous-mêmes")}
        )
    return found


def _say(by: Actor, at: datetime, activity: Activity, worth: Worth) -> None:
    """A cost of one more provider is added to those that the same files already said."""
    source, value = worth.source, worth.value
    if worth.field == ValueField.YEARLY_COST:
        before = ActivityValue.objects.filter(
            activity=activity, unit=worth.unit, field=worth.field, origin=source.origin
        ).first()
        if before is not None:
            if not _adds(before, source, value):
                return
            value = {**value, "cents": value["cents"] + before.value["cents"]}
            source = replace(source, evidence=f"{before.evidence}{AND}{source.evidence}")
    values.say(
        by=by,
        at=at,
        activity=activity,
        unit=worth.unit,
        said={worth.field: value},
        source=source,
    )


def _adds(before: ActivityValue, source: Source, value: Any) -> bool:
    """Whether a cost is not told already, in the same currency."""
    # « Durand » is not told where « Cabinet Durand » is.
    is_told = f"{AND}{source.evidence}{AND}" in f"{AND}{before.evidence}{AND}"
    return not is_told and bool(before.value["currency"] == value["currency"])
