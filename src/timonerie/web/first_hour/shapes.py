"""What is dropped, what becomes of it, and what is known from files of each kind."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timonerie.foundations.wording import formats
from timonerie.web.first_hour.sheet.shapes import Asked

PIECE = 1 << 20


@dataclass(frozen=True)
class Dropped:
    """A file on the disk of this machine, for the time of one request, and its sender's name."""

    path: Path
    name: str

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    def chunks(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece


class Outcome(StrEnum):
    """Where a dropped file stands."""

    TAKEN = "taken"
    SAME = "same"
    READING = "reading"
    ASKS = "asks"
    REFUSED = "refused"

    @property
    def icon(self) -> str:
        return _ICONS[self][0]

    @property
    def word(self) -> Promise:
        return _ICONS[self][1]


_ICONS = {
    Outcome.TAKEN: ("check", _("enregistré")),
    Outcome.SAME: ("check", _("déjà connu")),
    Outcome.READING: ("data", _("en lecture")),
    Outcome.ASKS: ("info", _("une question")),
    Outcome.REFUSED: ("error", _("refusé")),
}


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """What became of a dropped file: a sentence, and where to go on."""

    name: str
    outcome: Outcome
    sentence: str
    kind: str = ""
    url: str = ""
    gesture: str = ""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What files of a kind have told so far; `sentence` is empty while nothing came."""

    sentence: str = ""
    url: str = ""
    waiting: str = ""
    """What the reader is asked, in one sentence, with the address of it."""
    waiting_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of file that companies have. `asks` says what to ask for, and from whom; without it,
    nobody is asked for one, and it is read when it comes. `head` recognises a file from its first
    bytes and its name; `columns` a table from its titles; both between 0 and 1. `permission` is
    what taking one needs."""

    code: str
    label: str | Promise
    permission: str
    take: Callable[[Asked, Dropped], Arrival]
    asks: str | Promise = ""
    known: Callable[[Asked], Known] = lambda asked: Known()
    head: Callable[[bytes, str], float] | None = None
    columns: Callable[[Sequence[str], Sequence[Sequence[str]]], float] | None = None


def counted(text: str, n: int) -> str:
    """A sentence with its number; nothing for none."""
    return text % {"n": formats.number(n)} if n else ""
