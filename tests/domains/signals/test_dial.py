"""The dial: how many alerts a company accepts, tried before it is set."""

import pytest

from tests.factories import signals
from tests.factories.signals import NOW, STEADY
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.signals.enums import JobKind
from timonerie.domains.signals.models import Dial, WeakSignal
from timonerie.domains.signals.operations import dial
from timonerie.domains.signals.queries import dials
from timonerie.engine.signals.settings import ONE_IN_TEN_YEARS
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit.models import Event
from timonerie.foundations.jobs.models import Job

DOUBTFUL = (*STEADY[:24], 7.0, 7.0)
"""A gap that chance alone makes more than once in ten years."""


@pytest.fixture
def watched(alice: Actor, nova: Provider) -> None:
    signals.errors(alice, DOUBTFUL, provider=nova)


@pytest.mark.usefixtures("watched")
def test_without_a_dial_each_series_has_one_in_ten_years() -> None:
    assert dials.current().alerts_a_week == 5
    found = dials.preview(on=NOW.date(), alerts_a_week=5, allows_more=False)
    assert (found.series, found.budget) == (1, ONE_IN_TEN_YEARS)


@pytest.mark.usefixtures("watched")
def test_more_is_accepted_only_when_the_company_asks_for_it() -> None:
    assert dials.preview(on=NOW.date(), alerts_a_week=50, allows_more=False).budget == 0.1
    assert dials.preview(on=NOW.date(), alerts_a_week=50, allows_more=True).budget == 6


@pytest.mark.usefixtures("watched")
def test_a_preview_says_what_would_be_told_and_writes_nothing() -> None:
    now = dials.preview(on=NOW.date(), alerts_a_week=5, allows_more=False)
    more = dials.preview(on=NOW.date(), alerts_a_week=50, allows_more=True)

    assert now.found == ()
    assert [one.key for one in more.added] == [one.key for one in more.found]
    assert len(more.found) == 1
    assert not WeakSignal.objects.exists()
    assert not Dial.objects.exists()


def test_setting_it_is_told_and_the_signals_follow(alice: Actor) -> None:
    made = dial.put(by=alice, at=NOW, alerts_a_week=2, version=0)

    assert (made.alerts_a_week, made.version) == (2, 2)
    assert Event.objects.get(act="dial.set").detail == {"alerts_a_week": ["5.0", "2.0"]}
    assert Job.objects.filter(kind=JobKind.WATCH).count() == 1


@pytest.mark.parametrize("wanted", [0, 51])
def test_out_of_reason_is_refused(alice: Actor, wanted: float) -> None:
    with pytest.raises(Refused, match="50"):
        dial.put(by=alice, at=NOW, alerts_a_week=wanted)


def test_the_second_to_set_it_is_told(alice: Actor) -> None:
    dial.put(by=alice, at=NOW, alerts_a_week=2)
    with pytest.raises(Conflict):
        dial.put(by=alice, at=NOW, alerts_a_week=3, version=1)
