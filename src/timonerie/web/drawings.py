"""Small lines drawn by the server: no script, no layout shift, the same on paper.

Coordinates live in a box of WIDTH x HEIGHT stretched to its place; strokes keep their weight
through `vector-effect: non-scaling-stroke`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDTH = 100.0
HEIGHT = 32.0
MARGIN = 3.0


@dataclass(frozen=True, kw_only=True)
class Line:
    """SVG geometry: one path for the line (broken where a value is missing), one dot at the end."""

    path: str
    area: str  # empty unless the scale starts at zero: a filled foot would lie about heights
    end: str
    aim: float | None
    width: float = WIDTH
    height: float = HEIGHT


@dataclass(frozen=True, kw_only=True)
class Scale:
    low: float
    high: float

    def y(self, value: float) -> float:
        span = (self.high - self.low) or 1.0
        return round(HEIGHT - MARGIN - (value - self.low) / span * (HEIGHT - 2 * MARGIN), 2)


def scale_over(
    values: Sequence[float | None], *, aim: float | None = None, from_zero: bool = False
) -> Scale:
    known = [value for value in values if value is not None]
    if aim is not None:
        known.append(aim)
    if from_zero:
        known.append(0.0)
    if not known:
        return Scale(low=0.0, high=1.0)
    low, high = min(known), max(known)
    if low == high:
        return Scale(low=low - 1, high=high + 1)
    return Scale(low=low, high=high)


def line(
    values: Sequence[float | None], *, aim: float | None = None, scale: Scale | None = None
) -> Line:
    """`scale` is given when several drawings must share one."""
    scale = scale or scale_over(values, aim=aim)
    spots = _spots(values, scale)
    runs = list(_runs(spots))
    ends = [spot for spot in spots if spot is not None]
    return Line(
        path="".join(_path(run) for run in runs),
        area="".join(map(_filled, runs)) if scale.low == 0 else "",
        end=f"M{ends[-1][0]} {ends[-1][1]}h0" if ends else "",
        aim=None if aim is None else scale.y(aim),
    )


Spot = tuple[float, float]


def _spots(values: Sequence[float | None], scale: Scale) -> list[Spot | None]:
    step = (WIDTH - 2 * MARGIN) / max(len(values) - 1, 1)
    return [
        None if value is None else (round(MARGIN + rank * step, 2), scale.y(value))
        for rank, value in enumerate(values)
    ]


def _runs(spots: Sequence[Spot | None]) -> Iterator[list[Spot]]:
    """Stretches without a hole: a missing period is a gap, never a straight line across it."""
    run: list[Spot] = []
    for spot in (*spots, None):
        if spot is not None:
            run.append(spot)
        elif run:
            yield run
            run = []


def _filled(run: Sequence[Spot]) -> str:
    return f"{_path(run)}V{HEIGHT - MARGIN}H{run[0][0]}Z"


def _path(run: Sequence[Spot]) -> str:
    first, *rest = run
    tail = "".join(f"L{x} {y}" for x, y in rest)
    return f"M{first[0]} {first[1]}{tail or 'h0'}"
