"""Every example gives the figures drawn, on the real engine and on the judge."""

import math
from typing import Any

import pytest

from . import money, periods, quality, quantiles, ratios, service_levels, stocks
from .engines import ENGINES, Engine
from .tables import Example, expected, facts, shown

CHAPTERS = (ratios, service_levels, quality, quantiles, periods, stocks, money)
EXAMPLES = [example for chapter in CHAPTERS for example in chapter.EXAMPLES]


@pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_the_example_gives_the_figures_drawn(example: Example, engine: Engine) -> None:
    wanted = expected(example.figures)

    figures = engine(facts(example.facts), example.metrics, example.question)

    given = shown(figures, wanted[0])
    assert len(given) == len(wanted)
    for left, right in zip(_ordered(given), _ordered(wanted), strict=True):
        assert _same(left, right), (left, right)


def test_no_two_examples_have_the_same_name_or_title() -> None:
    assert len({example.name for example in EXAMPLES}) == len(EXAMPLES)
    assert len({example.title for example in EXAMPLES}) == len(EXAMPLES)


def _ordered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: [str(value) for value in row.values()])


def _same(left: dict[str, Any], right: dict[str, Any]) -> bool:
    return all(_close(left[name], right[name]) for name in right)


def _close(left: Any, right: Any) -> bool:
    if isinstance(left, float) and isinstance(right, float):
        return math.isclose(left, right, rel_tol=1e-9)
    return bool(left == right)
