"""Offers are ranked once everything is known of them, and told apart from the others."""

from dataclasses import replace

import pytest

from tests.domains.sourcing.rules.offers.examples import candidate
from timonerie.domains.sourcing.enums import Conformity
from timonerie.domains.sourcing.rules.offers.comparing import compare
from timonerie.domains.sourcing.rules.offers.comparisons import PRICE, Answer, Candidate, Gap
from timonerie.domains.sourcing.rules.offers.faults import OfferFault
from timonerie.domains.sourcing.rules.offers.totals import Missing

WEIGHTS = {"quality": 40.0, "team": 20.0}
ALPHA = candidate("alpha", 100_000, {"quality": 2, "team": 2})
BETA = candidate("beta", 125_000, {"quality": 4, "team": 3})


def test_a_score_is_the_weighted_mean_of_the_notes_and_of_the_price() -> None:
    found = compare([ALPHA, BETA], WEIGHTS, 40.0)

    first, second = found.standings
    assert [(each.key, each.rank) for each in found.standings] == [("beta", 1), ("alpha", 2)]
    assert first.score == pytest.approx(40 + 15 + 32)
    assert second.score == pytest.approx(20 + 10 + 40)
    assert first.notes == {"quality": 100, "team": 75, PRICE: 80}


def test_a_missing_mark_leaves_the_offer_to_mark_without_a_score() -> None:
    unmarked = candidate("gamma", 90_000, {"quality": 4, "team": None})

    found = compare([unmarked, ALPHA, BETA], WEIGHTS, 40.0)

    last = found.standings[-1]
    assert (last.key, last.state, last.score, last.rank) == ("gamma", "to_mark", None, None)
    assert last.gaps == (Gap("unmarked", "team"),)
    assert found.is_provisional
    assert "gamma" not in found.shares


def test_an_incomplete_total_has_no_price_note_and_sets_no_lowest_price() -> None:
    partial = candidate("gamma", 10, {"quality": 4, "team": 4}, missing=(Missing("price", "help"),))

    found = compare([partial, ALPHA], WEIGHTS, 40.0)

    alpha, gamma = found.standings
    assert alpha.notes[PRICE] == 100
    assert (gamma.state, gamma.score) == ("to_price", None)
    assert PRICE not in gamma.notes
    assert gamma.gaps == (Gap("price", "help"),)


def test_an_eliminatory_line_excludes_what_does_not_conform() -> None:
    answers = (Answer("hosting", True, Conformity.NO), Answer("logo", False, Conformity.NO))
    cheapest = candidate("gamma", 10, {"quality": 4, "team": 4}, answers=answers)

    found = compare([cheapest, ALPHA, BETA], WEIGHTS, 40.0)

    excluded = found.standings[-1]
    assert (excluded.key, excluded.state, excluded.score) == ("gamma", "excluded", None)
    assert excluded.excluded_by == ("hosting",)
    assert found.standings[1].notes[PRICE] == 100
    assert not found.is_provisional


def test_a_silence_on_an_eliminatory_line_is_told_and_does_not_exclude() -> None:
    answers = (Answer("hosting", True, Conformity.SILENT), Answer("dpa", True, Conformity.PARTLY))

    [standing] = compare([replace(ALPHA, answers=answers)], WEIGHTS, 40.0).standings

    assert (standing.state, standing.gaps) == ("scored", (Gap("unanswered", "hosting"),))


def test_volumes_that_change_the_ranking_are_named() -> None:
    fixed = candidate("fixed", (100, 100, 100), {"quality": 2, "team": 2})
    by_unit = candidate("by_unit", (50, 90, 200), {"quality": 2, "team": 2})

    found = compare([fixed, by_unit], WEIGHTS, 40.0)

    assert found.first() == found.first("low") == ("by_unit",)
    assert found.first("high") == ("fixed",)
    assert found.changed_by_volumes == ("high",)


def test_a_criterion_without_weight_asks_for_no_mark() -> None:
    found = compare([ALPHA], {**WEIGHTS, "bonus": 0.0}, 40.0)

    assert found.standings[0].state == "scored"


def test_without_a_complete_offer_there_is_no_ranking() -> None:
    found = compare([candidate("gamma", 10, {})], WEIGHTS, 40.0)

    assert (found.first(), found.shares, found.flips, found.dominances) == ((), {}, (), ())
    assert compare([], WEIGHTS, 40.0).standings == ()


def test_equal_offers_share_the_first_rank() -> None:
    found = compare([ALPHA, replace(ALPHA, key="twin")], WEIGHTS, 40.0)

    assert found.first() == ("alpha", "twin")
    assert found.shares == {"alpha": 0.5, "twin": 0.5}
    assert (found.flips, found.dominances) == ((), ())


def test_what_costs_nothing_has_the_full_note() -> None:
    found = compare([candidate("free", 0, {}), ALPHA], {}, 1.0)

    assert [each.score for each in found.standings] == [100, 0]


@pytest.mark.parametrize(
    ("offers", "weights", "price", "code"),
    [
        ([ALPHA], {"quality": -1.0}, 40.0, "weights"),
        ([ALPHA], {"quality": 0.0}, 0.0, "weights"),
        ([ALPHA], {"quality": float("nan")}, 1.0, "weights"),
        ([ALPHA], {PRICE: 1.0}, 1.0, "reserved"),
        ([ALPHA, ALPHA], WEIGHTS, 40.0, "twice"),
        ([candidate("gamma", -1, {})], WEIGHTS, 40.0, "negative_total"),
        (
            [ALPHA, replace(BETA, total=replace(BETA.total, currency="USD"))],
            WEIGHTS,
            1,
            "currencies",
        ),
        ([ALPHA, replace(BETA, total=replace(BETA.total, months=12))], WEIGHTS, 1, "terms"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    offers: list[Candidate], weights: dict[str, float], price: float, code: str
) -> None:
    with pytest.raises(OfferFault, match=code):
        compare(offers, weights, price)
