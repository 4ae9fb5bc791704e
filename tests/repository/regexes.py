"""Patterns that may take a time out of proportion with their text, found by their shape.

A repetition without end inside another one, or two of them side by side that can share the same
characters, make a failed match try every way of cutting the text. The shape is read, nothing is
timed.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_REPEATS = (kinds.MAX_REPEAT, kinds.MIN_REPEAT)


def faults(pattern: re.Pattern[str] | re.Pattern[bytes]) -> list[str]:
    """What is wrong with a compiled pattern, empty when its time follows its text."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    return [*_nested(tree, inside=False), *_side_by_side(tree)]


def _nested(tree: Any, *, inside: bool) -> Iterator[str]:
    for kind, argument in tree:
        endless = kind in _REPEATS and argument[1] is kinds.MAXREPEAT
        if endless and inside:
            yield "a repetition without end inside another"
        for part in _parts(kind, argument):
            yield from _nested(part, inside=inside or endless)


def _side_by_side(tree: Any) -> Iterator[str]:
    items = list(tree)
    for (kind, argument), (next_kind, next_argument) in pairwise(items):
        both = [
            one[2] for k, one in ((kind, argument), (next_kind, next_argument)) if k in _REPEATS
            and one[1] is kinds.MAXREPEAT
        ]  # fmt: skip
        if len(both) == 2 and str(both[0]) == str(both[1]):
            yield "the same repetition without end twice"
    for kind, argument in items:
        for part in _parts(kind, argument):
            yield from _side_by_side(part)


def _parts(kind: Any, argument: Any) -> list[Any]:
    if kind in _REPEATS:
        return [argument[2]]
    if kind is kinds.SUBPATTERN:
        return [argument[3]]
    if kind is kinds.BRANCH:
        return list(argument[1])
    if kind in (kinds.ASSERT, kinds.ASSERT_NOT):
        return [argument[1]]
    return []
