"""A finding from the ranks of the lines that it is about."""

from typing import Any

import numpy as np
import pyarrow as pa

from timonerie.engine.fec.rules import rules
from timonerie.engine.fec.shapes import LISTED, Finding


def on_lines(
    code: str, lines: pa.Table, at_fault: np.ndarray, *, count: int | None = None, **params: Any
) -> list[Finding]:
    """One finding, or none where no line is at fault; `at_fault` tells it of each line. `count` is
    theirs unless something else is counted."""
    ranks = np.flatnonzero(at_fault)
    if not len(ranks):
        return []
    numbers = tuple(lines.column("line").take(pa.array(ranks[:LISTED])).to_pylist())
    total = len(ranks) if count is None else count
    return [Finding(code, rules()[code].severity, total, numbers, params)]


def of_file(code: str, *, count: int = 1, **params: Any) -> list[Finding]:
    """One finding on the whole file."""
    return [Finding(code, rules()[code].severity, count, (), params)]
