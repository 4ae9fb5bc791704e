"""Where a document stands on a day, from what came and what was checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from timonerie.domains.contracts.catalogue.duties import Kind
from timonerie.domains.contracts.duty_enums import DutyState, PieceState
from timonerie.domains.contracts.rules.duties.owing import Owed
from timonerie.domains.contracts.rules.lengths import Length

SOON: Final = timedelta(days=30)


@dataclass(frozen=True)
class Piece:
    """A document: `ends_on` is its last day, None where it has no end or says none."""

    id: int
    state: str
    ends_on: date | None


@dataclass(frozen=True)
class Standing:
    """`piece` is the document that it is read from; `waiting` another one, still to be checked."""

    state: DutyState
    piece: int | None = None
    ends_on: date | None = None
    waiting: int | None = None


def ends_on(kind: Kind, *, issued_on: date | None, valid_until: date | None) -> date | None:
    """The last day of a document: the one it says, or that of its rhythm from the day of its issue,
    the earlier where both are known; None where neither tells it."""
    by_rhythm = None
    if kind.months and issued_on is not None:
        by_rhythm = Length(months=kind.months).after(issued_on) - timedelta(days=1)
    known = [day for day in (valid_until, by_rhythm) if day is not None]
    return min(known) if known else None


def standing(pieces: Sequence[Piece], *, owed: Owed, is_asked: bool, on: date) -> Standing:
    """A document that nobody ever asked for is « à connaître », never missing: an empty shelf on
    the first day accuses nobody."""
    if owed == Owed.NO:
        return Standing(DutyState.NOT_DUE)
    checked = _last([one for one in pieces if one.state == PieceState.CHECKED])
    waiting = _last([one for one in pieces if one.state == PieceState.RECEIVED])
    if checked is not None:
        state = _checked(checked, waiting, on)
        return Standing(state, checked.id, checked.ends_on, waiting.id if waiting else None)
    if waiting is not None:
        is_past = waiting.ends_on is not None and waiting.ends_on < on
        state = DutyState.EXPIRED if is_past else DutyState.TO_CHECK
        return Standing(state, waiting.id, waiting.ends_on, waiting.id)
    was_asked = is_asked or bool(pieces)
    is_missing = was_asked and owed == Owed.YES
    return Standing(DutyState.MISSING if is_missing else DutyState.UNKNOWN)


def _checked(checked: Piece, waiting: Piece | None, on: date) -> DutyState:
    if checked.ends_on is None or checked.ends_on > on + SOON:
        return DutyState.UP_TO_DATE
    if waiting is not None and (waiting.ends_on is None or waiting.ends_on >= on):
        return DutyState.TO_CHECK
    return DutyState.SOON if checked.ends_on >= on else DutyState.EXPIRED


def _last(found: Sequence[Piece]) -> Piece | None:
    """The one that holds the longest; of equal ones, the last that came."""
    return max(found, key=lambda one: (one.ends_on or date.max, one.id), default=None)
