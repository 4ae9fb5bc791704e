"""Weak signals beside the usual rules, in one run: false alarms, delays, a whole company, speed.

Healthy and failing series are simulated: an error rate of 2 % over 104 weeks, of which 26 are
learnt and 78 watched. Ours is judged as it is delivered, at limits frozen before; the usual rules
at the value of their source, then with the dial that holds a budget on other healthy series of the
first scenario, frozen before anything is scored. An interval is that of the mean of several runs
(Student, 95 %).

    python -m bench.signals [--write]        (requirements: bench/requirements.txt)
"""

import argparse
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import perf_counter

import numpy as np
import ruptures

from bench import change_points
from bench.signal_peers import LEARNT, LIKELIHOOD, OURS, PEERS, Peer, individuals, nelson
from bench.signal_runs import (
    COMPANY,
    DRIFT,
    RUNS,
    SCENARIOS,
    SERIES,
    STEP,
    alerts_by_week,
    delays,
    dial_of,
    false_alarms,
    healthy,
    mean,
)
from tests.engine.signals.healthy import WEEKS
from timonerie.engine.signals import level
from timonerie.engine.signals.matrix import FloatArray, Matrix
from timonerie.engine.signals.settings import Settings, share_of_company

PAGE = Path(__file__).parents[1] / "docs" / "bench-signals.md"
BUDGET = 0.149
ALERTS = 5.0
SPAN = 13
PELT_SERIES = 50

