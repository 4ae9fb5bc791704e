"""What is true of a case, as data: small frozen trees that can be stored, compared and explained.

The logic has three values, as in SQL: a comparison with something unknown is unknown (None), and a
case about which the condition is unknown is not counted, neither for nor against.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

Op = Literal["eq", "ne", "lt", "le", "gt", "ge", "in", "is_null", "not_null"]
Way = Literal["flag", "due", "worked"]
Scalar = bool | int | float | str

OPS: tuple[Op, ...] = get_args(Op)
WAYS: tuple[Way, ...] = get_args(Way)


@dataclass(frozen=True, slots=True)
class Compare:
    """A column against a value, another column, or the instant of the computation.

    At most one of ``value``, ``other`` and ``at`` is set; none with ``is_null`` and ``not_null``.
    """

    column: str
    op: Op
    value: Scalar | tuple[Scalar, ...] | None = None
    other: str | None = None
    at: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """True when all are; false as soon as one is false; else unknown."""

    of: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True as soon as one is; false when all are false; else unknown."""

    of: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    of: "Condition"


@dataclass(frozen=True, slots=True)
class Known:
    """Replaces unknown by ``default``: "no error written" read as "no error"."""

    of: "Condition"
    default: bool = False


@dataclass(frozen=True, slots=True)
class Met:
    """The service level was met: the first of ``ways`` that knows the answer gives it.

    - ``flag``: the column ``on_time`` of the file;
    - ``due``: the case ended at or before ``due_at``. A case still open after its due instant is
      missed as soon as the instant of the computation is known;
    - ``worked``: at most ``within_seconds`` working seconds from reception to resolution.

    A case ends when it is resolved or, when no resolution is written, when it is delivered.
    """

    ways: tuple[Way, ...] = ("flag", "due")
    within_seconds: int | None = None


Condition = Compare | All | AnyOf | Not | Known | Met


def is_true(column: str) -> Compare:
    return Compare(column, "eq", True)


def is_known(column: str) -> Compare:
    return Compare(column, "not_null")


def columns_of(condition: Condition) -> Iterator[str]:
    """The columns a condition reads, in reading order, repeated when read twice."""
    match condition:
        case Compare(column=column, other=other):
            yield column
            if other is not None:
                yield other
        case All(of=parts) | AnyOf(of=parts):
            for part in parts:
                yield from columns_of(part)
        case Not(of=part) | Known(of=part):
            yield from columns_of(part)
        case Met(ways=ways):
            yield from (column for way in ways for column in _WAY_COLUMNS[way])


_WAY_COLUMNS: dict[Way, tuple[str, ...]] = {
    "flag": ("on_time",),
    "due": ("due_at", "resolved_at", "delivered_at"),
    "worked": ("worked_to_resolve",),
}
