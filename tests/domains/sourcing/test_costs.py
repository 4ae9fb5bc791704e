"""The costs of an activity: said again as a whole."""

from typing import Any

import pytest

from tests.factories import sourcing
from tests.factories.organisation import NOW
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.sourcing.enums import CostKind, CostSide, Recurrence
from timonerie.domains.sourcing.models import Activity, CostLine
from timonerie.domains.sourcing.operations import costs
from timonerie.domains.sourcing.operations.costs import Said
from timonerie.domains.sourcing.queries import costs as queries
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit.models import Event


@pytest.fixture
def payslips(alice: Actor) -> Activity:
    return sourcing.added(alice, "PAIE-02")[0]


def price(**parts: Any) -> Said:
    told = {"low": 1_000_000, "high": 1_200_000, **parts}
    return Said(side=CostSide.BUY, kind=CostKind.PRICE, recurrence=Recurrence.YEARLY, **told)


def say(by: Actor, activity: Activity, *lines: Said, version: int | None = None) -> None:
    seen = activity.version if version is None else version
    costs.replace(by=by, at=NOW, activity=activity, version=seen, lines=lines)


def test_lines_are_said_as_a_whole_and_saying_them_again_writes_nothing(
    alice: Actor, payslips: Activity
) -> None:
    say(alice, payslips, price(), price(label="Option"))
    say(alice, payslips, price(), price(label="Option"))
    assert [one.label for one in queries.lines(payslips)] == ["", "Option"]
    assert Event.objects.filter(act="activity.costed").count() == 1
    say(alice, payslips, price())
    assert CostLine.objects.count() == 1


@pytest.mark.parametrize(
    "lines",
    [
        (price(low=2_000_000),),
        (price(), price(currency="CHF")),
        (price(),) * 61,
    ],
)
def test_what_does_not_stand_is_refused_whole(
    alice: Actor, payslips: Activity, lines: tuple[Said, ...]
) -> None:
    with pytest.raises(Refused):
        say(alice, payslips, *lines)
    assert not CostLine.objects.exists()


def test_lines_over_somebody_elses_are_a_conflict(alice: Actor, payslips: Activity) -> None:
    read = payslips.version
    say(alice, payslips, price())
    with pytest.raises(Conflict):
        say(alice, payslips, price(label="Autre"), version=read)
    assert queries.lines(payslips)[0].label == ""
