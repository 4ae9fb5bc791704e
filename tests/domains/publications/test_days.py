from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.publications.enums import DigestKind, Readers
from timonerie.domains.publications.rules import days, minutes, telling
from timonerie.domains.publications.rules.days import Standing
from timonerie.domains.publications.rules.minutes import Extent

PARIS = ZoneInfo("Europe/Paris")
MONDAY = date(2026, 3, 2)


def standing(day: int = 2, hour: int = 8, **changes: object) -> Standing:
    told: dict[str, object] = {
        "local": datetime(2026, 3, day, hour, tzinfo=PARIS),
        "is_quiet": False,
        "looked_today": False,
        "had_week": False,
        "since": date(2026, 1, 5),
    }
    return Standing(**(told | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "kind"),
    [
        (standing(), DigestKind.WEEKLY),
        (standing(hour=7), None),
        (standing(hour=20), None),
        (standing(hour=19), DigestKind.WEEKLY),
        (standing(is_quiet=True), None),
        (standing(looked_today=True), None),
        (standing(had_week=True), DigestKind.DAILY),
        (standing(had_week=True, daily=False), None),
        (standing(weekly=False), DigestKind.DAILY),
        (standing(weekly=False, daily=False), None),
        (standing(day=5), DigestKind.WEEKLY),
        (standing(day=5, since=date(2026, 3, 2)), DigestKind.WEEKLY),
        (standing(day=5, since=date(2026, 3, 3)), DigestKind.DAILY),
    ],
)
def test_what_is_due(one: Standing, kind: DigestKind | None) -> None:
    assert days.due(one) == kind


def test_quiet_days_are_the_readers_and_the_companys() -> None:
    assert days.is_quiet(MONDAY, quiet_days=[0], closed=())
    assert days.is_quiet(MONDAY, quiet_days=[5, 6], closed={MONDAY})
    assert not days.is_quiet(MONDAY, quiet_days=[5, 6], closed=())


def test_a_count_that_moves_makes_no_new_line() -> None:
    key = telling.key
    assert key(url="/a", title="4 pièces à vérifier") == key(url="/a", title="12 pièces à vérifier")
    assert key(url="/a", title="Lyon") != key(url="/b", title="Lyon")
    assert key(url="/a", title="Lyon") != key(url="/a", title="Nantes")


@given(
    keys=st.lists(st.sampled_from("abcdefghij"), unique=True),
    known=st.sets(st.sampled_from("abcdefghij")),
    alerts=st.floats(0, 12),
    told=st.integers(0, 12),
)
def test_never_more_than_the_dial_and_nothing_forgotten(
    keys: list[str], known: set[str], alerts: float, told: int
) -> None:
    room = telling.room(alerts_a_week=alerts, told=told)
    assert told > alerts or told + room <= alerts
    for found, among in (
        (telling.weekly(keys, room=room), keys),
        (telling.daily(keys, known=known, room=room), [one for one in keys if one not in known]),
    ):
        assert len(found.ranks) <= min(room, telling.MOST)
        assert [keys[rank] for rank in found.ranks] == among[: len(found.ranks)]
        assert len(found.ranks) + found.waiting == len(among)


def asked(persons: int, *seconds: int, first: date | None = MONDAY) -> minutes.Asked:
    weeks = [(MONDAY, one) for one in seconds]
    return minutes.asked(Readers.SITE, sharing=4, persons=persons, weeks=weeks, first=first)


def test_minutes_are_measured_too_few_hidden_or_nothing() -> None:
    assert asked(5, first=None).extent == Extent.NOTHING
    assert asked(2, 600, 600, 600).extent == Extent.HIDDEN
    assert asked(5, 600, 600).extent == Extent.TOO_FEW
    found = asked(5, 600, 0, 1800)
    assert (found.extent, found.is_over) == (Extent.MEASURED, False)
    assert found.minutes == pytest.approx(800 / 60 / 4)
    assert asked(5, 3600, 3600, 3600).is_over


def test_a_view_counts_a_quarter_of_an_hour_at_most() -> None:
    assert [minutes.counted(one) for one in (-4, 0, 30, 99_999)] == [0, 0, 30, 900]
