"""How near changes told are to those that people mark: the two measures of the Turing Change Point
Dataset (G. J. J. van den Burg and C. K. I. Williams, arXiv 2003.06222, 2020), and its files."""

import json
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from timonerie.engine.signals.change_points import Floats

MARGIN = 5
"""Points from a mark within which a change is found."""


class Annotated(NamedTuple):
    """A series (n,), NaN where a point is missing, and the marks of each person."""

    name: str
    values: Floats
    people: list[list[int]]


def annotated(folder: Path) -> list[Annotated]:
    people = json.loads((folder / "annotations.json").read_text())
    read = (json.loads(path.read_text()) for path in sorted((folder / "series").glob("*.json")))
    return [
        Annotated(
            each["name"],
            np.array(each["series"][0]["raw"], float),
            list(people[each["name"]].values()),
        )
        for each in read
    ]


def covering(people: Sequence[Iterable[int]], told: Iterable[int], *, n: int) -> float:
    """How well the regimes told cover those of each person: the overlap (Jaccard) with the best of
    them, averaged over points, then over people."""
    regimes = _regimes(told, n)
    return _mean(
        sum(
            (end - start) * max(_overlap((start, end), one) for one in regimes)
            for start, end in seen
        )
        / n
        for seen in (_regimes(marks, n) for marks in people)
    )


def f_score(people: Sequence[Iterable[int]], told: Iterable[int]) -> float:
    """Harmonic mean of precision, on the marks of all, and recall, averaged over people; the first
    point counts as a change of everyone."""
    told = {0, *told}
    marks = [{0, *each} for each in people]
    precision = _found(set().union(*marks), told) / len(told)
    recall = _mean(_found(each, told) / len(each) for each in marks)
    return 2 * precision * recall / (precision + recall)


def _found(marks: set[int], told: set[int]) -> int:
    """Marks near a change told, each of which serves once."""
    left, found = set(told), 0
    for mark in sorted(marks):
        near = min(left, key=lambda one: (abs(one - mark), one), default=None)
        if near is not None and abs(near - mark) <= MARGIN:
            left.remove(near)
            found += 1
    return found


def _regimes(changes: Iterable[int], n: int) -> list[tuple[int, int]]:
    return list(pairwise(sorted({0, n, *changes})))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    both = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, both) / (max(one[1], other[1]) - min(one[0], other[0]))


def _mean(values: Iterable[float]) -> float:
    known = list(values)
    return sum(known) / len(known)
