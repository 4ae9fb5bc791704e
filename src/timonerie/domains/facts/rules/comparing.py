"""What moved between two states of the same cases, column by column."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

ORIGIN = ("batch", "line", "calendar")
"""Columns that say where a fact comes from, not what it is."""


@dataclass(frozen=True)
class Compared:
    """Rows of each side, one a case: `changed_before` and `changed_now` go together."""

    new: pa.Table
    changed_before: pa.Table
    changed_now: pa.Table
    gone: pa.Table


def compare(before: pa.Table, now: pa.Table) -> Compared:
    """Two tables of one row a case, in any order."""
    found = pc.index_in(now["case"], value_set=before["case"].combine_chunks())
    new = now.filter(pc.is_null(found))
    kept_now = now.filter(pc.is_valid(found))
    kept_before = before.take(found.drop_null())
    changed = pa.array(_differs(kept_before, kept_now))
    gone = before.filter(
        pc.invert(pc.is_in(before["case"], value_set=now["case"].combine_chunks()))
    )
    return Compared(new, kept_before.filter(changed), kept_now.filter(changed), gone)


def _differs(before: pa.Table, now: pa.Table) -> npt.NDArray[np.bool_]:
    """Which rows say something else, origin apart."""
    found = np.zeros(now.num_rows, dtype=bool)
    for name in now.column_names:
        if name in ORIGIN:
            continue
        if pa.types.is_list(now.schema.field(name).type):
            pairs = zip(before[name].to_pylist(), now[name].to_pylist(), strict=True)
            found |= np.fromiter((old != new for old, new in pairs), bool, now.num_rows)
            continue
        old, new = before[name].combine_chunks(), now[name].combine_chunks()
        same = pc.equal(old, new).fill_null(False)
        both_null = pc.and_(pc.is_null(old), pc.is_null(new))
        found |= ~pc.or_(same, both_null).to_numpy(zero_copy_only=False)
    return found


def moved_days(before: pa.Table, now: pa.Table) -> tuple[int, date | None, date | None]:
    """How many facts moved between two states of the same file, and the first and last local dates
    that they touch; no last date while one of them is open."""
    compared = compare(before, now)
    moved = pa.concat_tables([compared.changed_before, compared.changed_now])
    return compared.changed_now.num_rows, *days_of(moved)


def days_of(moved: pa.Table) -> tuple[date | None, date | None]:
    """First and last local dates of facts; no last date while one of them is open."""
    names = [name for name in moved.column_names if name.endswith("_on")]
    bounds = [pc.min_max(moved[name]).as_py() for name in names]
    firsts = [bound["min"] for bound in bounds if bound["min"] is not None]
    lasts = [bound["max"] for bound in bounds if bound["max"] is not None]
    if not firsts:
        return None, None
    if pc.any(moved["resolved_on"].is_null()).as_py():
        return min(firsts), None
    return min(firsts), max(lasts)
