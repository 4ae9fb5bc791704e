"""The score of a provider: measured, enough, monotone, versioned."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import accounts
from tests.factories.organisation import NOW
from timonerie.domains.contracts.models import ScoreModel
from timonerie.domains.contracts.operations import scores as operations
from timonerie.domains.contracts.queries import scores as queries
from timonerie.domains.contracts.rules import scores
from timonerie.domains.contracts.rules.scores import DEFAULT, Note
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope.models import Company

OTHERS = {"levels": 50, "punctuality": 20, "incidents": 10, "papers": 10, "price": 10}
values = st.floats(0, 100, allow_nan=False)
weighings = st.fixed_dictionaries({code: st.integers(1, 100) for code in DEFAULT})


def noted(*found: float) -> list[Note]:
    return [Note("measured", one) for one in found]


def everywhere(value: float, periods: int = 3) -> dict[str, Sequence[Note]]:
    return {code: noted(*[value] * periods) for code in DEFAULT}


@given(value=values, weights=weighings)
def test_a_provider_that_is_the_same_everywhere_has_that_score(
    value: float, weights: Mapping[str, int]
) -> None:
    found = scores.scored(everywhere(value), weights).value
    assert found == pytest.approx(value)


@settings(max_examples=50)
@given(
    low=st.fixed_dictionaries(dict.fromkeys(DEFAULT, values)),
    code=st.sampled_from(sorted(DEFAULT)),
    more=st.floats(0, 100, allow_nan=False),
    weights=weighings,
)
def test_doing_better_on_one_criterion_never_lowers_the_score(
    low: Mapping[str, float], code: str, more: float, weights: Mapping[str, int]
) -> None:
    high = {**low, code: min(100.0, low[code] + more)}
    before, after = (
        scores.scored({name: noted(*[value] * 3) for name, value in told.items()}, weights).value
        for told in (low, high)
    )
    assert before is not None
    assert after is not None
    assert 0 <= before <= after + 1e-9 <= 100 + 1e-6


@given(weights=weighings, factor=st.integers(2, 9))
def test_only_the_proportions_of_the_weights_count(weights: Mapping[str, int], factor: int) -> None:
    notes = {code: noted(*[10.0 * rank] * 3) for rank, code in enumerate(DEFAULT)}
    more = {code: weight * factor for code, weight in weights.items()}
    one, other = scores.scored(notes, weights).value, scores.scored(notes, more).value
    assert one == pytest.approx(other)


def test_nothing_measured_is_no_score_and_never_a_hundred() -> None:
    found = scores.scored({}, DEFAULT)
    assert (found.value, found.why, found.standing, found.trend) == (None, "weights", "", "")
    assert {one.state for one in found.criteria} == {"missing"}


def test_less_than_half_of_the_weights_is_no_score() -> None:
    found = scores.scored({"levels": noted(90, 90, 90), "price": noted(90, 90, 90)}, DEFAULT)
    assert (found.value, found.why) == (None, "weights")
    enough = {"levels": noted(90, 90, 90), "papers": noted(90, 90, 90)}
    assert scores.scored(enough, DEFAULT).value == 90


def test_two_periods_are_no_score() -> None:
    found = scores.scored(everywhere(90, periods=2), DEFAULT)
    assert (found.value, found.why) == (None, "periods")


def test_what_had_no_activity_is_neither_missing_nor_measured() -> None:
    quiet = scores.criterion("levels", 35, [Note("no_activity")] * 3)
    assert (quiet.state, quiet.value) == ("no_activity", None)
    mixed = scores.criterion("levels", 35, [Note("no_activity"), Note("missing")])
    assert mixed.state == "missing"


@pytest.mark.parametrize(
    ("now", "before", "trend", "standing"),
    [
        (85, 70, "up", "kept"),
        (65, 80, "down", "watched"),
        (40, 41, "steady", "mended"),
    ],
)
def test_a_score_has_a_trend_and_a_standing(
    now: float, before: float, trend: str, standing: str
) -> None:
    found = scores.scored(everywhere(now), DEFAULT, before=everywhere(before))
    assert (found.trend, found.standing) == (trend, standing)


def test_a_criterion_that_nobody_measured_before_is_no_trend() -> None:
    before = {code: noted(80, 80, 80) for code in DEFAULT if code != "papers"}
    now = {**before, "papers": noted(0)}
    found = scores.scored(now, DEFAULT, before=before)
    assert found.value is not None
    assert found.value < 80
    assert found.trend == "steady"


@pytest.mark.parametrize(
    "parts", [("measured", None), ("missing", 3.0), ("measured", 101.0), ("measured", -1.0)]
)
def test_a_note_off_its_scale_is_refused(parts: Any) -> None:
    with pytest.raises(ValueError, match=r"measured|from 0"):
        Note(*parts)


def weighed(by: Actor, weights: Mapping[str, int], *, seen: int, reason: str = "Le délai") -> Any:
    return operations.weigh(by=by, at=NOW, weights=weights, reason=reason, seen=seen)


def test_other_weights_are_another_version_and_the_first_stays(alice: Actor) -> None:
    assert queries.weights(queries.in_force()) == DEFAULT
    weighed(alice, OTHERS, seen=0)
    weighed(alice, {**OTHERS, "price": 20}, seen=1)
    assert [one.weights["price"] for one in queries.versions()] == [20, 10]


def test_the_same_weights_again_write_nothing(alice: Actor) -> None:
    assert weighed(alice, DEFAULT, seen=0) is None
    weighed(alice, OTHERS, seen=0)
    weighed(alice, OTHERS, seen=1)
    assert ScoreModel.objects.count() == 1


def test_two_who_weigh_at_once_one_wins(alice: Actor) -> None:
    weighed(alice, OTHERS, seen=0)
    with pytest.raises(Conflict):
        weighed(alice, {**OTHERS, "price": 20}, seen=0)


@pytest.mark.parametrize(
    ("weights", "field"),
    [
        ({**OTHERS, "price": 101}, "price"),
        ({**OTHERS, "levels": -1}, "levels"),
        ({"levels": 5}, "punctuality"),
        (dict.fromkeys(DEFAULT, 0), ""),
    ],
)
def test_weights_that_cannot_stand_name_their_field(
    alice: Actor, weights: Mapping[str, int], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        weighed(alice, weights, seen=0)
    assert refusal.value.field == field
    assert not ScoreModel.objects.exists()


def test_a_reason_is_asked_and_an_executive_does_not_weigh(alice: Actor, company: Company) -> None:
    with pytest.raises(Refused, match="pourquoi"):
        weighed(alice, OTHERS, seen=0, reason=" ")
    with pytest.raises(PermissionDenied):
        weighed(accounts.actor(company, Role.EXECUTIVE, name="Bob"), OTHERS, seen=0)


def test_a_number_is_given_once(alice: Actor) -> None:
    weighed(alice, OTHERS, seen=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        ScoreModel.objects.create(number=1, weights={}, reason="x", made_by="x", made_at=NOW)
