"""What was thrown away, by family: how many rubriques, never what they said."""

from collections import Counter
from collections.abc import Mapping

_BY_BLOCK = {
    "S10": "sender",
    "S20": "employer",
    "S21.G00.06": "employer",
    "S21.G00.11": "employer",
    "S21.G00.12": "bank",
    "S21.G00.20": "bank",
    "S21.G00.30": "identity",
    "S21.G00.31": "identity",
    "S21.G00.40": "contract",
    "S21.G00.41": "contract",
    "S21.G00.60": "contract",
    "S21.G00.62": "contract",
    "S21.G00.65": "contract",
    "S21.G00.85": "employer",
}
_BANK = frozenset({"S21.G00.60.007", "S21.G00.60.008"})
_PAY = range(50, 59)
_CONTRIBUTIONS = frozenset({15, 22, 23, 78, 79, 81, 82})


def by_family(thrown: Mapping[str, int]) -> dict[str, int]:
    """Rubriques thrown away (`S21.G00.30.001` and how many times) added up by family."""
    found: Counter[str] = Counter()
    for rubrique, times in thrown.items():
        found[family(rubrique)] += times
    return dict(sorted(found.items()))


def family(rubrique: str) -> str:
    """What a rubrique is about: identity, bank, pay, contributions, contract, employer, sender or
    other."""
    if rubrique in _BANK:
        return "bank"
    block = rubrique[:10]
    known = _BY_BLOCK.get(block) or _BY_BLOCK.get(block[:3])
    if known or block[:3] != "S21":
        return known or "other"
    number = int(block[-2:])
    if number in _PAY:
        return "pay"
    return "contributions" if number in _CONTRIBUTIONS else "other"
