"""A visitor meets the door first, at any width, and nothing complains in the browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, Console


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], indirect=True)
def test_a_visitor_is_led_to_the_login_page(page: Page) -> None:
    page.goto("/")
    expect(page).to_have_url("/connexion/?next=/")
    expect(page.get_by_role("button", name="Entrer")).to_be_visible()


def test_a_page_that_does_not_exist_says_so(page: Page, console: Console) -> None:
    console.expect("404")
    answer = page.goto("/ailleurs/nulle-part/")
    assert answer is not None
    assert answer.status == 404
