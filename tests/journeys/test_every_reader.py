"""Readers who ask their machine for something: less movement, other colours, larger text."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import DESKTOP, visitor
from tests.journeys.people import overflow

MOVING = """() => [...document.querySelectorAll("*")].filter(one => {
  const style = getComputedStyle(one);
  return parseFloat(style.transitionDuration) > 0 || style.animationName !== "none";
}).map(one => one.outerHTML.slice(0, 80))"""
SWALLOWED = """() =>
[...document.querySelectorAll(".heat-cell .icon, .state .icon")].filter(one => {
  const ground = getComputedStyle(one.parentElement).backgroundColor;
  return getComputedStyle(one).color === ground || !one.getBoundingClientRect().width;
}).map(one => one.parentElement.outerHTML.slice(0, 120))"""


@pytest.fixture
def components(browser: Browser, live: str) -> Iterator[Page]:
    """Every component on one page."""
    context = visitor(browser, live, DESKTOP)
    page = context.new_page()
    page.goto("/composants/")
    yield page
    context.close()


def test_nothing_moves_for_who_asked_for_less_movement(components: Page) -> None:
    assert components.evaluate(MOVING) == []
    assert components.evaluate("document.getAnimations().length") == 0


def test_shapes_stay_when_the_colours_are_the_reader_s(components: Page) -> None:
    components.emulate_media(forced_colors="active")
    assert components.locator(".heat-cell .icon").count() > 0
    assert components.evaluate(SWALLOWED) == []


def test_text_twice_as_large_stays_in_the_window(components: Page) -> None:
    components.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflow(components) <= 0
