"""The range of volumes proposed where a year's is known: 15 % on either side.

The width is that of the usual clause of volumes of the built-in catalogue (« écart de volume hors
de ±15 % »), a usage of this project that the company adjusts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from timonerie.domains.sourcing.enums import LineKind
from timonerie.domains.sourcing.rules.statements import filling
from timonerie.domains.sourcing.rules.statements.shapes import JSON, Line

SPREAD: Final = 0.15
_PROPOSED: Final = "Bandes proposées à ±15 % du volume attendu : à ajuster."


def banded(lines: Iterable[Line]) -> list[Line]:
    """The same lines; a volume whose expected figure is known, and nothing else, gets its low and
    high ones and three bands: under, within and over them."""
    return [_banded(line) if _is_bare(line) else line for line in lines]


def around(expected: float) -> dict[str, JSON]:
    """Whole units: low is rounded down and high up, so that the expected one is always inside."""
    low, high = int(expected * (1 - SPREAD)), -int(-expected * (1 + SPREAD) // 1)
    bands = [{"from": 0, "to": low}, {"from": low, "to": high}, {"from": high}]
    if not low:
        bands = [{"from": 0, "to": high}, {"from": high}]
    return {"low": low, "high": high, "bands": bands}


def _is_bare(line: Line) -> bool:
    expected = line.values.get("expected")
    is_known = isinstance(expected, (int, float)) and expected > 0
    said = {name for name, value in line.values.items() if value not in (None, "", [], ())}
    return line.kind == LineKind.VOLUME and is_known and not said & {"low", "high", "bands"}


def _banded(line: Line) -> Line:
    expected = line.values["expected"]
    assert isinstance(expected, (int, float))
    values: Mapping[str, JSON] = {**line.values, **around(float(expected))}
    text = line.text.replace(filling.NO_BANDS, "").strip()
    return replace(line, values=values, text=filling.joined(text, _PROPOSED))
