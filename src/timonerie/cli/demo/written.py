"""What Timonerie wrote to the people of the demo over the last weeks, and the minutes that its
pages asked for: kept here, since a demo has no server of mail."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from timonerie.domains.publications import composer
from timonerie.domains.publications.enums import DigestKind, Readers
from timonerie.domains.publications.operations import digests, minutes
from timonerie.domains.publications.queries import receivers
from timonerie.domains.publications.rules import days
from timonerie.foundations.scope.models import Company

WEEKS = 3
MINUTES_WEEKS = 8
#: Seconds a week of each page, by kind of reader, on the demo's invented habits.
HABITS: dict[tuple[Readers, str], int] = {
    (Readers.DIRECTION, "today"): 1500,
    (Readers.DIRECTION, "contract"): 900,
    (Readers.DIRECTION, "provider"): 700,
    (Readers.DIRECTION, "signals"): 600,
    (Readers.SITE, "today"): 1100,
    (Readers.SITE, "incident-new"): 300,
    (Readers.PROVIDER, "duty-hand-in"): 900,
    (Readers.PROVIDER, "declare"): 300,
}


def write(company: Company, *, now: datetime) -> None:
    """The mails of the last Mondays, each at eight, then what the pages asked for."""
    hour = now.astimezone(ZoneInfo(company.zone)) - timedelta(hours=days.FIRST_HOUR)
    last = days.monday(hour.date())
    for back in range(WEEKS, 0, -1):
        _mail(company, last - timedelta(weeks=back - 1))
    for back in range(MINUTES_WEEKS, -1, -1):
        _read(last - timedelta(weeks=back))


def _mail(company: Company, monday: date) -> None:
    """As if the machine had run at eight that morning."""
    at = datetime.combine(monday, time(days.FIRST_HOUR), ZoneInfo(company.zone))
    compose = composer.compose()
    for one in receivers.on_day(company, on=monday):
        written = compose(receiver=one, kind=DigestKind.WEEKLY, on=monday, at=at)
        digests.publish(
            company=company,
            at=at,
            to=one.membership.user,
            kind=DigestKind.WEEKLY,
            day=monday,
            written=written,
        )


def _read(monday: date) -> None:
    """A third more in the first week of a month, when reports come."""
    busy = 4 if monday.day <= 7 else 3
    for (readers, route), seconds in HABITS.items():
        left = seconds * busy // 3
        while left > 0:
            minutes.add(on=monday, route=route, readers=readers, seconds=min(left, 240))
            left -= 240
