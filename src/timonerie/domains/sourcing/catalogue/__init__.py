"""The built-in list of support activities: proposals, always editable once added."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Line:
    """`criticality` from 1 (low) to 4 (vital); `delegable` "yes", "partly" or "no"."""

    code: str
    function: str
    name: str
    frequency: str
    volume_unit: str
    criticality: int
    delegable: str
    note: str


@cache
def lines() -> tuple[Line, ...]:
    """In the order of the file: by function, then as a department would tell them."""
    text = Path(__file__).with_name("activities.toml").read_text(encoding="utf-8")
    return tuple(
        Line(function=function, **{"note": "", **activity})
        for function, activities in tomllib.loads(text)["functions"].items()
        for activity in activities
    )
