"""What is measured of a promised level, period by period."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.factories import facts, levels
from tests.factories.facts import event
from tests.factories.figures import FIRST, LAST, MONTHS, NOW, Measured, bring
from timonerie.domains.contracts.enums import LevelPeriod, Stage
from timonerie.domains.organisation.models import Unit
from timonerie.domains.performance.models import IndicatorVersion, LevelResult
from timonerie.domains.performance.operations import indicators, periods
from timonerie.domains.performance.queries import attainments
from timonerie.engine.indicators.metric import Metric

DECEMBER = date(2025, 12, 1)
MARCH = date(2026, 3, 1)


def test_a_share_keeps_its_two_terms(firm: Measured) -> None:
    level = levels.promised(levels.signed(firm.alice))

    levels.measure(NOW)

    found = levels.results(level)
    assert [(found[one].met, found[one].n, found[one].is_held) for one in MONTHS] == [
        *[(8, 8, True)] * 3,
        (6, 8, False),
    ]
    assert found[LAST].value == 75.0


def test_cases_within_a_threshold_are_counted_on_the_measure_of_the_indicator(
    firm: Measured,
) -> None:
    contract = levels.signed(firm.alice)
    level = levels.promised(contract, metric="time_to_resolved_median", threshold=24.0)

    levels.measure(NOW)

    found = levels.results(level)
    assert (found[FIRST].met, found[FIRST].n, found[FIRST].value) == (8, 8, 100.0)
    assert (found[LAST].met, found[LAST].n, found[LAST].value) == (6, 8, 75.0)


def test_a_figure_is_compared_in_the_unit_of_its_level(firm: Measured) -> None:
    level = levels.promised(
        levels.signed(firm.alice),
        metric="time_to_resolved_median",
        target=1.0,
        unit="days",
        at_least=False,
    )

    levels.measure(NOW)

    found = levels.results(level)
    assert (found[LAST].value, found[LAST].is_held, found[LAST].met) == (1.0, True, None)


def test_a_case_without_a_measure_is_counted_apart_and_never_as_a_failure(firm: Measured) -> None:
    undue = event(
        "S1", received="2026-01-05 08:00", resolved="2026-01-06 08:00", due="", site="Lyon"
    )
    bring(firm.alice, [undue], name="sans échéance.csv")
    level = levels.promised(levels.signed(firm.alice))

    levels.measure(NOW)

    found = levels.results(level)[date(2026, 1, 1)]
    assert (found.met, found.n, found.without, found.is_held) == (8, 8, 1, True)


def test_the_site_and_the_conditions_narrow_the_cases(firm: Measured) -> None:
    contract = levels.signed(firm.alice)
    lyon = levels.promised(contract, title="Lyon", site=Unit.objects.get(name="Lyon"))
    none = levels.promised(
        contract, title="Erreurs", filter=[{"column": "error", "op": "eq", "value": True}]
    )

    levels.measure(NOW)

    assert (levels.results(lyon)[LAST].met, levels.results(lyon)[LAST].n) == (2, 4)
    assert {row.state for row in levels.results(none).values()} == {"no_activity"}


def test_a_period_that_no_file_tells_of_is_missing_and_one_without_a_case_is_idle(
    firm: Measured,
) -> None:
    contract = levels.signed(firm.alice)
    late = levels.promised(contract, filter=[{"column": "error", "op": "eq", "value": True}])

    levels.measure(NOW)
    assert MARCH not in levels.results(late), "a month that still runs is not missing"

    levels.measure(NOW + timedelta(days=31))
    found = levels.results(late)
    assert found[LAST].state == "no_activity"
    assert found[MARCH].state == "missing"
    assert all(row.value is None and row.is_held is None for row in found.values())


def test_a_quarter_is_computed_again_from_its_facts(firm: Measured) -> None:
    bring(firm.alice, [_late(rank) for rank in range(8)], name="retards.csv")
    level = levels.promised(levels.signed(firm.alice), period=LevelPeriod.QUARTER)

    levels.measure(NOW)

    found = levels.results(level)
    quarter = found[date(2026, 1, 1)]
    assert (quarter.met, quarter.n) == (14, 24)
    assert sorted(found) == [date(2025, 10, 1), date(2026, 1, 1)]
    assert found[date(2025, 10, 1)].first_date == FIRST


def _late(rank: int) -> facts.Row:
    return event(
        f"R{rank}",
        received="2026-01-05 08:00",
        resolved="2026-01-20 08:00",
        due="2026-01-06 08:00",
        site="Lyon",
    )


def test_each_period_is_judged_by_the_version_in_force(firm: Measured) -> None:
    contract, line = levels.signed(firm.alice), uuid4()
    before = levels.promised(contract, line_key=line, start_date=FIRST, target=95.0)
    after = levels.promised(contract, line_key=line, start_date=LAST, target=70.0)

    levels.measure(NOW)

    assert sorted(levels.results(before)) == list(MONTHS[:-1])
    assert sorted(levels.results(after)) == [LAST]
    assert levels.results(after)[LAST].is_held is True


def test_an_amendment_within_a_month_counts_each_case_once(firm: Measured) -> None:
    contract, line = levels.signed(firm.alice), uuid4()
    third = LAST + timedelta(days=2)
    before = levels.promised(contract, line_key=line, start_date=FIRST)
    after = levels.promised(contract, line_key=line, start_date=third + timedelta(days=1))

    levels.measure(NOW)

    parts = [levels.results(one)[LAST] for one in (before, after)]
    assert [row.n for row in parts] == [1, 7]
    assert (parts[0].last_date, parts[1].first_date) == (third, third + timedelta(days=1))


def test_what_is_equal_is_left_alone(firm: Measured) -> None:
    levels.promised(levels.signed(firm.alice))
    levels.measure(NOW)

    assert levels.measure(NOW + timedelta(hours=1)) == 0
    assert LevelResult.objects.filter(revision__gt=1).count() == 0


def test_a_late_fact_in_a_closed_period_makes_a_revision(firm: Measured) -> None:
    level = levels.promised(levels.signed(firm.alice))
    levels.measure(NOW)
    periods.close(by=firm.alice, at=NOW, kind="month", start=DECEMBER)
    late = event(
        "T1", received="2025-12-04 08:00", resolved="2025-12-20 08:00", due="2025-12-05 08:00"
    )
    bring(firm.alice, [late], name="tardif.csv")

    levels.measure(NOW + timedelta(hours=1))

    rows = LevelResult.objects.filter(level=level, period_start=DECEMBER).order_by("revision")
    assert [(row.revision, row.met, row.n) for row in rows] == [(1, 8, 8), (2, 8, 9)]
    assert LevelResult.objects.as_known(at=NOW).get(level=level, period_start=DECEMBER).n == 8


def test_a_closed_period_keeps_its_definition_and_its_terms(firm: Measured) -> None:
    level = levels.promised(levels.signed(firm.alice))
    levels.measure(NOW)
    periods.close(by=firm.alice, at=NOW, kind="month", start=LAST)
    level.target = 50.0
    level.save(update_fields=["target"])
    last = IndicatorVersion.objects.filter(indicator__code="sla_met").latest("number")
    changed = Metric.from_dict({**last.document, "filter": [{"column": "error", "op": "not_null"}]})
    indicators.revise(
        by=firm.alice,
        at=NOW + timedelta(minutes=5),
        indicator=last.indicator,
        metric=changed,
        version=last.indicator.version,
    )

    levels.measure(NOW + timedelta(hours=1))

    found = levels.results(level)
    assert (found[LAST].met, found[LAST].n, found[LAST].is_held) == (6, 8, False)
    assert found[DECEMBER].state == "no_activity"


def test_a_draft_and_an_unmeasurable_level_have_no_measure(firm: Measured) -> None:
    draft = levels.signed(firm.alice, name="Brouillon")
    draft.stage = Stage.DRAFT
    draft.save(update_fields=["stage"])
    contract = levels.signed(firm.alice)
    wrong = levels.promised(contract, metric="backlog", threshold=4.0)

    levels.promised(draft)

    assert levels.measure(NOW) == 0
    assert attainments.of_level(wrong, at=NOW) == []


@pytest.mark.parametrize("hours", [47.0, 48.0])
def test_a_level_that_goes_back_in_time_leaves_no_stale_measure(
    firm: Measured, hours: float
) -> None:
    level = levels.promised(levels.signed(firm.alice), start_date=FIRST)
    levels.measure(NOW)
    level.start_date = date(2026, 1, 1)
    level.save(update_fields=["start_date"])

    levels.measure(NOW + timedelta(hours=hours))

    assert sorted(levels.results(level)) == [date(2026, 1, 1), LAST]
