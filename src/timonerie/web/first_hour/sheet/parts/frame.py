"""What the parts of the page write alike: money, days, and how much is left out."""

from collections.abc import Iterable, Sequence
from datetime import date
from math import log10
from urllib.parse import urlencode

from django.urls import reverse

from timonerie.foundations.wording import formats
from timonerie.web.first_hour.sheet.shapes import Asked, Row

SHOWN = 6
"""Rows that a part has room for."""
THOUSAND = 100_000
"""A thousand euros, in cents."""


def money(cents: int, currency: str = "EUR") -> str:
    """Whole units: a page that is read in a minute has no room for cents."""
    unit = "€" if currency == "EUR" else currency
    return formats.figure(round(cents / 100), unit)


def short_day(day: date) -> str:
    return formats.day(day, style="short")


def lines_url(asked: Asked, keys: Iterable[str], *, side: str = "charges") -> str:
    """The lines of the books behind what third parties are paid."""
    query = urlencode([*(("tiers", key) for key in keys), ("sens", side)])
    return f"{reverse('purchases-lines', args=[asked.slug])}?{query}"


def cut(rows: Sequence[Row]) -> tuple[tuple[Row, ...], int]:
    """The first rows, and how many are left out; one alone is never left out."""
    if len(rows) <= SHOWN + 1:
        return tuple(rows), 0
    return tuple(rows[:SHOWN]), len(rows) - SHOWN


def heavy(cents: int) -> float:
    """How much money weighs among questions: 30 points for ten thousand euros, 60 for a hundred
    thousand; what costs twice as much is asked first, and still leaves room for the rest."""
    return 30.0 * log10(max(cents / THOUSAND, 1.0))
