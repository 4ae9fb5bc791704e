"""What is measured on a case: a number written in the file, or a lapse of time."""

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["column", "elapsed", "worked", "age"]

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Measure:
    """One number per case, or none.

    - ``column``: the number in the column ``start`` (``quantity``, ``amount``, ``rework``);
    - ``worked``: the working seconds in the column ``start`` (``worked_to_resolve``...);
    - ``elapsed``: the clock time from the instant ``start`` to the instant ``end``;
    - ``age``: the clock time from the instant ``start`` to the instant of the computation.
    """

    kind: Kind
    start: str
    end: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.start,) if self.end is None else (self.start, self.end)


def column(name: str) -> Measure:
    return Measure("column", name)


def worked(name: str) -> Measure:
    return Measure("worked", name)


def elapsed(start: str, end: str) -> Measure:
    return Measure("elapsed", start, end)


def age(start: str) -> Measure:
    return Measure("age", start)
