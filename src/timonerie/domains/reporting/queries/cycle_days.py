"""Which days are worked where, and what day it is there: each site on its own calendar, the
company on that of the group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from timonerie.domains.organisation.queries import calendars
from timonerie.domains.organisation.queries.calendars import InForce
from timonerie.engine import working_days
from timonerie.engine.calendars import Calendar
from timonerie.engine.working_days import Worked

Unit = int | None


@dataclass(frozen=True)
class Days:
    """The calendars of every unit, read once; None is the company."""

    timelines: Mapping[Unit, Sequence[InForce]]
    zone: str

    @classmethod
    def known(cls, *, at: datetime, zone: str) -> "Days":
        """As recorded by an instant; `zone` is that of the company. Three queries."""
        return cls(calendars.timelines(known_at=at), zone)

    def worked(self, unit: Unit) -> Worked:
        def worked(day: date) -> bool:
            calendar = self._calendar(unit, day)
            return working_days.is_worked(calendar or working_days.USUAL, day)

        return worked

    def day(self, unit: Unit, at: datetime) -> date:
        """The local day of an instant."""
        return at.astimezone(self._zone(unit, at.date())).date()

    def end(self, unit: Unit, day: date) -> datetime:
        """The last second of a local day, whatever hour changes in it; in UTC."""
        after = datetime.combine(day + timedelta(days=1), time.min, self._zone(unit, day))
        return after.astimezone(UTC) - timedelta(seconds=1)

    def _zone(self, unit: Unit, day: date) -> ZoneInfo:
        calendar = self._calendar(unit, day)
        return ZoneInfo(calendar.zone if calendar else self.zone)

    def _calendar(self, unit: Unit, day: date) -> Calendar | None:
        line = self.timelines.get(unit) or self.timelines.get(None) or ()
        begun = [one for one in line if one.start_date <= day]
        return begun[-1].calendar if begun else None
