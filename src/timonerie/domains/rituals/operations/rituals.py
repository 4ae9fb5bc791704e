"""What people make of the meetings that calendars show: kept, set aside, named, ended; several at
once, with an undo."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Seat, Unit
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.rituals.enums import RitualLevel, RitualState
from timonerie.domains.rituals.models import Ritual, RitualGesture
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

_ACTS = {
    RitualState.PROPOSED: "ritual.proposed",
    RitualState.KEPT: "ritual.kept",
    RitualState.SET_ASIDE: "ritual.set_aside",
    RitualState.ENDED: "ritual.ended",
}


def keep(*, by: Actor, at: datetime, ritual: Ritual, version: int | None = None) -> None:
    """Raises Conflict."""
    by.require("ritual.write")
    _put(by, at, ritual, version, {"state": RitualState.KEPT})


def set_aside(*, by: Actor, at: datetime, ritual: Ritual, version: int | None = None) -> None:
    """It is no ritual of the company: it leaves the lists, and is not proposed again. Raises
    Conflict."""
    by.require("ritual.write")
    _put(by, at, ritual, version, {"state": RitualState.SET_ASIDE})


def end(*, by: Actor, at: datetime, ritual: Ritual, version: int | None = None) -> None:
    """It is held no more; what it was stays. Raises Conflict; Refused when it was never kept."""
    by.require("ritual.write")
    if ritual.state != RitualState.KEPT:
        raise Refused(_("Seul un rituel gardé peut être terminé."))
    _put(by, at, ritual, version, {"state": RitualState.ENDED})


def change(
    *,
    by: Actor,
    at: datetime,
    ritual: Ritual,
    version: int | None,
    name: str,
    level: str,
    unit: Unit | None,
    owner: Seat | None,
) -> None:
    """Say what a ritual is called, whose it is and which post leads it.

    Raises:
        Refused: no name, or a level that does not exist.
        Conflict: somebody changed it since `version`.
    """
    by.require("ritual.write")
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Donnez un nom à ce rituel."), field="name")
    _check_level(level)
    values = {"name": name[:150], "level": level, "unit": unit, "owner": owner}
    _put(by, at, ritual, version, values)


def sort_many(
    *,
    by: Actor,
    at: datetime,
    rituals: Iterable[Ritual],
    state: str,
    level: str = "",
    unit: Unit | None = None,
) -> RitualGesture | None:
    """Keep several, or set them aside, in one gesture that can be undone; None when nothing
    changed. A level and a unit replace those proposed; left out, each keeps its own. Raises
    Refused for a state or a level that does not exist."""
    by.require("ritual.write")
    if state not in (RitualState.KEPT, RitualState.SET_ASIDE):
        raise Refused(_("Choisissez de garder ou de mettre de côté."), field="state")
    _check_level(level)
    said = {"level": level, "unit": unit}
    given = {"state": state, **{name: value for name, value in said.items() if value}}
    before = []
    with transaction.atomic():
        for ritual in rituals:
            was = [ritual.state, ritual.level, ritual.unit_id]
            if _put(by, at, ritual, None, given):
                before.append([ritual.pk, ritual.version, *was])
        if not before:
            return None
        made: RitualGesture = RitualGesture.objects.create(user_id=by.user_id, at=at, before=before)
    return made


def undo(*, by: Actor, at: datetime, gesture: RitualGesture) -> int:
    """Put back what a gesture sorted, where nobody changed it since; twice is once. Only who made
    it undoes it. Returns how many rituals are as they were before it.

    Raises Refused for somebody else's.
    """
    by.require("ritual.write")
    if gesture.user_id != by.user_id:
        raise Refused(_("Seule la personne qui a fait ce tri peut le défaire."))
    if gesture.undone_at is not None:
        return 0
    rows = {pk: rest for pk, *rest in gesture.before}
    done = 0
    with transaction.atomic():
        for ritual in Ritual.objects.filter(pk__in=rows).select_related("unit"):
            version, state, level, unit_id = rows[ritual.pk]
            if ritual.version == version:
                unit = Unit.objects.filter(pk=unit_id).first()
                values = {"state": state, "level": level, "unit": unit}
                done += _put(by, at, ritual, version, values)
        gesture.undone_at = at
        gesture.save(update_fields=["undone_at"])
    return done


def _check_level(level: str) -> None:
    if level and level not in RitualLevel.values:
        raise Refused(_("Ce niveau n’existe pas."), field="level")


def _put(
    by: Actor, at: datetime, ritual: Ritual, version: int | None, values: Mapping[str, Any]
) -> bool:
    """Whether something changed."""
    with transaction.atomic():
        made = changes.replace(ritual, version=version, values=values)
        if not made:
            return False
        act = _ACTS[RitualState(ritual.state)] if made.pop("state", None) else "ritual.changed"
        audit.record(by=by, at=at, act=act, kind="ritual", public_id=ritual.public_id, detail=made)
    return True
