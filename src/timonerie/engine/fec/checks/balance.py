"""Debits and credits: by entry, by journal, in total."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from timonerie.engine.fec import entries
from timonerie.engine.fec.checks.found import of_file, on_lines
from timonerie.engine.fec.shapes import Finding

SHOWN = 20


def find(lines: pa.Table) -> Iterator[Finding]:
    """FEC-02, FEC-14. An entry is unbalanced when neither its day nor its number balances: some
    software gives several days to one entry."""
    balances = entries.balances(lines)
    by_day, count = entries.by_number(lines)
    by_number, numbers = entries.by_journal_number(lines)
    of_day = entries.totals(balances, by_day, count)
    of_number = entries.totals(balances, by_number, numbers)
    numbered = entries.numbered(lines)
    unequal = numbered & (of_day[by_day] != 0) & (of_number[by_number] != 0)
    first = np.flatnonzero(unequal)[np.unique(by_day[unequal], return_index=True)[1]]
    shown = [_told(lines, rank, int(of_day[by_day[rank]])) for rank in np.sort(first)[:SHOWN]]
    yield from on_lines("FEC-02", lines, unequal, count=len(first), entries=shown)
    yield from _of_journals(lines, balances)


def _of_journals(lines: pa.Table, balances: np.ndarray) -> Iterator[Finding]:
    of_line, journals = entries.coded(lines.column("journal"))
    for journal, gap in zip(
        journals, entries.totals(balances, of_line, len(journals)).tolist(), strict=True
    ):
        if gap:
            yield from of_file("FEC-14", journal=journal, gap=gap)
    total = int(balances.sum())
    if total:
        yield from of_file("FEC-14", journal="", gap=total)


def _told(lines: pa.Table, rank: int, gap: int) -> dict[str, Any]:
    row = lines.slice(rank, 1).to_pylist()[0]
    return {
        "journal": row["journal"],
        "number": row["entry"],
        "date": row["entry_date"].isoformat(),
        "gap": gap,
    }
