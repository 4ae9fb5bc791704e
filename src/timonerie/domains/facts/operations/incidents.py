"""Incidents: declared, qualified, acted upon, discussed, closed; archived rather than deleted."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.facts.models import (
    Incident,
    IncidentNote,
    IncidentOrigin,
    IncidentSite,
    IncidentState,
)
from timonerie.domains.facts.operations import incident_checks as checks
from timonerie.domains.facts.operations.incident_checks import Remedy, Statement
from timonerie.domains.facts.rules.incidents import money
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.changes import Changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.queries.reach import Reach, reach
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.audit import personal


def declare(*, by: Actor, at: datetime, said: Statement) -> Incident:
    """Somebody of the company, of a site or of a provider says it here.

    Raises:
        Refused: it cannot stand, or names nothing of the mandate of who declares it.
    """
    by.require("incident.declare")
    checks.require_reach(
        by,
        at=at,
        units=said.units,
        provider=said.provider,
        activity=said.activity,
        team=said.team,
    )
    origin = {"origin": IncidentOrigin.MEMBER, "declared_by": by.name, "user_id": by.user_id}
    return create(by=by, at=at, said=said, origin=origin)


def create(
    *,
    by: Actor,
    at: datetime,
    said: Statement,
    origin: dict[str, Any],
    detail: dict[str, str] | None = None,
) -> Incident:
    """Write an incident that came by some door, which answers for the right to. Raises Refused."""
    checks.check_statement(said, at=at)
    with transaction.atomic():
        incident: Incident = Incident.objects.create(**said.values(), **origin, created_at=at)
        IncidentSite.objects.bulk_create(
            [IncidentSite(incident=incident, unit=unit) for unit in said.units]
        )
        told = {"what": incident.what, "known_at": changes.words(incident.known_at)}
        told |= {"severity": incident.severity, "provider": changes.words(incident.provider)}
        told |= {"sites": _named(said.units), **(detail or {})}
        _record(by, at, "incident.declared", incident, told)
    return incident


def qualify(*, by: Actor, at: datetime, incident: Incident, version: int, said: Statement) -> None:
    """Say again what happened. Sites and a team that the writer cannot see stay named.

    Raises:
        Refused: it cannot stand, or would leave the writer's mandate.
        Conflict: somebody changed it since `version`.
    """
    by.require("incident.write")
    checks.check_statement(said, at=at)
    seen = reach(by, on=timezone.localdate(at))
    before = [site.unit for site in incident.sites.select_related("unit")]
    cost = incident.cost, incident.currency
    after = [*said.units, *(unit for unit in before if not _sees(seen, unit))]
    values = said.values()
    if said.team is None and incident.team is not None and not _sees(seen, incident.team):
        values["team"] = incident.team
    checks.require_reach(
        by,
        at=at,
        units=after,
        provider=said.provider,
        activity=said.activity,
        team=values["team"],
    )
    with transaction.atomic():
        made = changes.replace(incident, version=version, values=values)
        if {unit.pk for unit in before} != {unit.pk for unit in after}:
            if not made:
                changes.touch(incident, version=version, mine={})
            made["sites"] = [_named(before), _named(after)]
            put_sites(incident, after)
        if made:
            _record(
                by,
                at,
                "incident.changed",
                incident,
                _in_words(made, before=cost, after=(incident.cost, incident.currency)),
            )


def act(*, by: Actor, at: datetime, incident: Incident, version: int, said: Remedy) -> None:
    """Say what is done, who carries it and how its effect will be checked. An action opens the work
    on an incident; without one it is only open.

    Raises:
        Refused: it cannot stand.
        Conflict: somebody changed it since `version`.
    """
    by.require("incident.write")
    checks.check_remedy(said, known_at=incident.known_at)
    values = said.values()
    if incident.state != IncidentState.CLOSED:
        values["state"] = IncidentState.UNDER_WAY if said.action else IncidentState.OPEN
    with transaction.atomic():
        made = changes.replace(incident, version=version, values=values)
        if made:
            person = said.owner_person
            about = personal.subject("person", person.public_id) if person else ""
            _record(by, at, "incident.acted", incident, made, about=about)


def note(*, by: Actor, at: datetime, incident: Incident, text: str) -> IncidentNote:
    """Say something of an incident, to all who see it. The trail keeps that it was said, not what:
    the note itself stays as it is. Raises Refused when nothing is said."""
    by.require("incident.declare")
    if not text.strip():
        raise Refused(_("Écrivez la note avant de l’ajouter."), field="text")
    with transaction.atomic():
        made: IncidentNote = IncidentNote.objects.create(
            incident=incident, text=text.strip(), written_by=by.name, user_id=by.user_id, at=at
        )
        _record(by, at, "incident.noted", incident, {})
    return made


def close(*, by: Actor, at: datetime, incident: Incident, version: int) -> None:
    """Raises Refused without a cause, which is what is counted; Conflict."""
    by.require("incident.write")
    if not incident.cause:
        raise Refused(_("Dites d’abord la cause : c’est elle que l’on compte ensuite."))
    _put(by, at, incident, version, {"state": IncidentState.CLOSED, "closed_at": at}, "closed")


def reopen(*, by: Actor, at: datetime, incident: Incident, version: int) -> None:
    """Raises Conflict."""
    by.require("incident.write")
    state = IncidentState.UNDER_WAY if incident.action else IncidentState.OPEN
    _put(by, at, incident, version, {"state": state, "closed_at": None}, "reopened")


def archive(*, by: Actor, at: datetime, incident: Incident, version: int) -> None:
    """Out of the lists, the figures and the charts. Raises Conflict."""
    by.require("incident.write")
    _put(by, at, incident, version, {"archived_at": at}, "archived")


def restore(*, by: Actor, at: datetime, incident: Incident, version: int) -> None:
    """Take an incident out of the archives. Raises Conflict."""
    by.require("incident.write")
    _put(by, at, incident, version, {"archived_at": None}, "restored")


ACTS = {
    "closed": "incident.closed",
    "reopened": "incident.reopened",
    "archived": "incident.archived",
    "restored": "incident.restored",
}


def _put(
    by: Actor, at: datetime, incident: Incident, version: int, values: dict[str, Any], act_: str
) -> None:
    """Twice is once."""
    field = next(iter(values))
    if values.get("archived_at") is not None and incident.archived_at is not None:
        return
    if field == "state" and (incident.closed_at is None) == (values["closed_at"] is None):
        return
    with transaction.atomic():
        if changes.replace(incident, version=version, values=values):
            _record(by, at, ACTS[act_], incident, {})


def put_sites(incident: Incident, units: Iterable[Unit]) -> None:
    """Make the sites of an incident those, inside a transaction."""
    wanted = {unit.pk: unit for unit in units}
    incident.sites.exclude(unit__in=wanted).delete()
    known = set(incident.sites.values_list("unit", flat=True))
    IncidentSite.objects.bulk_create(
        [
            IncidentSite(incident=incident, unit=unit)
            for pk, unit in wanted.items()
            if pk not in known
        ]
    )


def _in_words(
    made: Changes, *, before: tuple[int | None, str], after: tuple[int | None, str]
) -> Changes:
    """The cost and its currency as one amount."""
    told = {name: both for name, both in made.items() if name not in ("cost", "currency")}
    if told != made:
        told["cost"] = [_amount(*before), _amount(*after)]
    return told


def _amount(cost: int | None, currency: str) -> str:
    return "" if cost is None else f"{money.major(cost, currency)} {currency}"


def _sees(seen: Reach, unit: Unit) -> bool:
    return seen.unit_ids is None or unit.pk in seen.unit_ids


def _named(units: Iterable[Unit]) -> str:
    return ", ".join(sorted(unit.name for unit in units))


def _record(
    by: Actor,
    at: datetime,
    name: str,
    incident: Incident,
    detail: Changes | dict[str, str],
    *,
    about: str = "",
) -> None:
    audit.record(
        by=by,
        at=at,
        act=name,
        kind="incident",
        public_id=incident.public_id,
        detail=detail,
        about=about,
    )
