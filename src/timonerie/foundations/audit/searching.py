"""Finding events of a long trail: by instant, author, act, object and words, one page at a time."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from timonerie.foundations.audit.models import Event, PersonalValue
from timonerie.foundations.audit.queries import Told, told

CHUNK = 1_000
MOST_VALUES = 50
"""Personal values that a text may stand for: a shorter text would name everybody."""


@dataclass(frozen=True, kw_only=True)
class Search:
    """What to keep; an empty one keeps all. `acts` None is every act, `beyond` the number of the
    last event already seen, `with_detail` whether a text is looked for in the details too."""

    start: datetime | None = None
    end: datetime | None = None
    user_id: int | None = None
    acts: tuple[str, ...] | None = None
    kind: str = ""
    object_id: str = ""
    text: str = ""
    with_detail: bool = False
    oldest_first: bool = False
    beyond: int | None = None


def page(*, company_id: int, search: Search, size: int) -> tuple[list[Told], bool]:
    """Events of one page, and whether others follow. Pages are cut by number, never counted."""
    rows = list(_found(company_id, search)[: size + 1])
    return told(rows[:size]), len(rows) > size


def every(*, company_id: int, search: Search) -> Iterator[Told]:
    """All the events found, read by parts."""
    rows = _found(company_id, search).iterator(chunk_size=CHUNK)
    part: list[Event] = []
    for row in rows:
        part.append(row)
        if len(part) == CHUNK:
            yield from told(part)
            part = []
    yield from told(part)


def _found(company_id: int, search: Search) -> "QuerySet[Event]":
    rows = Event.objects.filter(company_id=company_id)
    given = {
        "at__gte": search.start,
        "at__lt": search.end,
        "user_id": search.user_id,
        "act__in": search.acts,
        "object_kind": search.kind or None,
        "object_id": search.object_id or None,
    }
    rows = rows.filter(**{name: value for name, value in given.items() if value is not None})
    if search.text:
        rows = _saying(rows, company_id, search)
    if search.beyond is not None:
        past = {"seq__gt" if search.oldest_first else "seq__lt": search.beyond}
        rows = rows.filter(**past)
    return rows.order_by("seq" if search.oldest_first else "-seq")


def _saying(rows: "QuerySet[Event]", company_id: int, search: Search) -> "QuerySet[Event]":
    """Personal values do not stand in the events: those that say the text are looked up first."""
    named = PersonalValue.objects.filter(company_id=company_id, value__icontains=search.text)
    values = list(named.values_list("ref", "subject")[:MOST_VALUES])
    users = [subject.removeprefix("user:") for _ref, subject in values if "user:" in subject]
    said = Q(object_id=search.text) | Q(user_id__in=users)
    if search.with_detail:
        rows = rows.annotate(said=Cast("detail", TextField()))
        # SQLite keeps accents as they travel in JSON.
        words = {search.text, json.dumps(search.text)[1:-1], *(ref for ref, _subject in values)}
        for word in words:
            said |= Q(said__icontains=word)
    return rows.filter(said)
