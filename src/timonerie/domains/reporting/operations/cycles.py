"""Cycles said, changed, put away: copies of a ready model, or begun from nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.reporting.catalogue import cycles as catalogue
from timonerie.domains.reporting.catalogue.cycles import CycleModel
from timonerie.domains.reporting.cycle_enums import Rhythm
from timonerie.domains.reporting.models import Cycle, CycleSite, CycleStep, CycleVersion
from timonerie.domains.reporting.operations import cycle_checks as checks
from timonerie.domains.reporting.operations import cycle_runs
from timonerie.domains.reporting.queries import cycles as queries
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.accounts.actors import Actor

LONGEST_TITLE: Final = 120
FURTHEST: Final = timedelta(days=3 * 366)
"""How far back, or ahead, a cycle may begin."""
COPIED: Final = (
    *("key", "title", "side", "base", "days", "proof"),
    *("returns_work", "noun", "is_feminine"),
)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a cycle says; fields as the model. Without sites, one passage for the company."""

    title: str
    provider: Provider
    cadence: str = Rhythm.MONTHLY
    start_date: date
    activity: Activity | None = None
    sites: tuple[Unit, ...] = field(default=())
    makes_facts: bool = False


def copy(*, by: Actor, at: datetime, code: str, said: Said) -> Cycle:
    """Copy a ready model, with its steps, and open the passages already begun.

    Raises Refused: no such model, what cannot stand, or outside the writer's mandate."""
    model = catalogue.by_code().get(code)
    if model is None:
        raise Refused(_("Choisissez l’un des modèles proposés."), field="code")
    return create(by=by, at=at, said=said, model=model)


def create(*, by: Actor, at: datetime, said: Said, model: CycleModel | None = None) -> Cycle:
    """Raises Refused: what cannot stand, or outside the writer's mandate."""
    by.require("cycle.write")
    values = _checked(by, at, said)
    with transaction.atomic():
        made: Cycle = Cycle.objects.create(code=model.code if model else "", **values)
        _place(made, said.sites)
        version = CycleVersion.objects.create(
            cycle=made, number=1, start_date=said.start_date, created_at=at
        )
        _take_steps(version, model)
        told = {"title": made.title, "provider": made.provider.name, "cadence": made.cadence}
        checks.audited(by, at, "cycle.created", made, told)
        if model is not None:
            cycle_runs.open_begun(by=by, at=at, cycle=made)
    return made


def change(*, by: Actor, at: datetime, cycle: Cycle, version: int, said: Said) -> None:
    """Say the whole of it again: passages under way keep what they took. Raises Refused; Conflict.

    The rhythm of a cycle with passages does not change: begin another one."""
    checks.require_write(by, at=at, cycle=cycle)
    values = _checked(by, at, said)
    with transaction.atomic():
        if said.cadence != cycle.cadence and cycle.runs.exists():
            raise Refused(
                _("Des passages existent à ce rythme : archivez ce cycle et faites-en un autre."),
                field="cadence",
            )
        differ = changes.replace(cycle, version=version, values=values)
        before = queries.sites_of(cycle)
        if {one.pk for one in before} != {one.pk for one in said.sites}:
            if not differ:
                changes.touch(cycle, version=version, mine={})
            _place(cycle, said.sites)
            differ = {**differ, "sites": [_names(before), _names(said.sites)]}
        if differ:
            checks.audited(by, at, "cycle.changed", cycle, {"title": cycle.title, **differ})


def archive(*, by: Actor, at: datetime, cycle: Cycle, version: int) -> None:
    """No passage opens any more; those that stand stay. Twice is once. Raises Conflict."""
    _put_away(by, at, cycle, version, at)


def restore(*, by: Actor, at: datetime, cycle: Cycle, version: int) -> None:
    """Take it back: the periods passed meanwhile open too. Twice is once. Raises Conflict."""
    _put_away(by, at, cycle, version, None)


def _put_away(
    by: Actor, at: datetime, cycle: Cycle, version: int, archived_at: datetime | None
) -> None:
    checks.require_write(by, at=at, cycle=cycle)
    if (cycle.archived_at is None) == (archived_at is None):
        return
    act = "cycle.archived" if archived_at else "cycle.restored"
    with transaction.atomic():
        if changes.replace(cycle, version=version, values={"archived_at": archived_at}):
            checks.audited(by, at, act, cycle, {"title": cycle.title})


def _checked(by: Actor, at: datetime, said: Said) -> dict[str, Any]:
    checks.require_sites(said.sites)
    checks.require_places(
        by, at=at, provider=said.provider, activity=said.activity, sites=said.sites
    )
    if said.cadence not in Rhythm.values:
        raise Refused(_("Choisissez l’un des rythmes proposés."), field="cadence")
    if said.provider.archived_at is not None:
        raise Refused(_("Ce prestataire est archivé : choisissez-en un autre."), field="provider")
    if abs(said.start_date - timezone.localdate(at)) > FURTHEST:
        raise Refused(_("Un cycle commence à trois ans d’aujourd’hui au plus."), field="start_date")
    return {
        "title": checks.line(said.title, LONGEST_TITLE, "title", required=True),
        "provider": said.provider,
        "activity": said.activity,
        "cadence": said.cadence,
        "start_date": said.start_date,
        "makes_facts": said.makes_facts,
    }


def _names(sites: Iterable[Unit]) -> str:
    return ", ".join(sorted(one.name for one in sites))


def _place(cycle: Cycle, sites: Iterable[Unit]) -> None:
    wanted = {one.pk for one in sites}
    cycle.sites.exclude(site_id__in=wanted).delete()
    standing = set(cycle.sites.values_list("site_id", flat=True))
    CycleSite.objects.bulk_create(
        CycleSite(cycle=cycle, site_id=pk) for pk in sorted(wanted - standing)
    )


def _take_steps(version: CycleVersion, model: CycleModel | None) -> None:
    steps = model.steps if model else ()
    CycleStep.objects.bulk_create(
        CycleStep(version=version, position=rank, **{name: getattr(one, name) for name in COPIED})
        for rank, one in enumerate(steps, start=1)
    )
