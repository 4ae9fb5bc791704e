"""Which line of the version a pasted price obviously answers: the same title, or the same unit."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from timonerie.domains.sourcing.rules.offers import pricing
from timonerie.domains.sourcing.rules.offers.amounts import fold
from timonerie.domains.sourcing.rules.offers.asked import TRANSITION, Question
from timonerie.domains.sourcing.rules.offers.reading import PriceLine

#: What bidders call the transition.
_SET_UP: Final = frozenset({"mise en place", "frai de mise en place", "mise en œuvre"})
_PERIOD: Final = re.compile(r"^(?:par|le|la|un|une|/) ?| ?(?:par|/) ?(?:mois|an|annee)$")


def obvious(
    lines: Sequence[PriceLine], asked: Sequence[Question], *, whole: Mapping[UUID, str]
) -> dict[int, str]:
    """The key of a priced line, or of what is paid once in all (`whole`, with its title), by number
    of line. Two prices never go to one place; where the title or the unit fits several, none is
    proposed."""
    priced = [one for one in asked if one.way == "price"]
    titles = [(_plain(one.line.title), one.line.key) for one in priced]
    placed = _alike([(_plain(one.label), one.number) for one in lines], titles)
    once = [(_called(one.label, whole), one.number) for one in lines if one.every == "once"]
    placed = _alike(once, [(_plain(title), str(key)) for key, title in whole.items()]) | placed
    left = [one for one in lines if one.every == "unit" and one.number not in placed]
    # All the lines of a unit count, placed or not: the second price of a payslip is no price of it.
    units = [(_unit(one.unit), one.number) for one in lines if one.every == "unit"]
    asked_units = [
        (_unit(str(one.line.values.get("unit") or "")), one.line.key)
        for one in priced
        if pricing.recurrence(one.line) in ("unit", "")
    ]
    taken, free = set(placed.values()), {one.number for one in left}
    found = _alike(units, asked_units)
    return placed | {n: key for n, key in found.items() if n in free and key not in taken}


def _alike(given: Sequence[tuple[str, int]], wanted: Sequence[tuple[str, str]]) -> dict[int, str]:
    """The words that stand once on each side."""
    told, known = Counter(words for words, _ in given), Counter(words for words, _ in wanted)
    keys = dict(wanted)
    return {
        number: keys[words] for words, number in given if words and told[words] == known[words] == 1
    }


def _called(label: str, whole: Mapping[UUID, str]) -> str:
    """« Frais de mise en place » is the transition."""
    words = _plain(label)
    return _plain(whole.get(TRANSITION, "")) if words in _SET_UP else words


def _plain(title: str) -> str:
    """Without case, accents, signs nor the plural."""
    return " ".join(word.rstrip("s") for word in re.findall(r"\w+", fold(title)))


def _unit(words: str) -> str:
    """« par bulletin » and « bulletins / mois » are « bulletin »."""
    return _plain(_PERIOD.sub("", fold(words).strip()))
