"""What became of a meeting that an agenda no longer shows, as somebody says it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.rituals.enums import ANSWERS, OccurrenceState
from timonerie.domains.rituals.models import Ritual, RitualOccurrence
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit


def answer(*, by: Actor, at: datetime, occurrence: RitualOccurrence, state: str) -> None:
    """`state` is one of `enums.ANSWERS`.

    Raises:
        Refused: another state, or a meeting that nothing is asked about any more.
    """
    answer_all(by=by, at=at, ritual=occurrence.ritual, occurrences=[occurrence], state=state)


def answer_all(
    *,
    by: Actor,
    at: datetime,
    ritual: Ritual,
    occurrences: Iterable[RitualOccurrence],
    state: str,
) -> int:
    """The same of several meetings of a ritual, in one event of the trail; returns how many. Raises
    as :func:`answer`."""
    by.require("ritual.write")
    if state not in ANSWERS:
        raise Refused(_("Dites si elle a été annulée, déplacée, tenue, ou si elle est ailleurs."))
    numbers = [one.pk for one in occurrences]
    rows = RitualOccurrence.objects.filter(
        pk__in=numbers, ritual=ritual, state=OccurrenceState.VANISHED
    )
    with transaction.atomic():
        count = rows.update(state=state, answered_by=by.name, answered_at=at)
        if not count:
            raise Refused(_("Quelqu’un a déjà répondu pour cette réunion."))
        audit.record(
            by=by,
            at=at,
            act="ritual.answered",
            kind="ritual",
            public_id=ritual.public_id,
            detail={"answer": state, "meetings": count},
        )
    return int(count)
