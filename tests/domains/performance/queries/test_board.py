"""What a reader sees of the figures, and how each stands beside its target."""

from datetime import date, timedelta

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.domains.performance.readings import JANUARY, NOW, refresh
from tests.factories import accounts, facts
from tests.factories.facts import event
from timonerie.domains.organisation.models import Mandate, Provider, Unit
from timonerie.domains.organisation.queries.reach import Reach, reach
from timonerie.domains.performance.models import Indicator, Series
from timonerie.domains.performance.operations import periods, results, targets
from timonerie.domains.performance.queries.board import Board, Judgement, Reading, shaped
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.slow

EVERYTHING = Reach()
ROWS = [
    event("A", resolved="2026-01-06 08:00", due="2026-01-07 08:00"),
    event("B", resolved="2026-01-09 08:00", due="2026-01-07 08:00"),
    event("C", resolved="2026-01-06 08:00", site="Nantes", provider="Orion"),
]


@pytest.fixture(autouse=True)
def filled(alice: Actor) -> None:
    facts.bring(alice, ROWS)
    refresh(alice)


def _readings(to: Reach, code: str = "cases", *, revisions: bool = False) -> list[Reading]:
    series = Series.objects.filter(indicator__code=code)
    board = Board(to)
    return board.readings(series, kind="month", starts=[JANUARY], with_revisions=revisions)


def _places(to: Reach) -> set[tuple[int | None, int | None]]:
    return {(one.group.unit, one.group.provider) for one in _readings(to)}


def _reach(company: Company, role: Role, **mandate: object) -> Reach:
    actor = accounts.actor(company, role)
    if mandate:
        start = date(2026, 1, 1)
        assert actor.membership_id is not None
        Mandate.objects.create(membership_id=actor.membership_id, start_date=start, **mandate)
    return reach(actor, on=NOW.date())


def test_the_direction_sees_the_total_and_every_part() -> None:
    lyon, nova = Unit.objects.get(name="Lyon").pk, Provider.objects.get(name="Nova").pk

    assert _places(EVERYTHING) >= {(None, None), (lyon, None), (None, nova), (lyon, nova)}


def test_a_site_manager_sees_the_site_and_never_the_total(company: Company) -> None:
    lyon = Unit.objects.get(name="Lyon")

    seen = _places(_reach(company, Role.SITE_MANAGER, unit=lyon))

    assert {unit for unit, _provider in seen} == {lyon.pk}


def test_a_provider_sees_its_own_figures_only(company: Company) -> None:
    orion = Provider.objects.get(name="Orion")

    seen = _places(_reach(company, Role.PROVIDER, provider=orion))

    assert {provider for _unit, provider in seen} == {orion.pk}


@pytest.mark.parametrize("role", [Role.SITE_MANAGER, Role.PROVIDER])
def test_without_a_mandate_nothing_is_seen(company: Company, role: Role) -> None:
    assert _places(_reach(company, role)) == set()


@pytest.mark.parametrize(
    ("low", "watch", "judgement"),
    [
        (0.5, 0, Judgement.MET),
        (0.6, 0.1, Judgement.WATCH),
        (0.6, 0.05, Judgement.MISSED),
    ],
)
def test_a_figure_is_judged_by_its_target(
    alice: Actor, low: float, watch: float, judgement: Judgement
) -> None:
    _aim(alice, low=low, watch=watch)

    assert _sla().judgement == judgement


def test_a_figure_without_a_target_is_not_judged() -> None:
    (total,) = [one for one in _readings(EVERYTHING) if one.group.key("") == ":-:-:-:-"]

    assert (total.target, total.judgement) == (None, Judgement.NONE)


def test_a_closed_period_keeps_the_target_known_at_its_closing(alice: Actor) -> None:
    _aim(alice, low=0.4)
    periods.close(by=alice, at=NOW + timedelta(hours=2), kind="month", start=JANUARY)
    _aim(alice, low=0.9, hours=3)

    assert _sla().judgement == Judgement.MET


def test_a_corrected_figure_says_what_it_was(alice: Actor) -> None:
    later = NOW + timedelta(hours=1)
    periods.close(by=alice, at=NOW, kind="month", start=JANUARY)
    facts.bring(alice, [event("D")])
    results.refresh(at=later)

    (total,) = [
        one for one in _readings(EVERYTHING, revisions=True) if one.group.key("") == ":-:-:-:-"
    ]

    assert total.value == 4
    assert total.revision is not None
    assert (total.revision.value, total.revision.corrected_at) == (3, later)


def test_silence_says_why_there_is_no_figure() -> None:
    board, group = Board(EVERYTHING), _sla().group

    silences = [
        board.silence(group, kind="month", start=start)
        for start in (date(2025, 12, 1), JANUARY, date(2026, 2, 1))
    ]

    assert silences == [None, "no_activity", "missing"]


def test_a_period_closed_before_an_indicator_expects_nothing_of_it(alice: Actor) -> None:
    before = Board(EVERYTHING)
    definition, group = before.definition("sla_met"), _sla().group
    assert definition is not None
    periods.close(by=alice, at=definition.since - timedelta(hours=1), kind="month", start=JANUARY)

    told = [
        board.silence(group, kind="month", start=JANUARY, of=definition)
        for board in (before, Board(EVERYTHING))
    ]

    assert told == ["no_activity", None]


def test_shaped_series_have_exactly_the_dimensions_asked() -> None:
    lyon = Unit.objects.get(name="Lyon").pk
    found = shaped(units=[lyon], any_of=["provider"]).filter(indicator__code="cases")

    assert {(one.unit_id, one.provider_id is None) for one in found} == {(lyon, False)}
    assert {one.unit_id for one in shaped()} == {None}


def test_readings_take_a_constant_number_of_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    board = Board(EVERYTHING)
    with django_assert_max_num_queries(3):
        board.readings(Series.objects.all(), kind="month", starts=[JANUARY], with_revisions=True)


def _aim(by: Actor, *, low: float, watch: float = 0, hours: int = 1) -> None:
    targets.aim(
        by=by,
        at=NOW + timedelta(hours=hours),
        indicator=Indicator.objects.get(code="sla_met"),
        start_date=date(2026, 1, 1),
        low=low,
        watch=watch,
    )


def _sla() -> Reading:
    """Service level of everybody: one case met of two."""
    found = [one for one in _readings(EVERYTHING, "sla_met") if one.group.key("") == ":-:-:-:-"]
    assert [one.value for one in found] == [0.5]
    return found[0]
