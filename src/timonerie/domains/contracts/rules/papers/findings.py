"""What of a document speaks of each clause: at most one finding a clause, the best there is.

Each sentence is weighed for each clause. A finding is the sentence, with its neighbours that speak
of the same, cut out of the page as it stands.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from timonerie.domains.contracts.rules.papers.blocks import Block, blocks
from timonerie.domains.contracts.rules.papers.catalogue import Clause, Signs, signs
from timonerie.domains.contracts.rules.papers.pages import Folded, Page, folded

LONGEST = 700
"""Characters of an extract at most: enough for a clause, too few for a page."""
_SAYS, _HEADING, _HINT, _NOT = 3, 3, 1, -3
_POSSIBLE, _CLEAR = 3, 6
_MOST_HINTS = 2
_END = re.compile(r"(?<=[a-z0-9)%\"])\s?[.;](?=\s|$)|:(?=\s-\s)")
_SHORTEST = 25


@dataclass(frozen=True)
class Finding:
    """A piece of a page: `extract` is `text[start:end]` of it, letter for letter. `weight` orders
    findings; `is_clear` where several signs agree; `excludes` where the text says there is none."""

    clause: Clause
    page: int
    start: int
    end: int
    extract: str
    article: str
    weight: int
    is_clear: bool
    excludes: bool


@dataclass(frozen=True)
class _Sentence:
    block: Block
    text: Folded
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.text.text[self.start : self.end]


def found(pages: Sequence[Page]) -> dict[Clause, Finding]:
    """By clause; a clause that nothing speaks of is not there."""
    best: dict[Clause, Finding] = {}
    for block in blocks(pages):
        for one in _of_block(block):
            if one.clause not in best or one.weight > best[one.clause].weight:
                best[one.clause] = one
    return best


def _of_block(block: Block) -> Iterator[Finding]:
    sentences = list(_sentences(block))
    for clause, known in signs().items():
        titled = any(one.search(block.heading) for one in known.headings)
        weights = [weight(one.words, known, titled=titled) for one in sentences]
        if weights and max(weights) >= _POSSIBLE:
            yield _finding(clause, known, sentences, weights)


def _sentences(block: Block) -> Iterator[_Sentence]:
    text = folded(block.page, block.body, block.end)
    start = 0
    for end in (*(one.end() for one in _END.finditer(text.text)), len(text.text)):
        if end - start >= _SHORTEST:
            yield _Sentence(block, text, start, end)
            start = end


def weight(words: str, known: Signs, *, titled: bool) -> int:
    """How much plain words speak of a clause, under a title that names it or not; 0 for nothing."""
    if any(one.search(words) for one in known.never):
        return 0
    says = sum(1 for one in known.says if one.search(words))
    excludes = any(one.search(words) for one in known.excludes)
    hints = min(_MOST_HINTS, sum(1 for one in known.hints if one.search(words)))
    if not says and not excludes and not (titled and hints):
        return 0
    against = sum(1 for one in known.not_ if one.search(words))
    sum_ = _SAYS * (min(says, 3) + excludes) + _HINT * hints + _NOT * against
    return sum_ + _HEADING * titled


def _finding(
    clause: Clause, known: Signs, sentences: Sequence[_Sentence], weights: Sequence[int]
) -> Finding:
    best = max(range(len(weights)), key=lambda rank: weights[rank])
    first, last = _around(sentences, weights, best)
    block, text = sentences[best].block, sentences[best].text
    start, end = text.span(sentences[first].start, sentences[last].end)
    start, end = _trimmed(block.page.text, start, min(end, start + LONGEST))
    told = weights[best]
    return Finding(
        clause=clause,
        page=block.page.number,
        start=start,
        end=end,
        extract=block.page.text[start:end],
        article=block.article,
        weight=told,
        is_clear=told >= _CLEAR,
        excludes=any(one.search(sentences[best].words) for one in known.excludes),
    )


def _around(sentences: Sequence[_Sentence], weights: Sequence[int], best: int) -> tuple[int, int]:
    """The sentences beside the best one that speak of the same, as far as an extract may go."""
    first = last = best
    while last + 1 < len(weights) and weights[last + 1] >= _POSSIBLE:
        if _length(sentences[first : last + 2]) > LONGEST:
            break
        last += 1
    while first > 0 and weights[first - 1] >= _POSSIBLE:
        if _length(sentences[first - 1 : last + 1]) > LONGEST:
            break
        first -= 1
    return first, last


def _length(sentences: Iterable[_Sentence]) -> int:
    return sum(one.end - one.start for one in sentences)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
