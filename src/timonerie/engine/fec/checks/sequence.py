"""The numbers of entries: gaps in their sequence, journals whose number never changes."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from timonerie.engine.fec import entries
from timonerie.engine.fec.checks.found import on_lines
from timonerie.engine.fec.shapes import Finding

SHOWN = 20
MOST_MISSING = 0.5
"""Where more of the range is missing, the numbers are not a sequence."""
_NUMBER = re.compile(r"(.*?)(\d{1,15})", re.ASCII | re.DOTALL)


@dataclass(frozen=True)
class _Number:
    """A number used: its journal, what stands before its digits, the rank of its first line."""

    journal: str
    prefix: str
    value: int
    rank: int


def find(lines: pa.Table) -> Iterator[Finding]:
    """FEC-03 for each sequence with gaps, FEC-23 for the journals without numbers."""
    used = _used(lines, entries.numbered(lines))
    common = _is_common(used)
    sequences: dict[tuple[str, str], list[_Number]] = defaultdict(list)
    for one in used:
        sequences["" if common else one.journal, one.prefix].append(one)
    for (journal, prefix), numbers in sorted(sequences.items()):
        yield from _gaps(lines, journal, prefix, sorted(numbers, key=lambda one: one.value))
    yield from _constant(lines)


def _used(lines: pa.Table, numbered: np.ndarray) -> list[_Number]:
    journal = entries.codes(lines.column("journal"))
    pairs, _ = entries.groups(journal, entries.codes(lines.column("entry")))
    first = np.unique(pairs, return_index=True)[1]
    first = first[numbered[first]]
    kept = lines.select(["journal", "entry"]).take(pa.array(first))
    rows = zip(*(kept.column(name).to_pylist() for name in kept.column_names), first, strict=True)
    return [
        _Number(journal, found[1], int(found[2]), int(rank))
        for journal, entry, rank in rows
        if (found := _NUMBER.fullmatch(entry))
    ]


def _is_common(used: list[_Number]) -> bool:
    """One sequence for all journals: no number serves two of them, and it has fewer gaps so."""
    journals = {one.journal for one in used}
    numbers = {(one.prefix, one.value) for one in used}
    if len(journals) < 2 or len(numbers) < len(used):
        return False
    return _holes(used, lambda one: one.prefix) < _holes(
        used, lambda one: (one.journal, one.prefix)
    )


def _holes(used: list[_Number], by: Callable[[_Number], object]) -> int:
    values = defaultdict(list)
    for one in used:
        values[by(one)].append(one.value)
    return sum(max(one) - min(one) + 1 - len(one) for one in values.values())


def _gaps(
    lines: pa.Table, journal: str, prefix: str, numbers: list[_Number]
) -> Iterator[Finding]:  # fmt: skip
    values = np.array([one.value for one in numbers])
    steps = np.diff(values)
    missing = int((steps - 1).sum())
    if not missing:
        return
    at_fault = np.zeros(lines.num_rows, dtype=bool)
    after = np.flatnonzero(steps > 1) + 1
    at_fault[[numbers[rank].rank for rank in after.tolist()]] = True
    shown: list[str] = []
    for rank in after[:SHOWN].tolist():
        least, most = int(values[rank - 1]) + 1, int(values[rank]) - 1
        shown.append(f"{prefix}{least}" if least == most else f"{prefix}{least} – {prefix}{most}")
    sparse = missing > MOST_MISSING * (int(values[-1]) - int(values[0]) + 1)
    yield from on_lines(
        "FEC-03", lines, at_fault, count=missing, journal=journal, missing=shown,
        sparse=sparse,
    )  # fmt: skip


def _constant(lines: pa.Table) -> Iterator[Finding]:
    journal, journals = entries.coded(lines.column("journal"))
    days, _ = entries.groups(journal, entries.codes(lines.column("entry_date")))
    first_days = np.unique(days, return_index=True)[1]
    many = np.bincount(journal[first_days], minlength=len(journals)) > 1
    constant = many[journal] & ~entries.numbered(lines)
    first = np.zeros(lines.num_rows, dtype=bool)
    first[np.unique(journal, return_index=True)[1]] = True
    named = [journals[rank] for rank in np.unique(journal[constant]).tolist()]
    yield from on_lines("FEC-23", lines, first & constant, journals=named)
