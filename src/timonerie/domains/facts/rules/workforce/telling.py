"""What figures of a place may tell to whom: nobody is recognised by a reason.

A reason shared by fewer than five people is grouped with the others, without its name, for readers
who do not hold the right to reasons. A place with fewer than five people tells them no absence: who
works there would be recognised in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

FEW = 5
GROUPED = "grouped"


@dataclass(frozen=True)
class Part:
    """A family with its count; None is "fewer than five"."""

    family: str
    count: int | None


def parts(
    figures: Mapping[str, int], prefix: str, *, in_full: bool, by: str = ""
) -> tuple[Part, ...]:
    """The families of `prefix` ("leaver", "absent"), the largest first. A family is small by the
    people of `by` ("people"), else by its own count; small ones are one part, last."""
    found = family(figures, prefix)
    size = family(figures, by) if by else found
    named = {name for name in found if in_full or size.get(name, 0) >= FEW}
    ordered = sorted(named, key=lambda name: (-found[name], name))
    rest = [name for name in found if name not in named]
    shown = [Part(name, found[name]) for name in ordered]
    if rest:
        people = sum(size.get(name, 0) for name in rest)
        total = sum(found[name] for name in rest)
        shown.append(Part(GROUPED, total if people >= FEW else None))
    return tuple(shown)


def family(figures: Mapping[str, int], prefix: str) -> dict[str, int]:
    """The counts of a family by the end of their names, without those of zero."""
    start = f"{prefix}."
    return {
        name.removeprefix(start): count
        for name, count in figures.items()
        if name.startswith(start) and count
    }


def total(figures: Mapping[str, int], prefix: str) -> int:
    return sum(family(figures, prefix).values())


def tells_absences(figures: Mapping[str, int], *, in_full: bool) -> bool:
    return in_full or figures.get("heads", 0) >= FEW


def absence_rate(figures: Mapping[str, int]) -> float | None:
    """Calendar days of stops of work over calendar days of contract of the same people and month;
    None where nobody was under contract."""
    days = figures.get("days", 0)
    return total(figures, "absent") / days if days else None


def left(figures: Mapping[str, int]) -> int:
    """Who left the company: a transfer to another site is not a departure from it."""
    return total(figures, "leaver") - figures.get("leaver.transfer", 0)


def departure_rate(months: list[Mapping[str, int]]) -> float | None:
    """Departures of consecutive months over the average of their heads; None without heads."""
    heads = [one.get("heads", 0) for one in months]
    return sum(map(left, months)) * len(heads) / sum(heads) if sum(heads) else None
