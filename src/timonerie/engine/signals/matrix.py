"""What the families read: many series over the same periods."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


class Kind(StrEnum):
    """What a series is made of, which says what chance alone does to it."""

    SHARE = "share"
    """A count among a number of cases: errors among bulletins."""
    COUNT = "count"
    """A count that nothing bounds: tickets received, incidents by thousand hours."""
    VALUE = "value"
    """A measure: hours, a median, an availability, euros."""


Worse = Literal["higher", "lower", "both"]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Series in rows, periods in columns, oldest first; NaN where nothing was measured.

    `amounts` are the counts of a share, the counts, or the values. `bases` are the cases of a
    share, or what a count is proportional to when it is known. `per_year` is how
    many periods make a year: 52.18 for weeks, 12 for months.

    Raises ValueError when the shapes differ.
    """

    kind: Kind
    amounts: FloatArray
    bases: FloatArray | None = None
    per_year: float = 365.25 / 7

    def __post_init__(self) -> None:
        if self.amounts.ndim != 2:
            raise ValueError("a matrix has series in rows and periods in columns")
        if self.bases is None and self.kind is Kind.SHARE:
            raise ValueError("a share has bases")
        if self.bases is not None and self.kind is Kind.VALUE:
            raise ValueError("a value has no bases")
        if self.bases is not None and self.bases.shape != self.amounts.shape:
            raise ValueError("amounts and bases have different shapes")

    @property
    def series(self) -> int:
        return int(self.amounts.shape[0])

    @property
    def periods(self) -> int:
        return int(self.amounts.shape[1])

    def of(self, rows: slice | IntArray) -> "Matrix":
        """Some of the series."""
        bases = None if self.bases is None else self.bases[rows]
        return Matrix(self.kind, self.amounts[rows], bases, self.per_year)
