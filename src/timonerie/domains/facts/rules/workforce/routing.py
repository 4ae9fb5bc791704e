"""Where the figures of a declaration go: to the workplaces of the group, by their SIRET."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Workplace:
    siret: str
    town: str
    postcode: str
    figures: dict[str, int]


def routed(
    workplaces: Iterable[Workplace], *, home: Workplace, sirens: Collection[str]
) -> tuple[list[Workplace], int]:
    """The workplaces whose SIREN is of the group; what is said of the others (somebody at a
    client's) goes to the establishment that declares, `home`. How many those were comes second."""
    found: dict[str, Workplace] = {}
    elsewhere = 0
    for one in workplaces:
        is_ours = one.siret[:9] in sirens
        elsewhere += not is_ours
        place = one if is_ours else replace(home, figures=one.figures)
        known = found.get(place.siret)
        found[place.siret] = _together(known, place) if known else place
    return [found[siret] for siret in sorted(found)], elsewhere


def _together(one: Workplace, other: Workplace) -> Workplace:
    return replace(one, figures=added([one.figures, other.figures]))


def added(several: Iterable[dict[str, int]]) -> dict[str, int]:
    """Figures of several workplaces, fractions or months, added up."""
    total: Counter[str] = Counter()
    for figures in several:
        total.update(figures)
    return dict(sorted(total.items()))


def of_dict(told: dict[str, Any]) -> Workplace:
    return Workplace(told["siret"], told["town"], told["postcode"], told["figures"])
