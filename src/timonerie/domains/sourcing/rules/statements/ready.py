"""A ready model: the lines that a trade usually writes, before a company makes them its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from timonerie.domains.sourcing.enums import LineKind
from timonerie.domains.sourcing.rules.statements.shapes import JSON


@dataclass(frozen=True)
class Entry:
    """`activity` is a code of the built-in list of activities, empty for what holds for all.

    `name` lets a price refer to a volume: its `volume_key` is a name until keys are drawn.
    """

    section: int
    kind: LineKind
    title: str
    text: str = ""
    values: Mapping[str, JSON] = field(default_factory=dict)
    activity: str = ""
    name: str = ""


@dataclass(frozen=True)
class Model:
    """`functions` are those of the built-in list that it serves; a mission letter `is_mission`."""

    code: str
    title: str
    summary: str
    functions: tuple[str, ...]
    entries: tuple[Entry, ...]
    is_mission: bool = False

    @property
    def activities(self) -> frozenset[str]:
        """Codes of the built-in list that it has lines for."""
        return frozenset(entry.activity for entry in self.entries if entry.activity)


@dataclass(frozen=True)
class Measure:
    """A security measure that may be asked for, with the proof that shows it is in place."""

    code: str
    group: str
    title: str
    proof: str
