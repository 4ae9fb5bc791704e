"""Change points beside what people mark, side by side in one run: ours, simple penalties, ruptures.

The series of the Turing Change Point Dataset that stand among the real files (five people each),
then simulated series of the same kinds, of which the changes are known and five made-up people mark
most. One default setting for each method: the peers (one step at most, AMOC; BinSeg and PELT of
ruptures) read standardised series with a penalty of 3 ln n. Differences come with their bootstrap
interval over series: a dozen series cannot rank close methods.

    python -m bench.change_points        (requirements: bench/requirements.txt)
"""

import json
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import ruptures
from numpy.random import Generator
from numpy.typing import NDArray

from tests.engine.signals.change_scores import Annotated, annotated, covering, f_score
from timonerie.engine.signals.change_fits import best_cuts, squares
from timonerie.engine.signals.change_points import Floats, change_points

FOLDER = Path(os.environ.get("TIMONERIE_REAL_DATA") or "../shared/data") / "tcpd"
EACH = 10
SEED = 20261129
DRAWS = 10_000
PUBLISHED = ["zero", "amoc", "binseg", "pelt", "bocpd"]

Method = Callable[[Floats], list[int]]
Drawn = tuple[Floats, list[int]]


def main() -> None:
    rng = np.random.default_rng(SEED)
    simulated = _simulated(rng)
    if FOLDER.is_dir():
        real = annotated(FOLDER)
        scores = _all_methods(real)
        _table(f"{len(real)} real series", scores)
        _beside_published(scores["ours"], real, rng)
    else:
        print(f"no real series: {FOLDER} is absent")
    scores = _all_methods(simulated)
    _table(f"{len(simulated)} simulated series", scores)
    _difference("ours - ruptures BinSeg", scores["ours"] - scores["BinSeg"], rng)
    _by_kind(scores, simulated)
    _speeds(_methods(), rng)


def all_scores() -> dict[str, dict[str, Floats]]:
    """Covering and F1 (series, 2) of each method, ours first: on the real series if they are there,
    on those of them that have published scores, and on the simulated ones."""
    scores: dict[str, dict[str, Floats]] = {}
    if FOLDER.is_dir():
        real = annotated(FOLDER)
        whole = _all_methods(real)
        scores |= {f"{len(real)} real": whole} | dict([_published(whole["ours"], real)])
    simulated = _simulated(np.random.default_rng(SEED))
    return scores | {f"{len(simulated)} simulated": _all_methods(simulated)}


# Methods


def _methods() -> dict[str, Method]:
    return {
        "ours": change_points,
        "zero": lambda _values: [],
        "AMOC": _one_step,
        "BinSeg": lambda values: _peer(ruptures.Binseg(), values),
        "PELT": lambda values: _peer(ruptures.Pelt(), values),
    }


def _all_methods(series: Sequence[Annotated]) -> dict[str, Floats]:
    return {name: _scores(method, series) for name, method in _methods().items()}


def _one_step(values: Floats) -> list[int]:
    standard, places = _standard(values)
    level, _line = squares(standard, weights=np.ones(len(standard)))
    none, one = best_cuts(level, shortest=2, most=1)
    worth = none[0] - one[0] > 3 * np.log(len(standard))
    return [int(places[cut]) for cut in one[1]] if worth else []


def _peer(method: Any, values: Floats) -> list[int]:
    standard, places = _standard(values)
    found: list[int] = method.fit(standard).predict(pen=3 * np.log(len(standard)))
    return [int(places[cut]) for cut in found[:-1]]


def _standard(values: Floats) -> tuple[Floats, NDArray[np.intp]]:
    places = np.flatnonzero(np.isfinite(values))
    known = values[places]
    standard: Floats = (known - known.mean()) / known.std()
    return standard, places


# Simulated kinds: a series, and its changes


def _cuts(rng: Generator, n: int, count: int) -> list[int]:
    parts = rng.uniform(1, 2, count + 1)
    return [int(cut) for cut in np.cumsum(parts)[:-1] / parts.sum() * n]


def _linked(rng: Generator, n: int, memory: float) -> Floats:
    values = rng.normal(0, np.sqrt(1 - memory**2), n)
    for place in range(1, n):
        values[place] += memory * values[place - 1]
    return values


def _steps(rng: Generator, n: int, count: int, least: float, most: float) -> Drawn:
    values, cuts = np.zeros(n), _cuts(rng, n, count)
    for cut in cuts:
        values[cut:] += rng.choice([-1, 1]) * rng.uniform(least, most)
    return values, cuts


def _stepped(rng: Generator, n: int, count: int, size: float, memory: float = 0) -> Drawn:
    values, cuts = _steps(rng, n, count, size, 2 * size)
    return values + _linked(rng, n, memory), cuts


def _freaks(rng: Generator) -> Drawn:
    values, cuts = _stepped(rng, 150, 1, 2)
    values[rng.integers(0, 150, 4)] += rng.choice([-1, 1], 4) * rng.uniform(8, 15, 4)
    return values, cuts


def _broken_lines(rng: Generator, n: int, noise: float) -> Drawn:
    slopes, cuts = _steps(rng, n, int(rng.integers(1, 3)), 1, 2.5)
    return np.cumsum(slopes + rng.normal() + noise * _linked(rng, n, 0.5)), cuts


def _growth(rng: Generator) -> Drawn:
    grown = np.exp(rng.uniform(0.3, 4) * np.linspace(0, 1, 104))
    return grown / np.ptp(grown) + 0.012 * _linked(rng, 104, 0.7), []


