"""What a mission promises and what comes of it: deliverables, days, dependencies, accesses."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import (
    Mission,
    MissionAccess,
    MissionDeliverable,
    MissionDependency,
    MissionPresence,
)
from timonerie.domains.contracts.operations import missions
from timonerie.domains.contracts.provider_enums import DeliverableState
from timonerie.domains.contracts.queries import missions as queries
from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor

MOST_HALVES = 62
DELIVERED = (DeliverableState.DELIVERED, DeliverableState.ACCEPTED)


def add_deliverable(
    *, by: Actor, at: datetime, mission: Mission, title: str, due_date: date
) -> MissionDeliverable:
    """Raises Refused without a title."""
    missions.require(by, at, mission)
    with transaction.atomic():
        made: MissionDeliverable = MissionDeliverable.objects.create(
            mission=mission, title=_line(title, 200, "title"), due_date=due_date
        )
        told = {"deliverable": made.title, "due_date": due_date.isoformat()}
        missions.audited(by, at, "mission.deliverable_added", mission, told)
    return made


def say_deliverable(
    *,
    by: Actor,
    at: datetime,
    row: MissionDeliverable,
    version: int,
    state: str,
    day: date | None = None,
) -> None:
    """Where it stands, with the day on which it was handed in. Raises Refused, Conflict."""
    missions.require(by, at, row.mission)
    if state not in DeliverableState.values:
        raise Refused(_("Choisissez l’une des réponses proposées."), field="state")
    if state in DELIVERED and day is None:
        raise Refused(_("Donnez le jour où il a été rendu."), field="day")
    if day is not None and day > timezone.localdate(at):
        raise Refused(_("Donnez un jour passé, ou aujourd’hui."), field="day")
    values = {"state": state, "delivered_date": day if state in DELIVERED else None}
    with transaction.atomic():
        made = changes.replace(row, version=version, values=values)
        if made:
            told = {"deliverable": row.title, **made}
            missions.audited(by, at, "mission.deliverable_said", row.mission, told)


def plan(
    *, by: Actor, at: datetime, mission: Mission, site: Unit, month: date, halves: int
) -> MissionPresence:
    """The half-days that the letter plans at a site for a month; said again, they replace those
    planned. Raises Refused out of a month, or once they are confirmed."""
    missions.require(by, at, mission)
    _require_halves(halves)
    with transaction.atomic():
        Mission.objects.select_for_update(no_key=True, of=("self",)).get(pk=mission.pk)
        row, is_new = MissionPresence.objects.get_or_create(
            mission=mission, site=site, month=month.replace(day=1)
        )
        if row.confirmed_halves is not None:
            raise Refused(_("Ce mois est déjà confirmé pour ce site."), field="month")
        made = changes.replace(row, version=None, values={"planned_halves": halves})
        if made or is_new:
            missions.audited(by, at, "mission.presence_planned", mission, _told(row, halves))
    return row


def confirm(*, by: Actor, at: datetime, row: MissionPresence, version: int, halves: int) -> None:
    """The half-days that took place, as somebody here confirms them. Raises Refused, Conflict."""
    missions.require(by, at, row.mission)
    _require_halves(halves)
    if row.month > timezone.localdate(at):
        raise Refused(_("Ce mois n’a pas commencé : confirmez-le quand il sera passé."))
    if row.confirmed_halves == halves:
        return
    with transaction.atomic():
        values = {"confirmed_halves": halves, "confirmed_by": by.name}
        changes.replace(row, version=version, values=values)
        missions.audited(by, at, "mission.presence_confirmed", row.mission, _told(row, halves))


def depend(
    *, by: Actor, at: datetime, mission: Mission, needed: Mission, what: str
) -> MissionDependency:
    """What a mission awaits from another. Raises Refused for a loop, or where it is said."""
    missions.require(by, at, mission)
    text = _line(what, 300, "what")
    with transaction.atomic():
        list(Mission.objects.select_for_update(no_key=True, of=("self",)).order_by("pk"))
        if MissionDependency.objects.filter(mission=mission, needed=needed).exists():
            raise Refused(_("Cette dépendance est déjà notée."), field="needed")
        if rules.leads_to(queries.needs(), start=needed.pk, goal=mission.pk):
            raise Refused(
                _("« %(needed)s » attend déjà quelque chose de celle-ci : rien n’avancerait.")
                % {"needed": needed},
                field="needed",
            )
        made: MissionDependency = MissionDependency.objects.create(
            mission=mission, needed=needed, what=text
        )
        told = {"needed": needed.title, "what": text}
        missions.audited(by, at, "mission.dependency_added", mission, told)
    return made


def add_access(
    *, by: Actor, at: datetime, mission: Mission, name: str, given_by: str = ""
) -> MissionAccess:
    """Something that it opens, never its secret. Raises Refused where it is said already."""
    missions.require(by, at, mission)
    text = _line(name, 150, "name")
    with transaction.atomic():
        Mission.objects.select_for_update(no_key=True, of=("self",)).get(pk=mission.pk)
        if MissionAccess.objects.filter(mission=mission, name__iexact=text).exists():
            raise Refused(_("Cet accès est déjà dans la liste."), field="name")
        made: MissionAccess = MissionAccess.objects.create(
            mission=mission, name=text, given_by=" ".join(given_by.split())[:150]
        )
        missions.audited(by, at, "mission.access_added", mission, {"access": text})
    return made


def remove_access(*, by: Actor, at: datetime, row: MissionAccess) -> None:
    missions.require(by, at, row.mission)
    with transaction.atomic():
        missions.audited(by, at, "mission.access_removed", row.mission, {"access": row.name})
        row.delete()


def _line(text: str, most: int, field: str) -> str:
    found = " ".join(text.split())
    if not found or len(found) > most:
        raise Refused(
            _("Écrivez une ligne, de %(most)s caractères au plus.") % {"most": most}, field=field
        )
    return found


def _require_halves(halves: int) -> None:
    if not 0 <= halves <= MOST_HALVES:
        raise Refused(_("Un mois va de 0 à 31 jours."), field="days")


def _told(row: MissionPresence, halves: int) -> dict[str, str]:
    days = f"{halves / 2:g}".replace(".", ",")
    return {"site": row.site.name, "month": row.month.isoformat(), "days": days}
