"""The template of a company: ours to start from, theirs once it has been checked."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.utils import translation

from timonerie.foundations.documents import confinement
from timonerie.foundations.printing.documents import labels, remedies
from timonerie.foundations.printing.documents.ooxml import blank, packing
from timonerie.foundations.printing.documents.received import reading
from timonerie.foundations.printing.documents.received.flaws import Flaw, Found
from timonerie.foundations.printing.documents.received.parts import LIMIT

__all__ = ["LIMIT", "Fault", "TemplateRefused", "check", "check_received", "default"]


@dataclass(frozen=True)
class Fault:
    """`remedy` says what is wrong and what to do, in the language in force."""

    code: str
    remedy: str
    value: str = ""


class TemplateRefused(Exception):
    """A template that nothing may be written in."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(" ".join(one.remedy for one in faults))
        self.faults = faults


def default(*, language: str = "fr", is_letter: bool = False) -> bytes:
    """The template to download and to change: its cover, its marks, its styles; the same bytes each
    time. A letter has no cover."""
    with translation.override(language):
        word = blank.blank(labels.page(), is_letter=is_letter)
    packing.sign(word, title="", author="", on=packing.NO_DAY)
    return packing.packed(word)


def check(data: bytes) -> list[Fault]:
    """What is wrong with a template, nothing where it may be used. For what was checked when it was
    received; `check_received` is for what comes in."""
    return _told(reading.inspect(data))


def check_received(path: Path) -> list[Fault]:
    """The same, in a child that can do little harm.

    Raises:
        FileRefused: FIC-06 too heavy, FIC-07 too long, FIC-08 stopped.
    """
    work = f"{reading.__name__}.{reading.read.__name__}"
    with confinement.opened(work, {"path": str(path)}) as (told, _folder):
        return _told(Found(Flaw(one["flaw"]), one["value"]) for one in told["flaws"])


def require_sound(data: bytes) -> None:
    """Raises TemplateRefused."""
    if faults := check(data):
        raise TemplateRefused(faults)


def _told(found: Iterable[Found]) -> list[Fault]:
    return [Fault(one.flaw.value, remedies.of(one), remedies.shown(one.value)) for one in found]