def _seasonal(rng: Generator, n: int, period: int, count: int, growth: float) -> Drawn:
    values, cuts = _steps(rng, n, count, 1.2, 2.5)
    season = rng.normal(size=period)[np.arange(n) % period]
    return (values + season + 0.5 * rng.normal(size=n) + 8) * np.exp(
        growth * np.arange(n) / n
    ), cuts


def _spread(rng: Generator) -> Drawn:
    (cut,) = _cuts(rng, 200, 1)
    return rng.normal(size=200) * np.where(np.arange(200) < cut, 1, rng.uniform(2.5, 4)), [cut]


def _wandering(rng: Generator) -> Drawn:
    values, cuts = _steps(rng, 250, 2, 10, 25)
    return values + np.cumsum(rng.normal(size=250)), cuts


def _well(rng: Generator) -> Drawn:
    values, cuts = _stepped(rng, 400, 8, 3)
    for place in rng.integers(0, 396, 3):
        values[place : place + 3] -= rng.uniform(8, 15)
    return values, cuts


KINDS: dict[str, Callable[[Generator], Drawn]] = {
    "noise": lambda rng: (rng.normal(size=120), []),
    "slope": lambda rng: (6 * np.linspace(0, 1, 150) + rng.normal(size=150), []),
    "smooth growth": _growth,
    "neighbours that agree": lambda rng: (_linked(rng, 150, 0.6), []),
    "season that grows": lambda rng: _seasonal(rng, 200, 12, 0, 1),
    "one step": lambda rng: _stepped(rng, 120, 1, 1.5),
    "three steps": lambda rng: _stepped(rng, 250, 3, 2),
    "step, neighbours agree": lambda rng: _stepped(rng, 150, 1, 2, 0.5),
    "step, freak points": _freaks,
    "step, 40 years": lambda rng: _stepped(rng, 40, 1, 3, 0.5),
    "broken lines, 50 years": lambda rng: _broken_lines(rng, 50, 0.3),
    "step of a quarterly season": lambda rng: _seasonal(rng, 60, 4, 1, 0),
    "spread": _spread,
    "wandering": _wandering,
    "well log": _well,
}


def _simulated(rng: Generator) -> list[Annotated]:
    return [_drawn(kind, rng) for kind in KINDS for _ in range(EACH)]


def _drawn(kind: str, rng: Generator) -> Annotated:
    """A series of a kind, and what five people mark of it: three changes in four, a point aside."""
    values, cuts = KINDS[kind](rng)
    people = [
        [cut + int(rng.integers(-1, 2)) for cut in cuts if rng.random() < 0.75] for _ in range(5)
    ]
    return Annotated(kind, values, people)


# Tables


def _scores(method: Method, series: Sequence[Annotated]) -> Floats:
    told = [method(one.values) for one in series]
    return np.array(
        [
            (covering(one.people, changes, n=len(one.values)), f_score(one.people, changes))
            for one, changes in zip(series, told, strict=True)
        ]
    )


def _table(title: str, scores: dict[str, Floats]) -> None:
    print(f"\n{title:42}{'cover':>8}{'F1':>8}")
    for name, each in scores.items():
        print(f"{name:42}{each[:, 0].mean():8.3f}{each[:, 1].mean():8.3f}")


def _beside_published(ours: Floats, real: Sequence[Annotated], rng: Generator) -> None:
    title, scores = _published(ours, real)
    _table(title, scores)
    _difference("ours - published BinSeg", scores["ours"] - scores["binseg, published"], rng)


def _published(ours: Floats, real: Sequence[Annotated]) -> tuple[str, dict[str, Floats]]:
    """Scores of the real series that have published ones, ours first."""
    given = json.loads((FOLDER / "published_defaults.json").read_text())
    rows = [row for row, one in enumerate(real) if one.name in given["cover"]]
    published = {
        f"{method}, published": np.array(
            [[given[score][real[row].name][method] for score in ("cover", "f1")] for row in rows]
        )
        for method in PUBLISHED
    }
    return f"the {len(rows)} with published defaults", {"ours": ours[rows]} | published


def _difference(name: str, differences: Floats, rng: Generator) -> None:
    low, high = interval(differences, rng)
    for column, score in enumerate(("cover", "F1")):
        mean = differences[:, column].mean()
        print(f"{name + ', ' + score:42}{mean:+8.3f}  [{low[column]:+.3f}, {high[column]:+.3f}]")


def interval(differences: Floats, rng: Generator) -> tuple[Floats, Floats]:
    """Bounds (2,) and (2,) of the mean of (series, 2), 95 %, by bootstrap over series."""
    drawn = rng.integers(0, len(differences), (DRAWS, len(differences)))
    low, high = np.percentile(differences[drawn].mean(axis=1), [2.5, 97.5], axis=0)
    return low, high


def _by_kind(scores: dict[str, Floats], simulated: Sequence[Annotated]) -> None:
    print(f"\n{'cover and F1 by kind':30}" + "".join(f"{name:>16}" for name in scores))
    for kind in KINDS:
        rows = [row for row, one in enumerate(simulated) if one.name == kind]
        means = [each[rows].mean(axis=0) for each in scores.values()]
        print(f"{kind:30}" + "".join(f"{cover:10.2f}{found:6.2f}" for cover, found in means))


def _speeds(methods: dict[str, Method], rng: Generator) -> None:
    print(f"\n{'milliseconds, best of five':30}" + "".join(f"{name:>16}" for name in methods))
    for n in (104, 300, 1_000):
        values, _changes = _stepped(rng, n, 1, 1)
        best = [min(_seconds(method, values) for _ in range(5)) for method in methods.values()]
        print(f"{n:5} points{'':18}" + "".join(f"{1_000 * one:16.1f}" for one in best))


def _seconds(method: Method, values: Floats) -> float:
    start = time.perf_counter()
    method(values)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
