"""A real browser before a real server. A journey fails on any error in the browser's console."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    expect,
    sync_playwright,
)
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser import arguments, chromium
from tests.conftest import OUTCOMES, ROOT
from tests.journeys.demo import Demo, serve

DESKTOP = (1366, 900)
PHONE = (390, 844)
# Accepting a file computes every figure again before the page answers: jobs are done at once here.
ANSWERS_WITHIN, SEEN_WITHIN = 60_000, 20_000
# The guide shows the whole demo; a short one says as much of the code.
IS_FOR_THE_GUIDE = bool(os.environ.get("TIMONERIE_TEST_PICTURES"))
PICTURES = Path(os.environ.get("TIMONERIE_TEST_PICTURES") or ROOT / "var" / "journeys")
IN_THE_GUIDE = {"dashboard", "figure", "first-day", "import", "periods"}
MONTHS = 36 if IS_FOR_THE_GUIDE else 4

# The browser says a violation of the policy in its console, but in words that change; ours do not.
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", event => console.error(
  `content security policy: ${event.violatedDirective} refused ${event.blockedURI}`
  + ` ${event.sourceFile}:${event.lineNumber} ${event.sample}`));
"""


@dataclass
class Console:
    """What the browser complained about during one journey."""

    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        """Allow complaints that match, in a journey that provokes them (a page not found)."""
        self.expected.append(pattern)

    def listen(self, page: Page) -> None:
        page.on("console", self._message)
        page.on("pageerror", self._error)

    def unexpected(self) -> list[str]:
        return [c for c in self.complaints if not any(re.search(p, c) for p in self.expected)]

    def _message(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text} ({message.location['url']})")

    def _error(self, error: Error) -> None:
        self.complaints.append(f"uncaught: {error.message}")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Before `-m` reads the markers. Those of the demo begin: one core fills it while the other
    one has journeys of its own."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("journey")
            if "demo" in getattr(item, "fixturenames", ()):
                item.add_marker("slow")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys; Playwright's event loop would make Django refuse the
    database in this thread, where nothing of it is asynchronous."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=SEEN_WITHIN)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments())
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def live(emptied: None, live_server: LiveServer, settings: Settings) -> str:
    """Address of a server that runs the product on the test database, children that read the files
    included."""
    settings.CONFINES_READING = True
    return str(live_server.url)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo, served, for the journeys that change nothing in it."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with serve(tmp_path_factory.mktemp("demo"), months=MONTHS, shared=shared) as served:
        yield served


@pytest.fixture
def console() -> Console:
    return Console()


@pytest.fixture
def viewport(request: pytest.FixtureRequest) -> tuple[int, int]:
    """A desktop, or what `@pytest.mark.parametrize("viewport", [PHONE], indirect=True)` gives."""
    return getattr(request, "param", DESKTOP)


@pytest.fixture
def page(
    browser: Browser,
    live: str,
    console: Console,
    viewport: tuple[int, int],
    request: pytest.FixtureRequest,
) -> Iterator[Page]:
    """A page of a new visitor: `page.goto("/…")` goes to our server."""
    context = visitor(browser, live, viewport)
    page = context.new_page()
    console.listen(page)
    yield page
    if request.node.stash[OUTCOMES].get("call") == "failed":
        keep_picture(page, request.node.name)
    context.close()
    assert console.unexpected() == []


def visitor(browser: Browser, address: str, viewport: tuple[int, int]) -> BrowserContext:
    """A browser that has never been here: no cookie, nothing remembered."""
    context = browser.new_context(
        base_url=address,
        locale="fr-FR",
        timezone_id="Europe/Paris",
        viewport={"width": viewport[0], "height": viewport[1]},
        reduced_motion="reduce",
    )
    context.add_init_script(REPORT_VIOLATIONS)
    context.set_default_timeout(ANSWERS_WITHIN)
    return context


def keep_picture(page: Page, name: str) -> None:
    """Leave the whole page as a picture; for the guide, only what a window shows."""
    if IS_FOR_THE_GUIDE and name not in IN_THE_GUIDE:
        return
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=not IS_FOR_THE_GUIDE)
