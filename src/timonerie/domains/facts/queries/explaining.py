"""Why the working time of a case is what it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from timonerie.domains.organisation.models import CalendarVersion
from timonerie.engine.calendars import Calendar
from timonerie.engine.explanations import Explanation, explain
from timonerie.engine.worktime import Clock, span_of


@dataclass(frozen=True)
class Explained:
    """The explanation of a case from reception to its end, and the clock it was read on."""

    explanation: Explanation
    calendar: Calendar
    version: CalendarVersion
    ended_at: datetime

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.calendar.zone)


def of_case(fact: Mapping[str, Any]) -> Explained | None:
    """The working time of a fact, on the version of the calendar that measured it; None for a case
    that has not ended, or ended before it was received."""
    ended_at = fact["resolved_at"] or fact["delivered_at"]
    received_at = fact["received_at"]
    if received_at is None or ended_at is None or ended_at < received_at:
        return None
    version = CalendarVersion.objects.select_related("calendar").get(pk=fact["calendar"])
    calendar = Calendar.from_dict(version.document)
    start, end = int(received_at.timestamp()), int(ended_at.timestamp())
    pauses = [
        (int(one["start"].timestamp()), int((one["end"] or ended_at).timestamp()))
        for one in fact["pauses"] or ()
    ]
    clock = Clock.compile(calendar, *span_of(np.array([start, end], dtype=np.int64)))
    return Explained(explain(clock, start, end, pauses), calendar, version, ended_at)


def zones(facts: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """The time zone of the sites that some facts were measured at, by version of calendar; one
    query."""
    ids = {fact["calendar"] for fact in facts if fact["calendar"] is not None}
    rows = CalendarVersion.objects.filter(pk__in=ids)
    return dict(rows.values_list("pk", "document__zone"))
