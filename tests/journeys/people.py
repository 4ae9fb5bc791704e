"""Signing in, and what every page must hold whoever reads it."""

from playwright.sync_api import Page, expect

from tests.factories import accounts
from timonerie.foundations.accounts.models import User

#: The main line of a drawn trend, by its width: axes, target and band are thinner.
TREND_LINE = "path[stroke-width='2.25']"


def sign_in(page: Page, user: User) -> None:
    enter(page, user.email, accounts.PASSWORD)


def enter(page: Page, email: str, password: str) -> None:
    page.goto("/connexion/")
    page.get_by_label("Adresse").fill(email)
    page.get_by_label("Mot de passe", exact=False).first.fill(password)
    page.locator("main .btn-primary").click()
    expect(page.locator("main.page")).to_be_visible()


#: Charts follow the window a little after it; the policy of the page forbids polling by text.
TOO_WIDE = """async () => {
  const by = () => document.scrollingElement.scrollWidth - window.innerWidth;
  for (const end = performance.now() + 2000; by() > 0 && performance.now() < end;)
    await new Promise(requestAnimationFrame);
  return by();
}"""


def overflow(page: Page) -> int:
    """Pixels by which a page is wider than its window, once its charts have followed the window."""
    page.wait_for_load_state("domcontentloaded")
    width: int = page.evaluate(TOO_WIDE)
    return width


def tab_to(page: Page, selector: str, *, most: int = 120) -> None:
    """Press Tab until the focus is on such an element."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} was not reached in {most} presses")


def press_on(page: Page, selector: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Enter")


def send(page: Page, selector: str) -> None:
    """Enter on the button of a form, until the page that answers is there, at whatever address."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def follow(page: Page, selector: str) -> None:
    """Enter on a link, until its page is there: a page may write its own address again first."""
    left = page.url
    tab_to(page, selector)
    with page.expect_navigation(url=lambda address: address != left):
        page.keyboard.press("Enter")