Line = list[str]
Dialled = tuple[str, Peer, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write docs/{PAGE.name} too")
    write, begin = parser.parse_args().write, perf_counter()
    parts = [*_budgets(), *_matched(), *_company(), *_speeds(), *_changes()]
    today, took = datetime.now(UTC).date(), perf_counter() - begin
    head = [
        "# Weak signals, beside the usual rules",
        "",
        f"Measured on {today} by `python -m bench.signals --write`, in {took:.0f} s on one core"
        " shared with other work.",
        f"{RUNS * SERIES:,} simulated series of each kind (a tenth for river), in {RUNS} runs."
        " How each rule is read stands in `bench/README.md`.",
    ]
    page = "\n".join([*head, *parts, ""])
    print(page)
    if write:
        PAGE.write_text(page, encoding="utf-8")


def _budgets() -> list[str]:
    lines = []
    for peer in (OURS, *PEERS):
        runs = [false_alarms(peer, peer.usual, name, both=True) for name in SCENARIOS]
        some = [np.mean([one.any for one in runs[place]]) for place in (0, -1)]
        rates = [mean([one.rate for one in each]) for each in runs]
        lines.append([peer.name, *rates, *(f"{100 * share:.0f} %" for share in some)])
    title = "False alarms per series-year, both directions, at the value of the source"
    columns = ["rules", *SCENARIOS, "series with any, first", "and last scenario"]
    return _table(title, columns, lines)


def _matched() -> list[str]:
    dialled: list[Dialled] = [
        ("ours, as delivered", OURS, BUDGET),
        ("ours, matched like the others", OURS, dial_of(OURS, BUDGET)),
        *((peer.name, peer, dial_of(peer, BUDGET)) for peer in PEERS if peer.dial),
    ]
    title = f"Delays at {BUDGET} false alarms per series-year, higher only, n 200, 2 % to 4 %"
    columns = ["rules", "dial", "step: within 4 weeks", "within 8", "median weeks"]
    columns.append("drift over 26 weeks: median")
    same = "False alarms per series-year at those same dials, higher only"
    return [
        *_table(title, columns, [[each[0], f"{each[2]:.3g}", *_waits(each)] for each in dialled]),
        *_table(same, ["rules", *SCENARIOS], [[each[0], *_rates(each)] for each in dialled]),
    ]


def _waits(dialled: Dialled) -> Line:
    _name, peer, dial = dialled
    step, drift = (delays(peer, dial, times) for times in (STEP, DRIFT))
    return [
        mean([100 * one.four for one in step], digits=1) + " %",
        mean([100 * one.eight for one in step], digits=1) + " %",
        mean([one.median for one in step], digits=1),
        mean([one.median for one in drift], digits=1),
    ]


def _rates(dialled: Dialled) -> Line:
    _name, peer, dial = dialled
    runs = [false_alarms(peer, dial, name, both=False) for name in SCENARIOS]
    return [mean([one.rate for one in each]) for each in runs]


def _company() -> list[str]:
    budget = share_of_company(alerts_a_week=ALERTS, series=COMPANY)
    dialled: list[Dialled] = [
        (f"ours, a dial of {ALERTS:.0f} a week", OURS, budget),
        *((peer.name, peer, peer.usual) for peer in PEERS),
    ]
    spans = range(LEARNT, WEEKS, SPAN)
    lines = []
    for name, peer, dial in dialled:
        weeks = alerts_by_week(peer, dial)
        low, high = np.percentile(weeks[:, LEARNT:], [5, 95])
        by_span = [f"{weeks[:, first : first + SPAN].mean():.1f}" for first in spans]
        whole = mean(weeks[:, LEARNT:].mean(axis=1), digits=2)
        lines.append([name, whole, f"{low:.0f} to {high:.0f}", *by_span])
    title = f"Alerts a week over {COMPANY} healthy series, a sixth of each scenario"
    columns = ["rules", "mean", "nine weeks in ten"]
    columns += [f"weeks {first} to {first + SPAN - 1}" for first in spans]
    return _table(title, columns, lines)


def _speeds() -> list[str]:
    lines = []
    for name in ("n 200", "same, AR 0.5"):
        matrix = healthy(name, 1, RUNS * SERIES)
        runs: dict[str, Callable[[], object]] = {
            "ours, level": partial(level.detect, matrix, Settings()),
            LIKELIHOOD.name: partial(LIKELIHOOD.watch, matrix, LIKELIHOOD.usual, True),
            "numpy XmR + Nelson 1-8": lambda many=matrix: nelson(individuals(many)),  # type: ignore[misc]
        }
        rates = {each: _rate(run, matrix.series) for each, run in runs.items()}
        rates["ruptures PELT"] = _rate(partial(_pelt, matrix), PELT_SERIES)
        lines += [[each, name, f"{rate:,.0f}"] for each, rate in rates.items()]
    title = f"Series of {WEEKS} points a second on one core, best of three"
    return _table(title, ["method", "scenario", "series/s"], lines)


def _pelt(matrix: Matrix) -> None:
    for values in individuals(matrix.of(slice(PELT_SERIES))):
        standard: FloatArray = (values - values.mean()) / values.std()
        ruptures.Pelt().fit(standard).predict(pen=3 * np.log(WEEKS))


def _rate(run: Callable[[], object], series: int) -> float:
    def seconds() -> float:
        begin = perf_counter()
        run()
        return perf_counter() - begin

    return series / min([seconds() for _ in range(3)])


def _changes() -> list[str]:
    rng = np.random.default_rng(change_points.SEED)
    lines = [
        [series, name, f"{each[:, 0].mean():.3f}", f"{each[:, 1].mean():.3f}", *gaps]
        for series, scores in change_points.all_scores().items()
        for name, each in scores.items()
        for gaps in [_gaps(scores["ours"] - each, rng)]
    ]
    title = "Change points: covering and F1, one default each"
    columns = ["series", "method", "cover", "F1", "ours less it: cover", "ours less it: F1"]
    return _table(title, columns, lines)


def _gaps(differences: FloatArray, rng: np.random.Generator) -> Line:
    """Mean differences of both scores, with their bootstrap interval; blank for none."""
    if not differences.any():
        return ["", ""]
    bounds = zip(differences.mean(axis=0), *change_points.interval(differences, rng), strict=True)
    return [f"{middle:+.3f} [{low:+.3f}, {high:+.3f}]" for middle, low, high in bounds]


def _table(title: str, columns: Sequence[str], lines: Sequence[Line]) -> list[str]:
    rows = [list(columns), ["---"] * len(columns), *lines]
    return ["", f"## {title}", "", *("| " + " | ".join(row) + " |" for row in rows)]


if __name__ == "__main__":
    main()
