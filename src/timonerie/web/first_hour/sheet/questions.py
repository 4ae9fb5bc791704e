"""Which questions are worth Monday's meeting."""

from collections import Counter
from collections.abc import Iterable

from timonerie.web.first_hour.sheet.shapes import Question

ASKED = 5
MOST_OF_A_PART = 2


def chosen(candidates: Iterable[Question]) -> tuple[Question, ...]:
    """Five at most, the heaviest first, and no more than two of one part: a meeting that hears
    five times of contracts has heard of nothing else. Fewer where less is known."""
    taken: Counter[str] = Counter()
    found: list[Question] = []
    for one in sorted(candidates, key=lambda question: (-question.weight, question.text)):
        if len(found) == ASKED:
            break
        if taken[one.part] < MOST_OF_A_PART:
            taken[one.part] += 1
            found.append(one)
    return tuple(found)
