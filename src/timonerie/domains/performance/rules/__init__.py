"""Rules of what is measured, as pure functions: no database, no clock."""

from timonerie.domains.performance.rules.results import (
    CROWD,
    FARTHEST,
    GROUPINGS,
    PER_CASE,
    PER_GAP,
    WEEKLY,
    Aim,
    Coverage,
    Group,
    Stream,
    aim_of,
    aims_of,
    gap,
    perimeter,
    scale,
    weight,
)

__all__ = [
    "CROWD",
    "FARTHEST",
    "GROUPINGS",
    "PER_CASE",
    "PER_GAP",
    "WEEKLY",
    "Aim",
    "Coverage",
    "Group",
    "Stream",
    "aim_of",
    "aims_of",
    "gap",
    "perimeter",
    "scale",
    "weight",
]
