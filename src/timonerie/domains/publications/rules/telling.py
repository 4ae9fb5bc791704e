"""Which lines are told: the heaviest, and never more in a week than the company accepts."""

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

MOST = 5
"""Lines to decide in one message."""
REMEMBERED_DAYS = 60
"""A line told within them is no news."""
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True)
class Told:
    """The ranks of the lines that are told, and how many others wait on the page."""

    ranks: tuple[int, ...]
    waiting: int


def key(*, url: str, title: str) -> str:
    """What makes a line the same the next day: where it leads and what it says, but for its
    counts ("4 pièces" became "3 pièces")."""
    words = " ".join(_NUMBERS.sub("", title).split())
    return hashlib.sha256(f"{url}\n{words}".encode()).hexdigest()


def room(*, alerts_a_week: float, told: int) -> int:
    """How many more lines a reader may be told this week."""
    return max(0, int(alerts_a_week) - told)


def weekly(keys: Sequence[str], *, room: int) -> Told:
    """The heaviest lines, old or new: the mail of a week says where things stand."""
    ranks = tuple(range(min(len(keys), MOST, room)))
    return Told(ranks, len(keys) - len(ranks))


def daily(keys: Sequence[str], *, known: Collection[str], room: int) -> Told:
    """Only what was not told yet; without room left this week, nothing."""
    news = [rank for rank, one in enumerate(keys) if one not in known]
    ranks = tuple(news[: min(MOST, room)])
    return Told(ranks, len(news) - len(ranks))
