"""The three years that the demo covers: whole months, up to the last complete one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
SPAN_MONTHS = 36


def shifted(month: date, months: int) -> date:
    """First day of the month `months` later (earlier when negative)."""
    rank = month.year * 12 + month.month - 1 + months
    return date(rank // 12, rank % 12 + 1, 1)


def midnight(day: date, zone: ZoneInfo = PARIS) -> int:
    """Epoch second at which `day` starts in `zone`."""
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())


@dataclass(frozen=True)
class Horizon:
    """`last` is the first day of the last month covered, `span` how many months are."""

    last: date
    span: int = SPAN_MONTHS

    @classmethod
    def before(cls, as_of: date, *, span: int = SPAN_MONTHS) -> "Horizon":
        """The last months complete on `as_of`."""
        return cls(shifted(as_of.replace(day=1), -1), span)

    @property
    def first(self) -> date:
        return shifted(self.last, 1 - self.span)

    @property
    def end(self) -> date:
        """The first day that is not covered: files are exported as it starts."""
        return shifted(self.last, 1)

    @property
    def last_day(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def months(self) -> tuple[date, ...]:
        return tuple(shifted(self.first, rank) for rank in range(self.span))

    def back(self, months: int) -> date:
        """The month that lies `months` before the last one."""
        return shifted(self.last, -months)

    def since(self, months: int) -> tuple[date, ...]:
        """Every month from `back(months)` to the last."""
        return tuple(month for month in self.months if month >= self.back(months))
