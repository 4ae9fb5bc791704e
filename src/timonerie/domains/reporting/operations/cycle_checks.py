"""What every write about cycles checks alike, and the trace that it leaves."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.reporting.models import Cycle, RunStep
from timonerie.domains.reporting.queries import cycles as queries
from timonerie.domains.sourcing.enums import Side
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit import operations as audit

#: Roles that say any step done in their reach, those of a provider among them, which they note.
LEADING = (Role.DIRECTOR, Role.EXECUTIVE)


def line(text: str, most: int, field: str, *, required: bool = False) -> str:
    """One line, its blanks folded. Raises Refused for one too long, or absent."""
    found = " ".join(text.split())
    if len(found) > most or (required and not found):
        raise Refused(
            _("Écrivez une ligne, de %(most)s caractères au plus.") % {"most": most}, field=field
        )
    return found


def require_write(by: Actor, *, at: datetime, cycle: Cycle) -> None:
    """Raises PermissionDenied; Refused outside the writer's mandate."""
    by.require("cycle.write")
    sites = [one.site for one in cycle.sites.select_related("site")]
    require_places(by, at=at, provider=cycle.provider, activity=cycle.activity, sites=sites)


def require_places(
    by: Actor,
    *,
    at: datetime,
    provider: Provider,
    activity: Activity | None,
    sites: Iterable[Unit],
) -> None:
    """Raises Refused outside the writer's mandate."""
    seen = reach(by, on=timezone.localdate(at))
    places = list(sites)
    if not seen.holds(provider=provider.pk):
        raise Refused(_("Ce prestataire n’est pas dans votre mandat."), field="provider")
    function = activity.function_id if activity else None
    if seen.function_ids is not None and function not in seen.function_ids:
        raise Refused(_("Cette activité n’est pas dans votre mandat."), field="activity")
    if seen.unit_ids is None:
        return
    if not places or any(one.pk not in seen.unit_ids for one in places):
        raise Refused(_("Ces sites ne sont pas tous dans votre mandat."), field="sites")


def require_sites(sites: Iterable[Unit]) -> None:
    """Raises Refused for one that is no site, or archived."""
    for one in sites:
        if one.kind != UnitKind.SITE or one.archived_at is not None:
            raise Refused(
                _("« %(name)s » n’est pas un site ouvert : choisissez-en un autre.")
                % {"name": one.name},
                field="sites",
            )


def may_do(by: Actor, step: RunStep, *, at: datetime) -> bool:
    """Whether somebody says this step done, within what they see: leaders any of them, a provider
    its own, a site those that no post owns and those of its posts."""
    if not by.may("cycle.do"):
        return False
    if by.role in LEADING:
        return True
    if by.role == Role.PROVIDER:
        return is_of_provider(by, step, at=at)
    if step.side != Side.OURS:
        return False
    seen = reach(by, on=timezone.localdate(at))
    sites = queries.site_ids(seen)
    if step.seat is None:
        return sites is None or step.run.site_id in sites
    return seen.holds(unit=step.seat.unit_id)


def is_of_provider(by: Actor, step: RunStep, *, at: datetime) -> bool:
    owner = step.provider_id or step.run.cycle.provider_id
    return step.side == Side.THEIRS and reach(by, on=timezone.localdate(at)).holds(provider=owner)


def audited(by: Actor, at: datetime, act: str, cycle: Cycle, detail: Mapping[str, Any]) -> None:
    """One event of the trail of the cycle, inside a transaction."""
    audit.record(
        by=by, at=at, act=act, kind="cycle", public_id=cycle.public_id, detail=dict(detail)
    )
