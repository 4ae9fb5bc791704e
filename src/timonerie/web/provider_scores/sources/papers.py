"""Legal documents that a provider owes: the share that holds at the end of the last month.

What was owed and asked for in earlier months cannot be told again: only the last one has a note.
A document that nobody asked for accuses nobody, and one to be checked waits for us: neither counts.
Where fewer than half of the documents owed are known, the note is missing."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from timonerie.domains.contracts.duty_enums import DutyState
from timonerie.domains.contracts.queries import duties, reaching
from timonerie.domains.contracts.queries.duties import Duty
from timonerie.domains.contracts.rules.duties.owing import Owed
from timonerie.domains.contracts.rules.scores import Note
from timonerie.engine import periods
from timonerie.web.provider_scores.registry import Given, Read, register

PERCENT = 100
HOLDS = (DutyState.UP_TO_DATE, DutyState.SOON)
KNOWN = (*HOLDS, *duties.LATE)


@register(criterion="papers", permission="duty.read")
def papers(given: Given) -> Read:
    last = given.months[-1]
    day = periods.end_of("month", last) - timedelta(days=1)
    owed: dict[int, list[Duty]] = defaultdict(list)
    for held in duties.board(given.actor, on=day):
        owed[held.provider.pk] += [one for one in held.duties if one.owing.owed == Owed.YES]
    seen = reaching.provider_ids(given.actor, on=timezone.localdate())
    reached = [one for one in given.providers if seen is None or one in seen]
    return {(provider, last): _note(owed[provider]) for provider in reached}


def _note(owed: Sequence[Duty]) -> Note:
    known = [one for one in owed if one.state in KNOWN]
    if not known or 2 * len(known) < len(owed):
        return Note("missing")
    return Note("measured", PERCENT * sum(one.state in HOLDS for one in known) / len(known))
