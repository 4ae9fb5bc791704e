"""What changed from a version of a statement of work to the next."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from timonerie.domains.sourcing.rules.statements.canonical import canonical
from timonerie.domains.sourcing.rules.statements.segments import Segment, segments
from timonerie.domains.sourcing.rules.statements.shapes import JSON, Line, ordered


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True)
class ValueChange:
    """A value, or one of `kind`, `activity` and `origin`; None where there was, or is, none."""

    field: str
    before: JSON
    after: JSON


@dataclass(frozen=True)
class Change:
    """One line. What moved and changed too is `CHANGED`, with `is_moved`; title and text are cut
    in segments only where they differ."""

    kind: ChangeKind
    key: str
    before: Line | None
    after: Line | None
    is_moved: bool = False
    title: tuple[Segment, ...] = ()
    text: tuple[Segment, ...] = ()
    values: tuple[ValueChange, ...] = ()


def compare(before: Iterable[Line], after: Iterable[Line]) -> list[Change]:
    """The changes, in the order of the lines after; a removed line stands where it stood.

    A line moves when its section changes, or its order among the lines that stay: a line put in
    above does not move those below. Keys are taken to be unique on each side.
    """
    old = {line.key: line for line in ordered(before)}
    new = {line.key: line for line in ordered(after)}
    moved = _moved(old, new)
    changes = [Change(ChangeKind.REMOVED, key, old[key], None) for key in old if key not in new]
    for key, line in new.items():
        if key not in old:
            changes.append(Change(ChangeKind.ADDED, key, None, line))
        elif change := _changed(old[key], line, is_moved=key in moved):
            changes.append(change)
    return sorted(changes, key=_place)


def _changed(before: Line, after: Line, *, is_moved: bool) -> Change | None:
    title = segments(before.title, after.title) if before.title != after.title else ()
    text = segments(before.text, after.text) if before.text != after.text else ()
    values = _values(before, after)
    is_changed = bool(title or text or values)
    if not is_changed and not is_moved:
        return None
    kind = ChangeKind.CHANGED if is_changed else ChangeKind.MOVED
    return Change(kind, before.key, before, after, is_moved, title, text, values)


def _values(before: Line, after: Line) -> tuple[ValueChange, ...]:
    about = [
        ValueChange(name, str(getattr(before, name)), str(getattr(after, name)))
        for name in ("kind", "activity", "origin")
        if getattr(before, name) != getattr(after, name)
    ]
    names = sorted(before.values.keys() | after.values.keys())
    said = [
        ValueChange(name, before.values.get(name), after.values.get(name))
        for name in names
        if _form(before, name) != _form(after, name)
    ]
    return (*about, *said)


def _form(line: Line, name: str) -> bytes:
    """Canonical, since for Python True equals 1; blank and absent differ, as they do in a seal."""
    return canonical([line.values[name]] if name in line.values else [])


def _moved(old: dict[str, Line], new: dict[str, Line]) -> set[str]:
    common = [key for key in new if key in old]
    places = {key: place for place, key in enumerate(old)}
    kept = _longest_rising([places[key] for key in common])
    return {
        key
        for place, key in enumerate(common)
        if place not in kept or old[key].section != new[key].section
    }


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The places of a longest rising run, so that as few lines as can be are said to move
    (patience sorting)."""
    tops: list[int] = []
    holders: list[int] = []
    previous: list[int | None] = []
    for place, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        previous.append(holders[pile - 1] if pile else None)
        tops[pile : pile + 1], holders[pile : pile + 1] = [number], [place]
    found, last = set(), holders[-1] if holders else None
    while last is not None:
        found.add(last)
        last = previous[last]
    return found


def _place(change: Change) -> tuple[int, int, str]:
    line = change.after or change.before
    assert line is not None
    return line.section, line.rank, line.key
