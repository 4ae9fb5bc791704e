"""What people make of signals: sorted, given to somebody, talked about; in number, with an undo."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Seat
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.changes import Changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.signals.enums import Triage
from timonerie.domains.signals.models import SignalNote, TriageGesture, WeakSignal
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit


def sort(
    *,
    by: Actor,
    at: datetime,
    signal: WeakSignal,
    version: int | None,
    state: str,
    reason: str = "",
) -> None:
    """Say what a signal is worth.

    Raises:
        Refused: noise without a reason, or a state that does not exist.
        Conflict: somebody changed it since `version`.
    """
    by.require("signal.triage")
    _check(state, reason)
    _sort(by, at, signal, version, state, reason.strip())


def decide(
    *,
    by: Actor,
    at: datetime,
    signal: WeakSignal,
    version: int | None,
    state: str,
    reason: str,
    owner: Seat | None,
    due_date: date | None,
) -> None:
    """Say what a signal is worth, who follows it and for when something must be decided. Raises as
    `sort`."""
    by.require("signal.triage")
    _check(state, reason)
    given = {"owner": owner, "due_date": due_date}
    _sort(by, at, signal, version, state, reason.strip(), given)


def note(*, by: Actor, at: datetime, signal: WeakSignal, text: str) -> SignalNote:
    """Say something of a signal, to all who see it. The trail keeps that it was said, not what.
    Raises Refused when nothing is said."""
    by.require("signal.note")
    if not text.strip():
        raise Refused(_("Écrivez la note avant de l’ajouter."), field="text")
    with transaction.atomic():
        made: SignalNote = SignalNote.objects.create(
            signal=signal, text=text.strip(), written_by=by.name, user_id=by.user_id, at=at
        )
        _record(by, at, "signal.noted", signal, {})
    return made


def sort_many(
    *, by: Actor, at: datetime, signals: Iterable[WeakSignal], state: str, reason: str = ""
) -> TriageGesture | None:
    """Sort several signals in one gesture that can be undone; None when nothing changed. Raises
    Refused as `sort`."""
    by.require("signal.triage")
    _check(state, reason)
    before = []
    with transaction.atomic():
        for signal in signals:
            was = [signal.state, signal.reason]
            if _sort(by, at, signal, None, state, reason.strip()):
                before.append([signal.pk, signal.version, *was])
        if not before:
            return None
        made: TriageGesture = TriageGesture.objects.create(user_id=by.user_id, at=at, before=before)
    return made


def undo(*, by: Actor, at: datetime, gesture: TriageGesture) -> int:
    """Put back what a gesture sorted, where nobody sorted it again since; twice is once. Only who
    made it undoes it. Returns how many signals are as they were before it.

    Raises Refused for somebody else's.
    """
    by.require("signal.triage")
    if gesture.user_id != by.user_id:
        raise Refused(_("Seule la personne qui a fait ce tri peut le défaire."))
    if gesture.undone_at is not None:
        return 0
    with transaction.atomic():
        versions = {pk: rest for pk, *rest in gesture.before}
        done = 0
        for signal in WeakSignal.objects.filter(pk__in=versions):
            version, state, reason = versions[signal.pk]
            if signal.version == version:
                done += bool(_sort(by, at, signal, version, state, reason))
        gesture.undone_at = at
        gesture.save(update_fields=["undone_at"])
    return done


def _check(state: str, reason: str) -> None:
    if state not in Triage.values:
        raise Refused(_("Ce tri n’existe pas."), field="state")
    if state == Triage.NOISE and not reason.strip():
        raise Refused(
            _("Dites pourquoi c’est du bruit : ce motif règle la sensibilité."), field="reason"
        )


def _sort(
    by: Actor,
    at: datetime,
    signal: WeakSignal,
    version: int | None,
    state: str,
    reason: str,
    given: Mapping[str, Any] | None = None,
) -> Changes:
    with transaction.atomic():
        values = {"state": state, "reason": reason, **(given or {})}
        if not changes.between(signal, values):
            return {}
        made = changes.replace(signal, version=version, values={**values, "triaged_at": at})
        made.pop("triaged_at", None)
        _record(by, at, "signal.sorted", signal, made)
    return made


def _record(by: Actor, at: datetime, act: str, signal: WeakSignal, detail: Changes) -> None:
    audit.record(by=by, at=at, act=act, kind="signal", public_id=signal.public_id, detail=detail)
