"""A trend is a line that is drawn, on every kind of page that has one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESKTOP, Console, visitor
from tests.journeys.demo import Demo
from tests.journeys.people import TREND_LINE, enter
from tests.journeys.world import email_of
from timonerie.cli.demo.people import PASSWORD
from timonerie.foundations.accounts.enums import Role


@pytest.fixture(scope="module")
def director(browser: Browser, demo: Demo) -> Iterator[Page]:
    context = visitor(browser, demo.url, DESKTOP)
    page = context.new_page()
    enter(page, email_of(Role.DIRECTOR), PASSWORD)
    yield page
    context.close()


@pytest.mark.parametrize("name", ["activity", "site", "team", "provider", "indicator"])
def test_a_chart_draws_its_line(director: Page, demo: Demo, console: Console, name: str) -> None:
    console.listen(director)
    director.goto(demo.pages[name])
    charts = director.locator("[data-chart]")
    assert charts.count() > 0
    for chart in charts.all():
        line = chart.locator(TREND_LINE)
        expect(line).to_have_count(1)
        assert line.evaluate("line => line.getTotalLength()") > 100
    assert console.unexpected() == []


def test_a_region_draws_the_line_of_each_site(director: Page, demo: Demo) -> None:
    director.goto(demo.pages["region"])
    lines = director.locator(".multiple .sparkline-line")
    expect(lines.first).to_be_visible()
