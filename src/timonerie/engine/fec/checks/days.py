"""Days: the fiscal year, the validation, the piece."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from timonerie.engine.fec import entries
from timonerie.engine.fec.checks.found import of_file, on_lines
from timonerie.engine.fec.shapes import Finding, Profile

LEAST_INSIDE = 0.5
"""Below this share of lines in the year of the name, the name is wrong rather than the lines."""
_YEAR = 12
_FEW = 10


def find(lines: pa.Table, profile: Profile) -> Iterator[Finding]:
    """FEC-04, 20, 26, 05, 17, 28, 18."""
    dated = entries.days(lines, "entry_date")
    kept = ~entries.openings(lines)
    yield from _of_year(lines, profile, dated, kept)
    yield from _of_span(dated[kept])
    yield from _of_validation(lines, dated)
    pieces = entries.days(lines, "piece_date")
    known = ~np.isnat(pieces)
    if known.sum() >= _FEW and (pieces[known] == dated[known]).all():
        yield from of_file("FEC-18", count=int(known.sum()))


def year_of(closing: date) -> date:
    """The first day of the twelve months that end on a closing day."""
    day = closing + timedelta(days=1)
    return date(day.year - 1, day.month, min(day.day, monthrange(day.year - 1, day.month)[1]))


def _of_year(
    lines: pa.Table, profile: Profile, dated: np.ndarray, kept: np.ndarray
) -> Iterator[Finding]:  # fmt: skip
    closing = profile.name_closing
    if closing is None or not kept.any():
        return
    first = year_of(closing)
    after = dated > np.datetime64(closing, "D")
    outside = (kept & (dated < np.datetime64(first, "D"))) | after
    if outside[kept].mean() > LEAST_INSIDE:
        seen = (dated[kept].min().item().isoformat(), dated[kept].max().item().isoformat())
        yield from of_file(
            "FEC-20",
            count=int(outside.sum()),
            first=seen[0],
            last=seen[1],
            since=first.isoformat(),
            to=closing.isoformat(),
        )
    else:
        yield from on_lines(
            "FEC-04", lines, outside, since=first.isoformat(), to=closing.isoformat()
        )


def _of_span(dated: np.ndarray) -> Iterator[Finding]:
    if len(dated):
        first, last = (one.astype("datetime64[M]") for one in (dated.min(), dated.max()))
        months = int((last - first).astype(int)) + 1
        if months > _YEAR:
            yield from of_file("FEC-26", count=months)


def _of_validation(lines: pa.Table, dated: np.ndarray) -> Iterator[Finding]:
    validated = entries.days(lines, "valid_date")
    blank = np.isnat(validated)
    yield from on_lines("FEC-05", lines, blank, all=bool(blank.all()))
    yield from on_lines("FEC-28", lines, ~blank & (validated < dated))
    known = pc.unique(lines.column("valid_date").drop_null())
    months = len(np.unique(dated.astype("datetime64[M]")))
    if len(known) == 1 and months > 1:
        yield from of_file("FEC-17", count=lines.num_rows, date=known[0].as_py().isoformat())
