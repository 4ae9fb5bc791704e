"""Tries are counted over an hour that slides, by what they are about."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from pytest_django import Settings

from timonerie.foundations.accounts import limits
from timonerie.foundations.accounts.limits import Gesture
from timonerie.foundations.accounts.models import RateWindow

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

pytestmark = [pytest.mark.django_db, pytest.mark.rule("RAT-01")]


@pytest.fixture(autouse=True)
def two_an_hour(settings: Settings) -> None:
    settings.TRIES_AN_HOUR = {**settings.TRIES_AN_HOUR, "export": 2}


def take(*, of: str = "alice", at: datetime) -> None:
    limits.take(Gesture.EXPORT, of=of, at=at)


def test_one_try_too_many_is_refused_until_the_first_leaves_the_hour() -> None:
    take(at=NOON)
    take(at=NOON + MINUTE)
    with pytest.raises(limits.TooMany) as refusal:
        take(at=NOON + 2 * MINUTE)
    assert refusal.value.until == NOON + 60 * MINUTE
    take(at=NOON + 61 * MINUTE)


def test_a_try_that_was_right_is_given_back() -> None:
    for _time in range(5):
        take(at=NOON)
        limits.give_back(Gesture.EXPORT, of="alice", at=NOON)


def test_others_are_counted_apart_and_nobody_is_named() -> None:
    for of in ("alice", "alice", "bob", "bob"):
        take(of=of, at=NOON)
    assert not any("alice" in row.key for row in RateWindow.objects.all())


def test_windows_that_are_over_do_not_pile_up() -> None:
    take(of="alice", at=NOON)
    take(of="bob", at=NOON + 2 * timedelta(hours=1))
    assert RateWindow.objects.count() == 1


def test_a_store_that_does_not_answer_is_told_apart() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_ratewindow RENAME TO gone")
    with pytest.raises(limits.StoreDown):
        take(at=NOON)
