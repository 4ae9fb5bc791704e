"""Which days, and which figures, an incident explains."""

from datetime import date

import pytest

from timonerie.domains.facts.rules.incidents import spans
from timonerie.domains.facts.rules.incidents.spans import Place, Span

LYON, NANTES = 1, 2
NOVA, CLARTE = 10, 20
PAYSLIPS, TEAM = 100, 200
AT_LYON = Place(frozenset({LYON}), NOVA)


@pytest.mark.parametrize(
    ("incident", "figure", "told"),
    [
        (AT_LYON, Place(frozenset({LYON})), True),
        (AT_LYON, Place(provider=NOVA), True),
        (AT_LYON, Place(frozenset({LYON}), NOVA), True),
        (AT_LYON, Place(frozenset({NANTES}), NOVA), False),
        (AT_LYON, Place(provider=CLARTE), False),
        (AT_LYON, Place(activity=PAYSLIPS), False),
        (Place(provider=NOVA), Place(frozenset({LYON})), False),
        (Place(provider=NOVA), Place(frozenset({LYON}), NOVA), True),
        (Place(provider=NOVA, activity=PAYSLIPS), Place(activity=PAYSLIPS), True),
        (Place(team=TEAM), Place(team=TEAM), True),
        (Place(), Place(provider=NOVA), False),
        (AT_LYON, Place(frozenset({LYON, NANTES})), True),
    ],
)
def test_an_incident_is_told_where_it_shares_something_and_differs_in_nothing(
    incident: Place, figure: Place, told: bool
) -> None:
    assert spans.explains(incident, figure, is_major=False) is told


@pytest.mark.parametrize("is_major", [True, False])
def test_the_figure_of_everybody_is_told_of_major_ones_alone(is_major: bool) -> None:
    assert spans.explains(AT_LYON, Place(), is_major=is_major) is is_major


JANUARY = {"first": date(2026, 1, 1), "last": date(2026, 1, 31)}


@pytest.mark.parametrize(
    ("known", "ended", "span"),
    [
        (date(2026, 1, 5), date(2026, 1, 9), Span(date(2026, 1, 5), date(2026, 1, 9))),
        (date(2025, 12, 5), None, Span(date(2026, 1, 1), date(2026, 1, 31))),
        (date(2026, 1, 31), date(2026, 1, 31), Span(date(2026, 1, 31), date(2026, 1, 31))),
        (date(2025, 12, 5), date(2025, 12, 31), None),
        (date(2026, 2, 1), None, None),
    ],
)
def test_only_the_days_asked_for_are_explained(
    known: date, ended: date | None, span: Span | None
) -> None:
    assert spans.within(known, ended, **JANUARY) == span


def test_spans_that_follow_are_one() -> None:
    first, second = (
        Span(date(2026, 1, 1), date(2026, 1, 4)),
        Span(date(2026, 1, 5), date(2026, 1, 6)),
    )
    apart = Span(date(2026, 1, 9), date(2026, 1, 9))
    assert spans.covered([apart, second, first]) == [
        Span(date(2026, 1, 1), date(2026, 1, 6)),
        apart,
    ]
