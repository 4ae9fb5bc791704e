"""A hand that counts what it does, and what that asks of a person's time."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page

#: Seconds of an average person, by the keystroke-level model (Card, Moran & Newell, 1980): a look
#: and a decision, reaching for a place and pressing it, one key.
DECIDE, POINT, KEY = 1.35, 1.1 + 0.4 + 0.2, 0.28
READ = 20.0
"""Seconds given to each page that opens, to read what it says: not of that model, which has no
reading; what a person skims of a screen of figures."""


@dataclass
class Hand:
    """`gestures` are clicks, choices of files and fields filled; `seconds` what a person takes."""

    page: Page
    gestures: int = 0
    seconds: float = 0.0

    def click(self, place: Locator) -> None:
        self._count(POINT)
        place.click()

    def press(self, name: str) -> None:
        self.click(self.page.get_by_role("button", name=name))
        self.seconds += READ

    def follow(self, name: str) -> None:
        self.click(self.page.get_by_role("link", name=name).first)
        self.seconds += READ

    def open(self, address: str) -> None:
        """By the navigation, which is two clicks away from anywhere."""
        self._count(2 * POINT)
        self.page.goto(address)
        self.seconds += READ

    def tick(self, place: Locator) -> None:
        self._count(POINT)
        place.check()

    def write(self, label: str, text: str) -> None:
        """Typed key by key."""
        self._fill(label, text)
        self.seconds += KEY * len(text)

    def paste(self, label: str, text: str) -> None:
        """Copied from a paper that is open beside: two places, two keys each."""
        self._fill(label, text)
        self.seconds += POINT + 4 * KEY

    def drop(self, files: list[Path]) -> None:
        self._count(POINT)
        self.page.locator("input[type=file]").set_input_files(files)
        self.press("Apporter ces fichiers")

    def _fill(self, label: str, text: str) -> None:
        self._count(POINT)
        self.page.get_by_label(label).first.fill(text)

    def _count(self, seconds: float) -> None:
        self.gestures += 1
        self.seconds += DECIDE + seconds
