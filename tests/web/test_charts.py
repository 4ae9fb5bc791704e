"""Charts as data: what is drawn, what the table behind says, and that both agree."""

import json

import pytest
from django.template import Context, Template

from timonerie.foundations.wording.states import State
from timonerie.web import drawings
from timonerie.web.charts import (
    Axis,
    Bar,
    Bars,
    Event,
    Panel,
    Point,
    Series,
    SmallMultiples,
    Trend,
    axis_of_shares,
)
from timonerie.web.drawings import HEIGHT, MARGIN, Scale

POINTS = (
    Point(label="janv.", value=0.01, state=State.MET, low=0.005, high=0.02),
    Point(label="févr.", value=None, state=State.MISSING, low=0.005, high=0.02),
    Point(label="mars", value=0.04, state=State.MISSED, low=0.005, high=0.02),
)
TREND = Trend(
    subject="Bulletins erronés",
    unit="percent",
    series=(Series(name="Lyon", points=POINTS),),
    target=0.015,
    events=(Event(at="mars", text="Avenant"),),
)


def test_the_title_is_the_finding_when_there_is_one() -> None:
    found = Trend(subject="Délai", unit="", series=TREND.series, finding="Le délai double")
    assert found.title == "Le délai double"
    assert found.subtitle == "Délai"


def test_the_title_falls_back_on_the_subject_and_the_unit_stays_said() -> None:
    assert TREND.title == "Bulletins erronés"
    assert TREND.subtitle == "%"


def test_a_page_names_the_band_and_the_target_for_a_chart_without_room() -> None:
    page = Template("{% load components %}{% trend_chart trend id='t' %}").render(
        Context({"trend": TREND})
    )
    key = page.split('class="chart-series"')[1].split("</ul>")[0]
    assert "attendu" in key
    assert "cible 1,5\u00a0%" in key
    assert not Trend(subject="Délai", unit="", series=(Series(name="", points=()),)).has_key


def test_a_description_is_plain_json() -> None:
    description = json.loads(json.dumps(TREND.as_json()))
    assert description["labels"] == ["janv.", "févr.", "mars"]
    assert description["target"] == {"value": 0.015, "label": "cible 1,5\u00a0%"}
    assert description["events"] == [{"at": "mars", "text": "Avenant"}]


def test_a_missing_period_stays_a_hole_and_says_why() -> None:
    point = TREND.as_json()["series"][0]["points"][1]
    assert point["value"] is None
    assert point["text"] == "donnée manquante"


def test_the_table_says_the_same_as_the_drawing() -> None:
    table = TREND.table()
    assert [str(column.label) for column in table.columns] == [
        "Période", "Lyon", "Attendu", "Événement",
    ]  # fmt: skip
    drawn = [point["text"] for point in TREND.as_json()["series"][0]["points"]]
    assert [row.cells[1].text for row in table.rows] == drawn
    assert table.rows[2].cells[3].text == "Avenant"


def test_a_trend_without_any_value_is_empty() -> None:
    nothing = Series(name="Lyon", points=(Point(label="mars", value=None),))
    assert Trend(subject="Délai", unit="", series=(nothing,)).is_empty
    assert not TREND.is_empty


BARS = Bars(
    subject="Délai",
    unit="working_duration",
    target=4 * 3600,
    bars=(
        Bar(label="A", value=8 * 3600),
        Bar(label="B", value=2 * 3600),
        Bar(label="C", value=None, state=State.NO_ACTIVITY),
    ),
)


def test_bars_start_from_zero_on_one_scale() -> None:
    assert [drawn.width for drawn in BARS.drawn()] == [100.0, 25.0, 0.0]
    assert BARS.target_at == 50.0


def test_a_bar_without_value_says_why() -> None:
    assert BARS.drawn()[2].text == "sans activité"


def test_a_target_beyond_every_bar_widens_the_scale() -> None:
    short = Bars(subject="x", unit="", bars=(Bar(label="A", value=1),), target=4)
    assert short.drawn()[0].width == 25.0
    assert short.target_at == 100.0


def test_bars_of_nothing_are_still_drawn() -> None:
    assert Bars(subject="x", unit="", bars=(Bar(label="A", value=None),)).drawn()[0].width == 0.0


def test_small_multiples_share_their_scale() -> None:
    multiples = SmallMultiples(
        subject="x", unit="", first_label="janv.", last_label="mars", target=10,
        panels=(Panel(label="A", values=(0, 20)), Panel(label="B", values=(10, 10))),
    )  # fmt: skip
    first, second = multiples.drawn()
    assert first.line.aim == second.line.aim == Scale(low=0, high=20).y(10)
    assert second.line.path.count(f" {first.line.aim}") == 2
    assert (first.last, second.last) == ("20", "10")


def test_a_hole_breaks_the_line() -> None:
    line = drawings.line([1, 2, None, 2, 1])
    assert line.path.count("M") == 2


def test_a_lone_point_between_holes_is_still_seen() -> None:
    assert "h0" in drawings.line([None, 3, None, 4, 5]).path


def test_a_line_without_values_is_empty() -> None:
    line = drawings.line([None, None])
    assert (line.path, line.end) == ("", "")


def test_a_flat_line_stands_in_the_middle() -> None:
    assert drawings.scale_over([5, 5]).y(5) == HEIGHT / 2


@pytest.mark.parametrize(("from_zero", "filled"), [(True, True), (False, False)])
def test_only_a_scale_from_zero_is_filled(from_zero: bool, filled: bool) -> None:
    scale = drawings.scale_over([3, 9], from_zero=from_zero)
    assert bool(drawings.line([3, 9], scale=scale).area) is filled


def test_values_span_the_drawing() -> None:
    scale = Scale(low=0, high=10)
    assert (scale.y(0), scale.y(10)) == (HEIGHT - MARGIN, MARGIN)


@pytest.mark.parametrize(
    ("values", "low", "high", "step"),
    [
        ([0.92, 0.97, 0.95], 0.92, 0.98, 0.02),
        ([0.994, 0.999], 0.99, 1.0, 0.01),
        ([0.65, 1.0], 0.6, 1.0, 0.1),
        ([0.95], 0.94, 0.95, 0.01),
    ],
)
def test_the_axis_of_high_shares_starts_near_them(
    values: list[float], low: float, high: float, step: float
) -> None:
    assert axis_of_shares(values) == Axis(low=low, high=high, step=step)


@pytest.mark.parametrize("values", [[], [0.02, 0.9], [0.9, 1.2]])
def test_other_axes_start_at_zero(values: list[float]) -> None:
    assert axis_of_shares(values) is None


def test_an_axis_that_does_not_start_at_zero_says_so() -> None:
    points = (Point(label="mars", value=0.93), Point(label="avril", value=0.97))
    trend = Trend(subject="x", unit="percent", series=(Series(name="x", points=points),))
    assert trend.subtitle == "l’axe commence à 93\u00a0%"
    assert trend.as_json()["axis"] == {"low": 0.93, "high": 0.97, "step": 0.01}


def test_bars_judged_on_different_targets_each_carry_theirs() -> None:
    bars = Bars(
        subject="x",
        unit="percent",
        bars=(Bar(label="A", value=1.0, target=0.5), Bar(label="B", value=0.5, target=1.0)),
    )
    assert [drawn.target_at for drawn in bars.drawn()] == [50.0, 100.0]
    assert bars.drawn()[0].target_text == "cible 50\u00a0%"
    assert bars.has_own_targets
