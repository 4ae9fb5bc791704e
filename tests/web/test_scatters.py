"""Points under two readings: labels that never lie over one another, zones, a table that agrees."""

from itertools import combinations

from django.template import Context, Template
from hypothesis import given, settings
from hypothesis import strategies as st

from timonerie.web.charts import Mark, RangeBar, Ranges, Scatter, Zone
from timonerie.web.charts.placing import FIGURE, LINE, Box, Label, Spot, place

SCORES = st.floats(0, 100).map(lambda one: round(one, 1))
POINTS = st.lists(st.tuples(SCORES, SCORES), min_size=1, max_size=30)


def scatter(*spots: tuple[float, float], url: str = "/a") -> Scatter:
    marks = tuple(
        Mark(label=f"Activité {rank}", x=x, y=y, shape="circle", word="délégable", url=url)
        for rank, (x, y) in enumerate(spots)
    )
    zones = (Zone(label="bas", low=0, high=60), Zone(label="haut", low=60, high=100))
    return Scatter(
        subject="Activités", x_label="Garder ?", y_label="Serrer ?", marks=marks,
        across=zones, up=zones,
    )  # fmt: skip


def drawn(chart: Scatter) -> str:
    page = Template("{% load components %}{% scatter_chart chart %}")
    return page.render(Context({"chart": chart}))


def box(spot: Spot, label: Label) -> Box:
    half = len(spot.text) * FIGURE / 2
    x, y = spot.x + label.dx, spot.y + label.dy
    # Places are rounded to a tenth of a pixel.
    return Box(x - half + 0.1, y - LINE / 2 + 0.1, x + half - 0.1, y + LINE / 2 - 0.1)


@given(POINTS)
@settings(max_examples=60)
def test_no_number_lies_over_another_nor_over_a_point(points: list[tuple[float, float]]) -> None:
    spots = [
        Spot(x * 2.7, (100 - y) * 4.2, str(rank)) for rank, (x, y) in enumerate(points, start=1)
    ]
    boxes = [
        box(spot, label)
        for spot, label in zip(spots, place(spots, width=270, height=420), strict=True)
    ]
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    assert all(one.left >= 0 and one.right <= 270 for one in boxes)


def test_points_in_one_place_fan_out_with_a_line_to_the_far_ones() -> None:
    labels = place([Spot(100, 100, "Paie")] * 9, width=400, height=300)
    assert len({(one.dx, one.dy) for one in labels}) == 9
    assert not labels[0].is_far
    assert labels[-1].is_far


def test_up_to_twelve_points_bear_their_names_then_numbers() -> None:
    few, many = scatter(*[(10, 10)] * 12), scatter(*[(10, 10)] * 13)
    assert few.is_named
    assert "Activité 3</text>" in drawn(few)
    assert many.drawn[0].name is None
    assert "Activité 3</text>" not in drawn(many)


def test_each_point_is_a_link_that_says_itself_and_its_table_agrees() -> None:
    chart = scatter((12.5, 80))
    page = drawn(chart)
    assert 'aria-label="1. Activité 0, délégable, 12,5, 80"' in page
    assert 'x="12.5%" y="20.0%"' in page or 'x="12.5%" y="20%"' in page
    [row] = chart.table().rows
    assert [cell.text for cell in row.cells] == ["1", "Activité 0", "12,5", "80", "délégable"]


def test_a_point_without_a_page_is_no_link_and_no_point_says_so() -> None:
    assert 'role="img"' in drawn(scatter((1, 1), url=""))
    assert "<svg" not in drawn(scatter())


def test_a_range_starts_where_it_is_on_a_scale_from_zero() -> None:
    chart = Ranges(
        subject="Coût",
        unit="€",
        bars=(
            RangeBar(label="Faire", low=50, high=100),
            RangeBar(label="Confier", low=20, high=20),
            RangeBar(label="Reprendre", low=None, high=None),
        ),
    )
    wide, thin, unknown = chart.drawn()
    assert (wide.start, wide.width) == (50, 50)
    assert (thin.start, thin.text) == (20, "20\u00a0€")
    assert thin.width > 0
    assert (unknown.width, unknown.text) == (0, "à connaître")
    assert [cell.text for cell in chart.table().rows[2].cells[1:]] == ["à connaître"] * 2
