"""Activities, sites and providers as the cells of a map."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from timonerie.domains.sourcing.rules.dependence import Held


@dataclass(frozen=True)
class Row:
    activity: int
    name: str
    criticality: int


@dataclass(frozen=True)
class Grid:
    """Activities in rows, the most critical first, then by key; sites in columns. A cell holds the
    keys of who does it there, None for ourselves; there is none where nothing is known."""

    rows: tuple[Row, ...]
    columns: tuple[int, ...]
    cells: Mapping[tuple[int, int], tuple[int | None, ...]]

    def at(self, activity: int, unit: int) -> tuple[int | None, ...]:
        return self.cells.get((activity, unit), ())


def grid_of(served: Iterable[Held]) -> Grid:
    """The map of what is held. An activity that is nowhere yet keeps its row."""
    rows: dict[int, Row] = {}
    cells: dict[tuple[int, int], set[int | None]] = defaultdict(set)
    for one in served:
        known = rows.get(one.activity)
        criticality = max(one.criticality, known.criticality if known else 0)
        rows[one.activity] = Row(one.activity, one.name, criticality)
        if one.unit is not None:
            cells[one.activity, one.unit].add(one.provider)
    return Grid(
        rows=tuple(sorted(rows.values(), key=lambda row: (-row.criticality, row.activity))),
        columns=tuple(sorted({unit for _, unit in cells})),
        cells={place: tuple(sorted(several, key=_rank)) for place, several in cells.items()},
    )


def _rank(provider: int | None) -> tuple[bool, int]:
    """Ourselves first, then the providers."""
    return provider is not None, provider or 0
