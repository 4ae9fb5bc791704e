"""Where an accounting file stands among those that count: nothing is ever added up twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Place(StrEnum):
    NEW = "new"
    """It counts, beside the others or in the place of some."""
    SAME = "same"
    """Its entries count already, perhaps in another order."""
    UNKNOWN_ENTITY = "unknown entity"
    """Nobody can tell whether it repeats the books of another."""


@dataclass(frozen=True)
class Books:
    """What a file covers; `siren` is empty where the entity is not known. `key` names the file."""

    key: int
    siren: str
    first: date
    last: date
    fingerprint: str

    def overlaps(self, other: "Books") -> bool:
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True)
class Decision:
    """`others` are the keys of the file that says the same, of those replaced, or of those that
    forbid to tell."""

    place: Place
    others: tuple[int, ...] = ()


def decide(new: Books, live: Iterable[Books]) -> Decision:
    """What becomes of a file that was read, beside those that count.

    The same entries change nothing. Other entries of the same entity over months it shares replace
    those that were there. Two entities add up. Where the entity of one of two files that share
    months is not known, it cannot be told, and is asked.
    """
    known = list(live)
    same = [one for one in known if one.fingerprint == new.fingerprint]
    if same:
        return Decision(Place.SAME, (same[0].key,))
    sharing = [one for one in known if one.overlaps(new)]
    unclear = [
        one.key for one in sharing if one.siren != new.siren and "" in (one.siren, new.siren)
    ]
    if unclear:
        return Decision(Place.UNKNOWN_ENTITY, tuple(unclear))
    return Decision(Place.NEW, tuple(one.key for one in sharing if one.siren == new.siren))
