"""What is watched and how; which series make one cause."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from timonerie.domains.signals.rules import grouping, watching
from timonerie.domains.signals.rules.grouping import Episode
from timonerie.engine.indicators import catalogue
from timonerie.engine.signals.matrix import Kind

KNOWN = catalogue.BUILT_IN
EPISODE = Episode(
    family="level", key="a", series=1, indicator=1, unit=1, provider=1, activity=None,
    since=date(2026, 1, 1), opened_on=date(2026, 2, 1), closed_on=None, higher=True, drifts=False,
    rate=0.05, expected=0.01, seen=0.02, evidence={},
)  # fmt: skip


def test_of_several_summaries_of_a_delay_one_is_watched() -> None:
    kept = {one.code for one in watching.watched(KNOWN.values())}

    assert "working_time_to_resolved_median" in kept
    assert not kept & {"time_to_resolved_median", "working_time_to_resolved_p90"}
    assert {"errors", "sla_met", "client_on_time", "cases", "unit_cost", "backlog"} <= kept
    assert not kept & {"on_time_delivery", "first_time_right", "backlog_age_mean", "amount"}


@pytest.mark.parametrize(
    ("code", "kind", "worse"),
    [
        ("errors", Kind.SHARE, "higher"),
        ("sla_met", Kind.SHARE, "lower"),
        ("cases", Kind.COUNT, "both"),
        ("backlog", Kind.VALUE, "higher"),
        ("pick_up_time_median", Kind.VALUE, "higher"),
    ],
)
def test_an_indicator_says_what_chance_does_to_it(code: str, kind: Kind, worse: str) -> None:
    assert (watching.kind_of(KNOWN[code]), watching.worse(KNOWN[code])) == (kind, worse)


def test_weeks_with_few_cases_or_many_holes_are_thin() -> None:
    assert not watching.is_thin(np.full(10, 8.0))
    assert watching.is_thin(np.full(10, 4.0))
    assert watching.is_thin(np.array([8.0] * 6 + [np.nan] * 4))


def test_episodes_that_overlap_are_one_cause_the_rarest_first() -> None:
    rare = replace(EPISODE, key="b", unit=2, since=date(2026, 3, 1), rate=0.001)

    (one,) = grouping.causes([EPISODE, rare])

    assert one.best == rare
    assert (one.since, one.opened_on, one.closed_on) == (rare.since, rare.opened_on, None)
    assert one.overlaps(EPISODE.since, EPISODE.since)
    assert one.only("unit") is None
    assert one.only("provider") == 1


def test_a_level_that_an_evergreen_indicator_tells_is_not_told_twice() -> None:
    green = replace(EPISODE, family="evergreen", key="vert")
    elsewhere = replace(EPISODE, key="b", provider=2)

    told = grouping.without_repeats(grouping.causes([EPISODE, green, elsewhere]))

    assert [one.best for one in told] == [green, elsewhere]


def test_what_was_over_before_is_another_cause() -> None:
    over = replace(EPISODE, closed_on=date(2026, 3, 1))
    later = replace(EPISODE, key="b", since=date(2026, 4, 1), opened_on=date(2026, 5, 1), unit=2)

    assert [one.only("unit") for one in grouping.causes([later, over])] == [1, 2]


@pytest.mark.parametrize(
    "other", [{"provider": 2}, {"indicator": 2}, {"higher": False}, {"family": "volume"}]
)
def test_another_provider_indicator_direction_or_family_is_another_cause(
    other: dict[str, object],
) -> None:
    assert len(grouping.causes([EPISODE, replace(EPISODE, **other)])) == 2  # type: ignore[arg-type]
