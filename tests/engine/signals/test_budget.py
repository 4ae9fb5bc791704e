"""The budget of false alarms is kept, whatever chance does to healthy series."""

import numpy as np
import pytest

from tests.engine.signals import healthy
from timonerie.engine.signals import level
from timonerie.engine.signals.matrix import Kind, Matrix
from timonerie.engine.signals.settings import Settings, share_of_company

SERIES = 20_000
WATCHED_YEARS = (healthy.WEEKS - level.LEAST) / (365.25 / 7)
SCENARIOS = {
    "about 200 cases": (200, 0.0, 0.0),
    "about 30 cases": (30, 0.0, 0.0),
    "about 1,000 cases": (1000, 0.0, 0.0),
    "about 200 cases, 15 % spread": (200, 0.15, 0.0),
    "about 2,000 cases, 30 % spread": (2000, 0.3, 0.0),
    "the same, neighbours agree": (2000, 0.3, 0.5),
}
"""Cases a week, spread of the rate, agreement of neighbours."""

MEASURES = {
    "around a level": (0.0, 0.0),
    "the same, neighbours agree": (0.0, 0.5),
    "20 % spread, skewed": (0.2, 0.0),
    "40 % spread, skewed": (0.4, 0.3),
}
"""Spread of a log-normal measure, or none of a normal one; agreement of neighbours."""


@pytest.mark.slow
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_healthy_series_gives_one_false_alarm_in_ten_years(scenario: str) -> None:
    cases, spread, agreement = SCENARIOS[scenario]
    matrix = healthy.shares(
        cases=cases, spread=spread, agreement=agreement, series=SERIES, seed=20_261
    )

    found = level.detect(matrix, Settings(budget=0.1))

    assert found.rows.size / SERIES / WATCHED_YEARS == pytest.approx(0.1, rel=0.2)


@pytest.mark.slow
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_rise_alone_gives_about_as_many(scenario: str) -> None:
    cases, spread, agreement = SCENARIOS[scenario]
    matrix = healthy.shares(
        cases=cases, spread=spread, agreement=agreement, series=SERIES, seed=20_261
    )

    found = level.detect(matrix, Settings(budget=0.1, worse="higher"))

    assert found.rows.size / SERIES / WATCHED_YEARS == pytest.approx(0.1, rel=0.35)


@pytest.mark.slow
def test_what_falls_from_nearly_all_is_what_rises_from_nearly_nothing() -> None:
    errors = healthy.shares(cases=30, series=SERIES, seed=5)
    assert errors.bases is not None
    kept = Matrix(Kind.SHARE, errors.bases - errors.amounts, errors.bases)

    rises = level.detect(errors, Settings(worse="higher"))
    falls = level.detect(kept, Settings(worse="lower"))

    risen, fallen = (
        set(zip(one.rows.tolist(), one.opened.tolist(), strict=True)) for one in (rises, falls)
    )
    # A rounding may tip one over its limit.
    assert len(risen ^ fallen) <= 0.001 * len(risen)


@pytest.mark.slow
@pytest.mark.parametrize("scenario", MEASURES)
def test_a_measure_gives_hardly_more(scenario: str) -> None:
    spread, agreement = MEASURES[scenario]
    matrix = healthy.values(spread=spread, agreement=agreement, series=SERIES, seed=20_261)

    found = level.detect(matrix, Settings(budget=0.1))

    assert found.rows.size / SERIES / WATCHED_YEARS == pytest.approx(0.1, rel=0.3)


def test_a_company_of_five_hundred_series_hears_what_it_accepted() -> None:
    budget = share_of_company(alerts_a_week=5, series=500)
    matrix = healthy.shares(cases=200, series=500, seed=7)

    found = level.detect(matrix, Settings(budget=budget))

    by_week = np.bincount(found.opened, minlength=healthy.WEEKS)[26:]
    assert by_week.mean() == pytest.approx(5, rel=0.2)
