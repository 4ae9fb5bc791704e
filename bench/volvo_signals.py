"""Signals raised on a real log: problems of an IT service, by team and by country.

Reads the closed problems of the BPI Challenge 2013 (W. Steeman, 4TU.ResearchData,
doi:10.4121/uuid:3537c19d-6c64-4b1d-815d-915ab0e479da) among the real files. A case is received at
its first event and resolved at its last one, and belongs to its last team and country. The log
keeps only what was closed from January to May 2012: by month received, series tell of that choice
as much as of the teams; by week closed, they are whole, and short. `docs/signaux-volvo.md` judges
each signal.

    python -m bench.volvo_signals [--around] [--budget 0.1]
"""

import argparse
import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from timonerie.domains.facts.rules.folding import fold
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.domains.facts.rules.rows import read
from timonerie.engine.signals import level
from timonerie.engine.signals.matrix import FloatArray, IntArray, Kind, Matrix
from timonerie.engine.signals.settings import ONE_IN_TEN_YEARS, WEEKS, Settings
from timonerie.foundations.documents.connectors import open_file

DATA = Path(os.environ.get("TIMONERIE_REAL_DATA") or "../shared/data")
LOG = DATA / "bpic2013_problems" / "BPIC13_closed_problems.xes.gz"
MAPPING = Path(__file__).parents[1] / "docs" / "guide" / "mappings" / "volvo.toml"
LEAST_CASES = {"team": 20, "country": 40}
LATE, OLD = 20, 60  # working days, Monday to Friday

Days = NDArray[np.datetime64]
Marks = NDArray[np.bool_]


class Cases(NamedTuple):
    """Parallel arrays, one entry per case."""

    received: Days
    resolved: Days
    team: NDArray[np.str_]
    country: NDArray[np.str_]
    reopened: Marks

    @property
    def working_days(self) -> IntArray:
        """From received to resolved."""
        return np.busday_count(self.received, self.resolved).astype(np.int64)


class Periods(NamedTuple):
    """The first day of each, and of the one after the last; how many make a year."""

    edges: list[date]
    per_year: float


class Family(NamedTuple):
    """Series of one kind: their names, and what they count by period."""

    title: str
    names: list[str]
    matrix: Matrix
    periods: Periods


