"""Take the pictures of the documentation from the demo, as a director sees it (`make screenshots`).

The demo is a pure function of its seed and of a date: at the same date, the same pictures.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from tests.browser import arguments, chromium
from timonerie.cli.demo.group import SLUG
from timonerie.cli.demo.people import PASSWORD, USERS
from timonerie.foundations.accounts.enums import Role

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
AS_OF = "2026-11-23"
DESKTOP: ViewportSize = {"width": 1366, "height": 900}

# Name of the picture, and the page it shows.
PICTURES = {"dashboard": f"/{SLUG}/"}

STARTS_WITHIN_SECONDS = 180


def main() -> None:
    director = next(user for user in USERS if user.role is Role.DIRECTOR)
    IMAGES.mkdir(parents=True, exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments())
        page = browser.new_page(
            base_url=address, viewport=DESKTOP, locale="fr-FR", reduced_motion="reduce"
        )
        sign_in(page, email=director.email)
        for name, path in PICTURES.items():
            take(page, path=path, to=IMAGES / f"{name}.png")
        browser.close()


@contextmanager
def demo() -> Iterator[str]:
    """Address of a demo served from a folder of its own, until the block ends."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [sys.executable, "-m", "timonerie.cli", "demo", "--port", str(port), "--as-of", AS_OF],
        env={**os.environ, "TIMONERIE_DATA": str(ROOT / "var" / "screenshots")},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait()


def sign_in(page: Page, *, email: str) -> None:
    page.goto("/connexion/")
    page.fill("[name=username]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url(lambda url: "/connexion/" not in url)


def take(page: Page, *, path: str, to: Path) -> None:
    answer = page.goto(path, wait_until="networkidle")
    if answer is None or not answer.ok:
        sys.exit(f"{path}: {answer.status if answer else 'no answer'}")
    page.screenshot(path=to)
    print(to.relative_to(ROOT))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310
                return
        except urllib.error.URLError:
            time.sleep(0.5)
    sys.exit("the demo did not start")


if __name__ == "__main__":
    main()
