"""Every figure leads to exactly the cases that made it."""

import pytest
from django.test import Client

from tests.factories.figures import LAST, Measured
from timonerie.domains.organisation.queries.reach import Reach
from timonerie.domains.performance.queries import board
from timonerie.domains.performance.queries.board import Board, Reading
from timonerie.foundations.scope import current
from timonerie.web import readings
from timonerie.web.boards import read_names

pytestmark = pytest.mark.slow

SHAPES = [(), ("unit",), ("provider",), ("team",), ("unit", "provider")]


def found(measured: Measured, shape: tuple[str, ...]) -> list[tuple[Reading, str]]:
    """Figures of February with the address of their facts."""
    with current.company(measured.company.pk):
        names = read_names()
        rows = Board(Reach()).readings(board.shaped(any_of=shape), kind="month", starts=[LAST])
        return [
            (
                row,
                readings.facts_url(
                    measured.slug,
                    row.definition.metric,
                    kind="month",
                    start=LAST,
                    group=row.group,
                    names=names,
                ),
            )
            for row in rows
        ]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: "-".join(shape) or "all")
def test_a_figure_leads_to_the_cases_that_made_it(
    browser: Client, measured: Measured, shape: tuple[str, ...]
) -> None:
    rows = found(measured, shape)
    wrong = [
        (row.definition.metric.code, row.n, listed)
        for row, url in rows
        if (listed := browser.get(url).context["count"]) != row.n
    ]
    assert rows
    assert wrong == []


def test_counts_ratios_medians_and_stocks_are_all_there(measured: Measured) -> None:
    metrics = [row.definition.metric for row, _url in found(measured, ())]
    assert {"count", "ratio", "median", "p90"} <= {metric.aggregate for metric in metrics}
    assert any(metric.is_stock for metric in metrics)


def test_what_went_wrong_comes_first(browser: Client, measured: Measured) -> None:
    url = next(url for row, url in found(measured, ()) if row.definition.metric.code == "sla_met")
    hits = [row.cells[-1].text for row in browser.get(url).context["table"].rows]
    assert hits == ["manqué"] * 2 + ["tenu"] * 10


def test_a_region_lists_the_cases_of_its_sites(browser: Client, measured: Measured) -> None:
    east = measured.group.east.public_id
    page = browser.get(f"/{measured.slug}/faits/?site={east}&mois=2026-02")
    assert page.context["count"] == 8


def test_a_case_says_its_sentence(browser: Client, measured: Measured) -> None:
    page = browser.get(f"/{measured.slug}/faits/?mois=2026-02&tri=dossier")
    address = next(row.cells[0].url for row in page.context["table"].rows if "L2602" in str(row))
    case = browser.get(address)
    assert case.context["sentence"] == (
        "Reçu lundi 2 février 2026 à 10\u00a0h\u00a000, résolu jeudi 5 février 2026 à "
        "10\u00a0h\u00a000\u00a0: 22\u00a0h\u00a030\u00a0ouvrées."
    )
    assert "Reçu le\u00a0: 02/02/2026 à 10\u00a0h\u00a000" in case.content.decode()
