"""Consecutive rows of one case, and the row of each that a rule picks, on whole columns."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Ranks:
    """Rows of a column in the order of their values; ``of_row`` is -1 where the value is missing.

    Equal values rank in the order of the rows.
    """

    of_row: Rows
    row_of: Rows

    @classmethod
    def of(cls, column: pa.ChunkedArray) -> "Ranks":
        """Ranks of any sortable column."""
        row_of = pc.array_sort_indices(_sortable(column), null_placement="at_end").to_numpy()
        row_of = row_of[: len(column) - column.null_count].astype(np.int64)
        of_row = np.full(len(column), -1, dtype=np.int64)
        of_row[row_of] = np.arange(len(row_of))
        return cls(of_row, row_of)


@dataclass(frozen=True)
class Groups:
    """``starts`` is the first row of each group; groups follow one another without a gap."""

    starts: Rows
    rows: int

    @classmethod
    def of(cls, keys: pa.ChunkedArray) -> "Groups":
        """Groups of equal consecutive keys. At least one row."""
        changed = pc.not_equal(keys.slice(1), keys.slice(0, len(keys) - 1))
        changes = np.flatnonzero(changed.to_numpy(zero_copy_only=False)) + 1
        return cls(np.concatenate(([0], changes)).astype(np.int64), len(keys))

    @property
    def count(self) -> int:
        return len(self.starts)

    def ends(self) -> Rows:
        """One past the last row of each group."""
        return np.append(self.starts[1:], self.rows)

    def sizes(self) -> Rows:
        return self.ends() - self.starts

    def first(self) -> pa.Array:
        """The first row of each group."""
        return pa.array(self.starts)

    def last(self) -> pa.Array:
        """The last row of each group."""
        return pa.array(self.ends() - 1)

    def last_where(self, wanted: pa.ChunkedArray) -> pa.Array:
        """The last row of each group where ``wanted`` holds, null where none does."""
        mask = wanted.to_numpy()
        rows = np.where(mask, np.arange(self.rows, dtype=np.int64), -1)
        return _or_null(np.maximum.reduceat(rows, self.starts))

    def extreme(self, ranks: Ranks, *, highest: bool) -> pa.Array:
        """The row of each group whose value is the highest or lowest, null where none is known."""
        if highest:
            best = np.maximum.reduceat(ranks.of_row, self.starts)
        else:
            beyond = np.where(ranks.of_row < 0, self.rows, ranks.of_row)
            best = np.minimum.reduceat(beyond, self.starts)
            best = np.where(best == self.rows, -1, best)
        return _or_null(np.where(best < 0, -1, ranks.row_of[best]))

    def any(self, flags: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Whether one row at least of each group is flagged."""
        return np.logical_or.reduceat(flags, self.starts)


def _sortable(column: pa.ChunkedArray) -> pa.Array:
    # Arrow does not sort booleans everywhere: no and yes are 0 and 1.
    plain = column.cast(pa.int8()) if pa.types.is_boolean(column.type) else column
    return plain.combine_chunks() if isinstance(plain, pa.ChunkedArray) else plain


def _or_null(rows: Rows) -> pa.Array:
    return pa.array(rows, mask=rows < 0)
