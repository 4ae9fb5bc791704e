"""Measuring the facts again when opening hours change; closed periods keep what they had."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pyarrow as pa
from django.db import transaction

from timonerie.domains.facts import assembly, store
from timonerie.domains.facts.assembly import Frozen, Timelines
from timonerie.domains.facts.models import FactFile, FileKind
from timonerie.domains.facts.operations import commits
from timonerie.domains.facts.operations.commits import FileChange
from timonerie.domains.facts.rules.comparing import moved_days
from timonerie.domains.organisation.queries import calendars
from timonerie.engine import facts
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.scope.models import Company


@dataclass(frozen=True)
class Closing:
    """A period that somebody closed, `end` excluded."""

    start: date
    end: date
    closed_at: datetime


def frozen(closings: Sequence[Closing]) -> list[Frozen]:
    """Closed periods with the calendars known then; the first closing of a day wins. A period
    closed before any hours were recorded has nothing to keep."""
    held = []
    for one in sorted(closings, key=lambda one: one.closed_at, reverse=True):
        known = calendars.timelines(known_at=one.closed_at)
        if known[None]:
            held.append(Frozen(one.start, one.end, Timelines(known)))
    return held


def measure_again(*, by: Actor, at: datetime, closings: Sequence[Closing] = ()) -> int:
    """Measure every live fact on the calendars in force now. Files where nothing moves are left as
    they are. Returns how many facts moved."""
    company = Company.objects.get(pk=by.company_id)
    timelines = Timelines(calendars.timelines(known_at=at))
    held = frozen(closings)
    moved = 0
    with store.lock(company.public_id):
        files = list(FactFile.objects.filter(kind=FileKind.CASES).live().order_by("pk"))
        for file in files:
            before = store.read(store.paths(company.public_id, [file.name]), schema=facts.SCHEMA)
            now = assembly.measure(before, timelines=timelines, frozen=held)
            moved += _replace(by, at, company, file, before, now)
    return moved


def _replace(
    by: Actor, at: datetime, company: Company, file: FactFile, before: pa.Table, now: pa.Table
) -> int:
    """Put the measured file in the place of the former one, when something moved."""
    count, first, last = moved_days(before, now)
    if not count:
        return 0
    built_on = commits.version()
    ordered = now.sort_by([("resolved_on", "ascending"), ("case", "ascending")])
    change = FileChange(
        added=[commits.write(company.public_id, ordered, kind=FileKind.CASES)],
        retired=[file],
        first_date=first,
        last_date=last,
    )
    with transaction.atomic():
        commits.commit(source=file.source, batch=file.batch, change=change, built_on=built_on)
        audit.record(
            by=by,
            at=at,
            act="facts.measure",
            kind="source",
            public_id=file.source.public_id,
            detail={"moved": count},
        )
    return count
