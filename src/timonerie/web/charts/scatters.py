"""Points under two readings at once, drawn by the server, with the zones they fall in."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from django.utils.translation import gettext

from timonerie.foundations.wording import formats
from timonerie.web.charts import placing
from timonerie.web.charts.base import Chart
from timonerie.web.charts.placing import Box, Label, Spot
from timonerie.web.tables import Cell, Column, Row, Table, Text

Shape = Literal["square", "diamond", "circle", "triangle"]
NAMED = 12
"""Points from which names give way to numbers."""
HEIGHT = 420
WIDE, NARROW = 620.0, 270.0
"""Pixels of the narrowest plot that bears names, and numbers."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A point; `shape` and `word` say the same. `is_ringed` marks those apart, as `Scatter.ringed`
    says."""

    label: Text
    x: float
    y: float
    shape: Shape
    word: Text
    url: str = ""
    is_ringed: bool = False


@dataclass(frozen=True, kw_only=True)
class Zone:
    """A part of an axis, from `low` to `high`."""

    label: Text
    low: float
    high: float

    @property
    def width(self) -> float:
        return round(self.high - self.low, 2)


@dataclass(frozen=True, kw_only=True)
class DrawnMark:
    """`left` and `top` are per cents of the plot; labels stand in pixels from there."""

    mark: Mark
    rank: int
    left: float
    top: float
    name: Label | None
    number: Label

    @property
    def short(self) -> str:
        return short(self.mark.label)

    @property
    def said(self) -> str:
        mark, words = self.mark, (self.mark.label, self.mark.word)
        told = ", ".join((*map(str, words), formats.number(mark.x), formats.number(mark.y)))
        return f"{self.rank}. {told}"


@dataclass(frozen=True, kw_only=True)
class Scatter(Chart):
    """Two axes from 0 to 100; `across` are the zones of the first, `up` those of the second.
    `note` says what is not drawn."""

    KIND = "nuage"

    x_label: Text
    y_label: Text
    marks: tuple[Mark, ...]
    across: tuple[Zone, ...] = ()
    up: tuple[Zone, ...] = ()
    ringed: Text = ""
    note: Text = ""

    @property
    def subtitle(self) -> str:
        axes = gettext("de gauche à droite : %(x)s ; de bas en haut : %(y)s (0 à 100)")
        words = axes % {"x": self.x_label, "y": self.y_label}
        return f"{self.subject}, {words}" if self.finding else words

    @property
    def height(self) -> int:
        return HEIGHT

    @property
    def is_named(self) -> bool:
        return len(self.marks) <= NAMED

    @property
    def is_ringed(self) -> bool:
        return any(one.is_ringed for one in self.marks)

    @property
    def words(self) -> list[tuple[Shape, Text]]:
        """The shapes that are drawn, each with its word, once."""
        return list(dict.fromkeys((one.shape, one.word) for one in self.marks))

    @cached_property
    def drawn(self) -> list[DrawnMark]:
        numbers = self._placed([str(rank) for rank, _ in enumerate(self.marks, start=1)], NARROW)
        names: Sequence[Label | None] = [None] * len(self.marks)
        if self.is_named:
            names = self._placed([short(one.label) for one in self.marks], WIDE)
        told = zip(self.marks, names, numbers, strict=True)
        return [
            DrawnMark(mark=mark, rank=rank, left=mark.x, top=100 - mark.y, name=name, number=number)
            for rank, (mark, name, number) in enumerate(told, start=1)
        ]

    def heights(self) -> list[tuple[Zone, float]]:
        """The zones of the second axis, each with the top of it in per cent."""
        return [(one, round(100 - one.high, 2)) for one in self.up]

    def lefts(self) -> list[tuple[float, str]]:
        """The edges of the first axis, each with what is written there."""
        return _edges(self.across)

    def tops(self) -> list[tuple[float, str]]:
        """Those of the second, from the top."""
        return [(round(100 - edge, 2), text) for edge, text in _edges(self.up)]

    def table(self) -> Table:
        columns = (
            Column(label=gettext("N°"), is_number=True),
            Column(label=self.subject),
            Column(label=self.x_label, is_number=True),
            Column(label=self.y_label, is_number=True),
            Column(label=gettext("Lecture")),
        )
        rows = tuple(_row(one) for one in self.drawn)
        return Table(name=self.key, caption=self.caption, columns=columns, rows=rows)

    def _placed(self, texts: Sequence[str], width: float) -> list[Label]:
        spots = [
            Spot(one.x / 100 * width, (100 - one.y) / 100 * HEIGHT, text)
            for one, text in zip(self.marks, texts, strict=True)
        ]
        return placing.place(spots, width=width, height=HEIGHT, taken=list(self._words(width)))

    def _words(self, width: float) -> list[Box]:
        """The names of the zones of the second axis stand inside, at the right."""
        return [
            Box(width - len(str(one.label)) * placing.FIGURE - 8, top, width, top + 20)
            for one, share in self.heights()
            for top in (share / 100 * HEIGHT,)
        ]


LONGEST = 34


def _edges(zones: Sequence[Zone]) -> list[tuple[float, str]]:
    edges = dict.fromkeys([0.0, *(zone.low for zone in zones), 100.0])
    return [(edge, formats.number(edge)) for edge in edges]


def short(text: Text) -> str:
    """A name cut where the plot has no room; the whole of it stands in the table."""
    told = str(text)
    return told if len(told) <= LONGEST else f"{told[: LONGEST - 1].rstrip()}…"


def _row(one: DrawnMark) -> Row:
    mark = one.mark
    return Row(
        cells=(
            Cell(text=str(one.rank), value=one.rank),
            Cell(text=mark.label, url=mark.url),
            Cell(text=formats.number(mark.x), value=mark.x),
            Cell(text=formats.number(mark.y), value=mark.y),
            Cell(text=mark.word),
        )
    )
