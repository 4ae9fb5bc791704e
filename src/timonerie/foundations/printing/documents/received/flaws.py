"""What may be wrong with a template."""

from dataclasses import dataclass
from enum import StrEnum


class Flaw(StrEnum):
    TOO_BIG = "too_big"
    NOT_WORD = "not_word"
    BROKEN = "broken"
    LOCKED = "locked"
    MACRO = "macro"
    OBJECT = "object"
    OUTSIDE = "outside"
    FIELD = "field"
    DTD = "dtd"
    NO_MARK = "no_mark"
    TWO_MARKS = "two_marks"
    MARK_NOT_ALONE = "mark_not_alone"


@dataclass(frozen=True)
class Found:
    """`value` is the part, the address or the mark at fault, empty where there is none."""

    flaw: Flaw
    value: str = ""


class Unreadable(Exception):
    """A fault that keeps the rest from being read."""

    def __init__(self, flaw: Flaw, value: str = "") -> None:
        super().__init__(flaw.value)
        self.found = Found(flaw, value)
