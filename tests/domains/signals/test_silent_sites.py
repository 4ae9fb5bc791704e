"""The silence of a site is a signal after fourteen days, and is over with its next flash."""

from datetime import UTC, date, datetime

from tests.factories import flashes
from tests.factories.organisation import Group
from timonerie.domains.signals.models import WeakSignal
from timonerie.domains.signals.operations import watching
from timonerie.domains.signals.queries import replaying, telling
from timonerie.foundations.accounts.actors import Actor


def monday(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 9, 0, tzinfo=UTC)


def told(by: Actor, *, at: datetime) -> list[WeakSignal]:
    watching.refresh(by=by, at=at)
    return list(WeakSignal.objects.filter(family="silent_site").order_by("unit__name"))


def test_nobody_is_silent_where_nothing_is_asked(alice: Actor, group: Group) -> None:
    assert told(alice, at=monday(3, 2)) == []


def test_a_silence_is_told_then_over(alice: Actor, group: Group) -> None:
    for week, at in ((date(2026, 2, 2), monday(2, 6)), (date(2026, 2, 9), monday(2, 13))):
        for site in (group.lyon, group.nantes, group.grenoble):
            flashes.filed(alice, site, week=week, at=at)
    for week, at in ((date(2026, 2, 16), monday(2, 20)), (date(2026, 2, 23), monday(2, 27))):
        for site in (group.lyon, group.grenoble):
            flashes.filed(alice, site, week=week, at=at)

    (one,) = told(alice, at=monday(3, 2))
    assert (one.unit, one.provider, one.seen, one.closed_on) == (group.nantes, None, 16, None)
    assert all(each.is_same for each in replaying.verdict(one))
    assert telling.where(one) == "Nantes"

    flashes.filed(alice, group.nantes, week=date(2026, 3, 2), at=monday(3, 4))
    (after,) = [one for one in told(alice, at=monday(3, 10)) if one.unit == group.nantes]
    assert after.closed_on is not None
