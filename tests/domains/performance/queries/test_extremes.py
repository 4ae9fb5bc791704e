"""The worst figures among all, whoever their targets are for: ranked by the database, and the same
as when every figure is read."""

import random
from datetime import date, timedelta

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.domains.performance.readings import JANUARY, NOW, refresh
from tests.factories import facts
from tests.factories.facts import event
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.organisation.queries.reach import Reach
from timonerie.domains.performance.models import Indicator
from timonerie.domains.performance.operations import targets
from timonerie.domains.performance.queries import extremes
from timonerie.domains.performance.queries.board import Board, Judgement, Reading, shaped
from timonerie.foundations.accounts.actors import Actor

pytestmark = pytest.mark.slow

LATE = {"Nantes": 10, "Lyon": 6, "Brest": 3, "Pau": 0}
PROVIDERS = ("Nova", "Orion", "Vega")
PAIRS = ("unit", "provider")


@pytest.fixture(autouse=True)
def filled(alice: Actor) -> None:
    """Ten cases for each provider at each site, some of them late; more cases for the last one."""
    rows = [
        event(
            f"{site}-{provider}-{rank}",
            site=site,
            provider=provider,
            resolved="2026-01-09 08:00" if rank < late else "2026-01-06 08:00",
            due="2026-01-07 08:00",
        )
        for site, late in LATE.items()
        for provider in PROVIDERS
        for rank in range(30 if provider == "Vega" else 10)
    ]
    facts.bring(alice, rows)
    refresh(alice)


def aim(by: Actor, code: str, *, low: float, site: str = "", provider: str = "") -> None:
    targets.aim(
        by=by,
        at=NOW + timedelta(hours=1),
        indicator=Indicator.objects.get(code=code),
        start_date=date(2026, 1, 1),
        low=low,
        unit=Unit.objects.get(name=site) if site else None,
        provider=Provider.objects.get(name=provider) if provider else None,
    )


def ranked(most: int) -> list[Reading]:
    board = Board(Reach())
    return extremes.ranked(board, shaped(any_of=PAIRS), kind="month", start=JANUARY, most=most)


def read_all() -> list[Reading]:
    return Board(Reach()).readings(shaped(any_of=PAIRS), kind="month", starts=[JANUARY])


def weights(found: list[Reading]) -> list[float]:
    return [round(one.weight, 9) for one in found]


def test_the_site_where_everything_is_late_comes_first() -> None:
    first = extremes.worst(ranked(1))[0]

    assert first.group.unit == Unit.objects.get(name="Nantes").pk
    assert first.value == 0


def test_a_site_is_judged_by_its_own_target(alice: Actor) -> None:
    for code in ("sla_met", "on_time_delivery"):
        aim(alice, code, low=0.0, site="Nantes")

    assert Unit.objects.get(name="Nantes").pk not in {
        one.group.unit for one in extremes.worst(ranked(8))
    }


@pytest.mark.parametrize("read", [1, 25])
def test_the_worst_are_those_found_by_reading_every_figure(
    alice: Actor, monkeypatch: pytest.MonkeyPatch, read: int
) -> None:
    monkeypatch.setattr(extremes, "READ", read)
    chance = random.Random(7)
    for _rank in range(24):
        aim(
            alice,
            chance.choice(["sla_met", "on_time_delivery"]),
            low=chance.choice([0.0, 0.2, 0.5, 0.9]),
            site=chance.choice(["", *LATE]),
            provider=chance.choice(["", *PROVIDERS]),
        )
        oracle = weights(extremes.worst(read_all()))
        for most in (1, 3, 8):
            assert weights(extremes.worst(ranked(most))[:most]) == oracle[:most]


def test_what_is_held_follows_what_is_missed() -> None:
    judgements = [one.judgement == Judgement.MISSED for one in ranked(8)]

    assert True in judgements
    assert False in judgements
    assert judgements == sorted(judgements, reverse=True)


def test_one_query_answers_where_few_are_missed(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    board = Board(Reach())
    with django_assert_num_queries(1):
        extremes.ranked(board, shaped(any_of=PAIRS), kind="month", start=JANUARY, most=8)
