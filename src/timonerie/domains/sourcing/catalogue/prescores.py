"""Notes and vetoes proposed for the activities of the built-in list, before anybody is asked."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from timonerie.domains.sourcing.enums import Veto


def of(code: str) -> dict[str, int]:
    """Notes from 0 to 4 by code of criterion of the default grid; none for an unknown code."""
    told = _told()
    notes = told["scores"].get(code)
    return dict(zip(told["criteria"], notes, strict=True)) if notes else {}


def vetoes(code: str) -> frozenset[Veto]:
    """None for an unknown code."""
    return frozenset(Veto(one) for one in _told()["vetoes"].get(code, ()))


@cache
def _told() -> Mapping[str, Any]:
    text = Path(__file__).with_name("prescores.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