MONTHS = Periods([date(2009 + month // 12, month % 12 + 1, 1) for month in range(8, 42)], 12.0)
WEEKS_CLOSED = Periods([date(2012, 1, 2) + timedelta(weeks=week) for week in range(22)], WEEKS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--around", action="store_true", help="print each series that speaks")
    parser.add_argument("--budget", type=float, default=ONE_IN_TEN_YEARS)
    options = parser.parse_args()
    if not LOG.is_file():
        print(f"no real log: {LOG} is absent")
        return
    print("| series | since | raised | what | expected | seen | chance, per year |")
    print("|---|---|---|---|---|---|---|")
    families = list(_families(_cases()))
    spoken = [_told(family, Settings(options.budget)) for family in families]
    for family, rows in zip(families, spoken, strict=True):
        early = int(level.is_too_early(family.matrix).sum())
        print(
            f"\n{family.title}: {family.matrix.series} series of {family.matrix.periods} periods,"
            f" {early} too young, {len(set(rows))} with a signal"
        )
        for row in sorted(set(rows)) if options.around else []:
            print(f"  {family.names[row]}: {_points(family.matrix, row)}")


def _cases() -> Cases:
    mapping = Mapping.from_toml(MAPPING.read_text(encoding="utf-8"))
    table: pa.Table = fold(read(open_file(LOG, LOG.name), mapping).events, mapping).cases

    def column(name: str) -> NDArray[np.object_]:
        return np.array(table[name].to_pylist(), object)

    received, resolved = (
        np.array([at.date() for at in column(name)], "datetime64[D]")
        for name in ("received_at", "resolved_at")
    )
    team, country = (column(name).astype(str) for name in ("team", "site"))
    return Cases(received, resolved, team, country, column("reopened").astype(bool))


def _families(cases: Cases) -> Iterator[Family]:
    late, old = cases.working_days > LATE, cases.working_days > OLD
    title = f"not resolved in {LATE} days, of the month"
    received, closed = (cases, cases.received, MONTHS), (cases, cases.resolved, WEEKS_CLOSED)
    yield _counted("received a month", *received)
    yield _part("part of all received, of the month", *received)
    yield _marked(title, *received, late)
    yield _marked("reopened, of the month", *received, cases.reopened)
    yield _counted("closed a week", *closed)
    yield _marked(f"older than {OLD} days, of the week", *closed, old)


def _counted(title: str, cases: Cases, days: Days, periods: Periods) -> Family:
    """Cases of each group."""
    names, counts = _counts(cases, days, periods, np.ones(len(days), bool))
    return Family(title, names, Matrix(Kind.COUNT, counts, None, periods.per_year), periods)


def _part(title: str, cases: Cases, days: Days, periods: Periods) -> Family:
    """Cases of each group among those of everybody, which are the first group."""
    names, counts = _counts(cases, days, periods, np.ones(len(days), bool))
    whole = np.broadcast_to(counts[0], counts[1:].shape)
    matrix = Matrix(Kind.SHARE, counts[1:], whole, periods.per_year)
    return Family(title, names[1:], matrix, periods)


def _marked(title: str, cases: Cases, days: Days, periods: Periods, marks: Marks) -> Family:
    """Marked cases of each group among all its cases."""
    names, counts = _counts(cases, days, periods, marks)
    _names, bases = _counts(cases, days, periods, np.ones(len(days), bool))
    return Family(title, names, Matrix(Kind.SHARE, counts, bases, periods.per_year), periods)


def _counts(
    cases: Cases, days: Days, periods: Periods, marks: Marks
) -> tuple[list[str], FloatArray]:
    """Names of the groups, and their marked cases in shape (groups, periods)."""
    edges = np.array(periods.edges, "datetime64[D]")
    groups = list(_groups(cases))
    counts = [
        np.diff(np.searchsorted(np.sort(days[members & marks]), edges)) for _name, members in groups
    ]
    return [name for name, _members in groups], np.array(counts, float)


def _groups(cases: Cases) -> Iterator[tuple[str, Marks]]:
    yield "all", np.ones(len(cases.received), bool)
    for kind, column in (("country", cases.country), ("team", cases.team)):
        values, counts = np.unique(column, return_counts=True)
        for place in np.argsort(-counts, kind="stable"):
            if counts[place] >= LEAST_CASES[kind]:
                yield f"{kind} {values[place]}", column == values[place]


def _told(family: Family, settings: Settings) -> list[int]:
    """Prints each signal; the rows that have one."""
    found = level.detect(family.matrix, settings)
    names = [f"{start:%Y-%m-%d}" for start in family.periods.edges]
    for place, row in enumerate(found.rows.tolist()):
        way = "higher" if found.higher[place] else "lower"
        cells = [
            f"{family.names[row]}, {family.title}",
            names[found.since[place]],
            names[found.opened[place]],
            f"{'drifts ' if found.drifts[place] else ''}{way}",
            *(_figure(side[place], family.matrix.kind) for side in (found.expected, found.seen)),
            f"{found.rates[place]:.2g}",
        ]
        print("| " + " | ".join(cells) + " |")
    return [int(row) for row in found.rows]


def _figure(value: float, kind: Kind) -> str:
    return f"{100 * value:.0f} %" if kind is Kind.SHARE else f"{value:.1f}"


def _points(matrix: Matrix, row: int) -> str:
    amounts = matrix.amounts[row]
    if matrix.bases is None:
        return " ".join(f"{amount:.0f}" for amount in amounts)
    pairs = zip(amounts, matrix.bases[row], strict=True)
    return " ".join(f"{amount:.0f}/{base:.0f}" for amount, base in pairs)


if __name__ == "__main__":
    main()
