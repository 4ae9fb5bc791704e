"""What changed in a text, word by word."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Final, Literal

#: The most work given to one text: words that may match, times words. Four thousand
#: signs of French ask for half of it; one word said a thousand times would take minutes.
_MOST: Final = 5_000_000
Word = tuple[str, str]
"""A word and the spaces that follow it; the first may be no word."""


@dataclass(frozen=True)
class Segment:
    """Kept and removed pieces, put end to end, are the text before; kept and added, after."""

    kind: Literal["kept", "added", "removed"]
    text: str


def segments(before: str, after: str) -> tuple[Segment, ...]:
    """The removed words of a place come before those added there. Where comparing would be too
    long, all that stands between the first and the last difference is told as replaced."""
    told: list[Segment] = []
    for kept, removed, added in _joined(_pieces(_words(before), _words(after))):
        if kept:
            told.append(Segment("kept", kept))
        if removed:
            told.append(Segment("removed", removed))
        if added:
            told.append(Segment("added", added))
    return tuple(told)


def _words(text: str) -> list[Word]:
    return [found for found in re.findall(r"(\S*)(\s*)", text) if any(found)]


def _pieces(old: list[Word], new: list[Word]) -> Iterator[tuple[str, str, str]]:
    """(kept, removed, added): the first is blank, or the others are."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    yield from _same(old[:head], new[:head])
    yield from _middle(old[head : len(old) - tail], new[head : len(new) - tail])
    yield from _same(old[len(old) - tail :], new[len(new) - tail :])


def _common(old: Sequence[Word], new: Sequence[Word]) -> int:
    pairs = zip(old, new, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0][0] == pair[1][0], pairs))


def _middle(old: list[Word], new: list[Word]) -> Iterator[tuple[str, str, str]]:
    if _work(old, new) > _MOST:
        yield "", _text(old), _text(new)
        return
    before_words, after_words = ([word for word, _ in side] for side in (old, new))
    matcher = SequenceMatcher(None, before_words, after_words, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        before, after = old[old_from:old_to], new[new_from:new_to]
        if tag == "equal":
            yield from _same(before, after)
        else:
            yield "", _text(before), _text(after)


def _work(old: list[Word], new: list[Word]) -> int:
    counts, others = (Counter(word for word, _ in side) for side in (old, new))
    pairs = sum(count * others[word] for word, count in counts.items())
    return pairs * min(len(old), len(new))


def _same(old: Sequence[Word], new: Sequence[Word]) -> Iterator[tuple[str, str, str]]:
    """The same words, whose spaces may differ."""
    for (word, before), (_, after) in zip(old, new, strict=True):
        yield word, "", ""
        yield (before, "", "") if before == after else ("", before, after)


def _text(words: Sequence[Word]) -> str:
    return "".join(word + spaces for word, spaces in words)


def _joined(pieces: Iterator[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    joined: list[tuple[str, str, str]] = []
    for kept, removed, added in pieces:
        if not (kept or removed or added):
            continue
        if joined and bool(kept) == bool(joined[-1][0]):
            before = joined.pop()
            joined.append((before[0] + kept, before[1] + removed, before[2] + added))
        else:
            joined.append((kept, removed, added))
    return joined
