"""Fifty writers at once leave a trail without a gap; a clock that goes back says so."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connections, transaction

from tests.factories.organisation import NOW
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit import operations, queries
from timonerie.foundations.audit.models import Event, PersonalValue

WRITERS = 50
COMPANY = 1_000


def _write(rank: int, errors: list[BaseException]) -> None:
    by = Actor(company_id=COMPANY, name=f"Agent {rank % 5}", role=Role.DIRECTOR, user_id=rank % 5)
    try:
        with transaction.atomic():
            operations.record(by=by, at=NOW, act="signed", kind="contract", public_id=rank)
        with transaction.atomic():
            operations.record(by=by, at=NOW, act="lost", kind="contract", public_id=rank)
            transaction.set_rollback(True)
    except BaseException as error:
        errors.append(error)
    finally:
        connections.close_all()


@pytest.mark.slow
@pytest.mark.rule("AUD-03")
def test_fifty_writers_leave_no_gap(emptied: None) -> None:
    errors: list[BaseException] = []
    writers = [threading.Thread(target=_write, args=(rank, errors)) for rank in range(WRITERS)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert errors == []
    events = Event.objects.filter(company_id=COMPANY).order_by("seq")
    assert list(events.values_list("seq", flat=True)) == list(range(1, WRITERS + 1))
    assert set(events.values_list("act", flat=True)) == {"signed"}
    assert PersonalValue.objects.filter(company_id=COMPANY).count() == 5
    assert queries.verify(company_id=COMPANY) == []


def _record(by: Actor, clock: datetime) -> list[str]:
    with time_machine.travel(clock, tick=False), transaction.atomic():
        operations.record(by=by, at=NOW, act="signed", kind="contract", public_id="c")
    return list(Event.objects.order_by("seq").values_list("act", flat=True))


@pytest.mark.django_db
@pytest.mark.rule("AUD-08")
@pytest.mark.parametrize(
    ("seconds", "is_told"), [(0, False), (2, False), (3, True), (86_400, True)]
)
def test_a_clock_that_goes_back_is_an_event(seconds: int, is_told: bool) -> None:
    by = Actor(company_id=COMPANY, name="système", role=Role.DIRECTOR)
    noon = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    _record(by, noon)
    acts = _record(by, noon - timedelta(seconds=seconds))
    told = ["audit.clock_went_back"] if is_told else []
    assert acts == ["signed", *told, "signed"]
    assert _record(by, noon) == [*acts, "signed"]
    assert queries.verify(company_id=COMPANY) == []
    if is_told:
        (event,) = queries.history(company_id=COMPANY, kind="clock", public_id=COMPANY)
        assert (event.detail["seconds"], event.actor) == (seconds, "système")
