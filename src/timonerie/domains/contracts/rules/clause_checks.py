"""Which clauses a contract cannot do without, and those of them that it lacks.

A clause is indispensable from a criticality on, or to any contract where the project of the company
makes it vital. A contract whose criticality nobody said is only asked for what every one needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from timonerie.domains.contracts.catalogue.clauses import Clause

LEAST, MOST = 1, 4
LACKS = frozenset({"weak", "absent"})
"""What somebody says of a clause that leaves it to be mended (`clause_enums.ClauseState`)."""


class Weight(IntEnum):
    """What matters most comes first."""

    VITAL = 0
    INDISPENSABLE = 1
    USEFUL = 2


@dataclass(frozen=True)
class Gap:
    """An indispensable clause that is weak or absent."""

    clause: Clause
    state: str
    weight: Weight


def criticality_of(*, said: int | None, activities: Iterable[int]) -> int | None:
    """That of the contract as somebody said it, else the highest of its activities; None while
    nobody says."""
    return said if said is not None else max(activities, default=None)


def weight(clause: Clause, *, criticality: int | None, project: str) -> Weight:
    """`project` is a value of `clause_enums.Project`, empty while nothing is said."""
    if project in clause.vital:
        return Weight.VITAL
    asked = LEAST if criticality is None else criticality
    return Weight.INDISPENSABLE if 0 < clause.criticality <= asked else Weight.USEFUL


def in_order(clauses: Iterable[Clause], *, criticality: int | None, project: str) -> list[Clause]:
    """What matters most first, then by number."""

    def rank(one: Clause) -> tuple[int, int]:
        return (weight(one, criticality=criticality, project=project), one.number)

    return sorted(clauses, key=rank)


def gaps(
    clauses: Iterable[Clause],
    *,
    states: Mapping[str, str],
    criticality: int | None,
    project: str,
) -> list[Gap]:
    """The indispensable clauses that somebody said weak or absent, what matters most first. What
    nobody looked at is no gap: it is still to be looked at. `states` go by code."""
    found = []
    for one in in_order(clauses, criticality=criticality, project=project):
        told = weight(one, criticality=criticality, project=project)
        state = states.get(one.code, "")
        if told < Weight.USEFUL and state in LACKS:
            found.append(Gap(one, state, told))
    return found


def unseen(
    clauses: Iterable[Clause],
    *,
    states: Mapping[str, str],
    criticality: int | None,
    project: str,
) -> list[Clause]:
    """The indispensable clauses of which nobody said anything yet, what matters most first."""
    return [
        one
        for one in in_order(clauses, criticality=criticality, project=project)
        if not states.get(one.code)
        and weight(one, criticality=criticality, project=project) < Weight.USEFUL
    ]
