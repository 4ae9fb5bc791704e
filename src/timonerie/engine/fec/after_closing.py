"""What was entered in a period after it had been closed."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from timonerie.engine.fec import entries
from timonerie.engine.fec.entries import Line

LEAST_LINES = 10
"""A month with fewer lines has no bulk."""


@dataclass(frozen=True)
class Late:
    """Entries of a month validated after the validation of the bulk of that month, or dated after
    the closing of the year. `amount` is the sum of their debits, in cents."""

    month: date
    closed_on: date
    entries: int
    amount: int
    last_validated: date | None
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class AfterClosing:
    """`reason` is empty when it could be measured, else a code of `unmeasurable`."""

    reason: str
    late: tuple[Late, ...]
    after_year: tuple[Line, ...]
    """Lines dated after the closing of the year, when it is given."""


def find(lines: pa.Table, *, closing: date | None = None) -> AfterClosing:
    """`closing` is the last day of the fiscal year, as the name of the file tells it."""
    dated = entries.days(lines, "entry_date")
    beyond = np.zeros(lines.num_rows, dtype=bool)
    if closing is not None:
        beyond = dated > np.datetime64(closing, "D")
    after_year = entries.where(lines, np.flatnonzero(beyond))
    reason = why_not(lines)
    if reason:
        return AfterClosing(reason, (), after_year)
    late, in_bulk = _late(lines, dated)
    return AfterClosing("" if in_bulk else "one_by_one", late, after_year)


def why_not(lines: pa.Table) -> str:
    """Empty where the dates of validation can tell something; "blank" or "single" otherwise."""
    known = pc.unique(lines.column("valid_date").drop_null())
    return {0: "blank", 1: "single"}.get(len(known), "")


def _late(lines: pa.Table, dated: np.ndarray) -> tuple[tuple[Late, ...], bool]:
    """What was validated after the bulk of its month, and whether any month has a bulk: the day on
    which most of its lines were validated."""
    validated = entries.days(lines, "valid_date")
    months = dated.astype("datetime64[M]")
    entry, _ = entries.by_number(lines)
    found, in_bulk = [], False
    order = np.argsort(months, kind="stable")
    known, starts = np.unique(months[order], return_index=True)
    for month, of_month in zip(known.tolist(), np.split(order, starts[1:]), strict=True):
        rows = of_month[~np.isnat(validated[of_month])]
        days, counts = np.unique(validated[rows], return_counts=True)
        if not len(rows) or counts.max() * 2 < len(rows) or len(rows) < LEAST_LINES:
            continue
        in_bulk = True
        closed_on = days[counts.argmax()]
        after = rows[validated[rows] > closed_on]
        if len(after):
            found.append(
                Late(
                    month=month,
                    closed_on=closed_on.item(),
                    entries=len(np.unique(entry[after])),
                    amount=int(entries.cents(lines, "debit")[after].sum()),
                    last_validated=validated[after].max().item(),
                    lines=entries.where(lines, after),
                )
            )
    return tuple(found), in_bulk
