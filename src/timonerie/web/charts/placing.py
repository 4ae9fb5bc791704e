"""Labels beside points, none over another: greedy, the first free place around each point."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: Where a label is tried, in turn: right, left, above, below, then aslant.
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
_FAR = 9
"""Circles around a point on which a label is tried before it is laid over something."""
_STEP = 11.0
_FROM = 14.0
FIGURE, LINE = 6.6, 13.0
"""Pixels that a character takes, and a line."""


@dataclass(frozen=True)
class Box:
    """Pixels, from the top left."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True)
class Spot:
    """A point in pixels, and what is written beside it."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Label:
    """Where a text stands from its point, its middle; `is_far` where a line should lead to it."""

    dx: float
    dy: float
    is_far: bool


def place(
    spots: Sequence[Spot], *, width: float, height: float, taken: Sequence[Box] = ()
) -> list[Label]:
    """A label for each point, in their order, within a plot of that size. Boxes in `taken` are
    kept free, and so are the points themselves. Where no place is left, the label stands at the
    right of its point all the same."""
    filled = [*taken, *(_around(one) for one in spots)]
    found = []
    for spot in spots:
        label, box = _free(spot, filled, Box(0, 0, width, height))
        filled.append(box)
        found.append(label)
    return found


def _free(spot: Spot, filled: Sequence[Box], plot: Box) -> tuple[Label, Box]:
    tried = list(_tries(spot))
    for label, box in tried:
        inside = box.left >= plot.left and box.right <= plot.right
        inside = inside and box.top >= plot.top and box.bottom <= plot.bottom
        if inside and not any(box.meets(one) for one in filled):
            return label, box
    return tried[0]


def _tries(spot: Spot) -> Iterator[tuple[Label, Box]]:
    half = len(spot.text) * FIGURE / 2
    for ring in range(_FAR):
        for across, up in _SIDES:
            dx = across * (_FROM + half + ring * _STEP)
            dy = up * (_FROM + LINE / 2 + ring * _STEP)
            x, y = spot.x + dx, spot.y + dy
            yield (
                Label(round(dx, 1), round(dy, 1), is_far=ring > 1),
                Box(x - half, y - LINE / 2, x + half, y + LINE / 2),
            )


def _around(spot: Spot) -> Box:
    """A point takes a little room itself."""
    return Box(spot.x - 7, spot.y - 7, spot.x + 7, spot.y + 7)
