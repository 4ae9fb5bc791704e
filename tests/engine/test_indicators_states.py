"""Three states, and whether a target is attained."""

import pytest

from timonerie.engine.indicators import attained, state
from timonerie.engine.indicators.vocabulary import Target, TargetKind


@pytest.mark.parametrize(
    ("n", "covered", "expected", "said"),
    [
        (3, 2, 2, "measured"),
        (3, 1, 2, "measured"),
        (0, 2, 2, "no_activity"),
        (0, 0, 0, "no_activity"),
        (0, 1, 2, "missing"),
        (0, 0, 1, "missing"),
    ],
)
def test_the_state_of_a_figure(n: int, covered: int, expected: int, said: str) -> None:
    assert state(n, covered, expected) == said


@pytest.mark.parametrize(
    ("kind", "target", "value", "answer"),
    [
        ("at_least", 0.95, 0.95, True),
        ("at_least", 0.95, 0.949, False),
        ("at_most", 4.0, 4.0, True),
        ("at_most", 4.0, 4.01, False),
        ("within", (-0.15, 0.15), 0.15, True),
        ("within", (-0.15, 0.15), -0.16, False),
        ("yes_no", 1.0, 1.0, True),
        ("yes_no", 1.0, 0.0, False),
        ("at_least", 0.95, None, None),
        ("at_least", None, 0.95, None),
        (None, 0.95, 0.95, None),
    ],
)
def test_a_target_is_attained_or_not_or_unknown(
    kind: TargetKind | None, target: Target | None, value: float | None, answer: bool | None
) -> None:
    assert attained(kind, target, value) is answer


def test_ninety_five_out_of_a_hundred_attains_ninety_five_percent() -> None:
    assert all(attained("at_least", k / 100, k * n / (100 * n)) for k in range(101) for n in (1, 7))


@pytest.mark.parametrize(("kind", "target"), [("within", 0.5), ("at_least", (0.1, 0.2))])
def test_a_target_goes_with_its_kind(kind: TargetKind, target: Target) -> None:
    with pytest.raises(ValueError, match="needed for"):
        attained(kind, target, 0.15)
