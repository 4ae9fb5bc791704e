"""A CSV file with two columns of instants in, the same file with `working_seconds` out.

The file is read and written by blocks, so its size does not matter; nothing is left at the target
when a line is refused.
"""

import csv
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np

from timonerie.engine import csv_blocks, instants
from timonerie.engine.calendars import Calendar
from timonerie.engine.csv_blocks import Block, FileRefused, Layout
from timonerie.engine.pauses import Pauses
from timonerie.engine.worktime import MISSING, Clock, span_of
from timonerie.engine.zones import Flags, Instants

ADDED = "working_seconds"

_LISTED = 20
_REMEDIES = {
    "unreadable": "ce n’est pas une date avec son heure. Écrivez 2026-03-29T14:30 ou"
    " 29/03/2026 14:30",
    "beyond": "l’année est hors de 1900 à 2100. Corrigez la date",
    "skipped": "cette heure locale n’existe pas (passage à l’heure d’été). Corrigez l’heure ou"
    " écrivez son décalage, par exemple +02:00",
    "repeated": "cette heure locale existe deux fois (passage à l’heure d’hiver) ; la première est"
    " prise. Écrivez son décalage pour l’autre, par exemple +01:00",
    "reversed": "la fin précède le début. Corrigez l’une des deux dates",
    "pause": "ce n’est pas une suite de suspensions. Écrivez début/fin;début/fin",
    "pause_reversed": "une suspension finit avant de commencer. Corrigez l’une des deux dates",
}


@dataclass(frozen=True, slots=True)
class Fault:
    line: int
    column: str
    value: str
    code: str

    @property
    def remedy(self) -> str:
        return _REMEDIES[self.code]

    @property
    def sentence(self) -> str:
        return f"Ligne {self.line}, colonne « {self.column} » : « {self.value} » : {self.remedy}."


@dataclass(slots=True)
class FaultList:
    """Keeps the first faults and counts them all."""

    shown: list[Fault] = field(default_factory=list)
    count: int = 0

    def add(self, fault: Fault) -> None:
        self.count += 1
        if len(self.shown) < _LISTED:
            self.shown.append(fault)

    def sentences(self) -> list[str]:
        more = self.count - len(self.shown)
        return [
            *(fault.sentence for fault in sorted(self.shown, key=lambda fault: fault.line)),
            *([f"… et {more} de plus."] if more else []),
        ]


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of the columns to read."""

    start: str
    end: str
    suspended: str | None = None


@dataclass(slots=True)
class Totals:
    """`missing` rows have no start or no end; `working_seconds` adds up the others."""

    rows: int = 0
    missing: int = 0
    working_seconds: int = 0
    warnings: FaultList = field(default_factory=FaultList)


def measure(source: Path, target: Path, *, calendar: Calendar, columns: Columns) -> Totals:
    """Writes `source` with one more column to `target`.

    Raises FileRefused, whose message lists the faulty lines, and OSError.
    """
    shape = csv_blocks.layout(source)
    if ADDED in shape.header:
        raise FileRefused(f"Ligne 1 : la colonne « {ADDED} » existe déjà. Renommez-la ou ôtez-la.")
    meter = _Meter(calendar, shape, columns)
    partial = target.with_name(f"{target.name}.partial")
    try:
        with (
            source.open(encoding=shape.encoding, newline="") as file,
            partial.open("w", encoding=shape.encoding, newline="") as out,
        ):
            writer = csv.writer(out, delimiter=shape.delimiter, lineterminator="\n")
            writer.writerow([*shape.header, ADDED])
            for block in csv_blocks.blocks(file, shape):
                worked = meter.measure(block)
                writer.writerows(
                    [*row, "" if seconds == MISSING else seconds]
                    for row, seconds in zip(block.rows, worked.tolist(), strict=True)
                )
        if meter.faults.count:
            raise FileRefused("\n".join(meter.faults.sentences()))
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)
    return meter.totals


class _Meter:
    """Measures block after block with one clock, laid out over more years when a block needs it."""

    def __init__(self, calendar: Calendar, shape: Layout, columns: Columns) -> None:
        self.calendar = calendar
        self.columns = columns
        self.start = shape.position(columns.start)
        self.end = shape.position(columns.end)
        self.suspended = None if columns.suspended is None else shape.position(columns.suspended)
        self.faults = FaultList()
        self.totals = Totals()
        self.clock: Clock | None = None
        self.years: tuple[int, int] = (0, 0)

    def measure(self, block: Block) -> Instants:
        starts = self._instants(block.lines, self.columns.start, block.column(self.start))
        ends = self._instants(block.lines, self.columns.end, block.column(self.end))
        known = (starts != MISSING) & (ends != MISSING)
        reversed_ = known & (ends < starts)
        self._refuse(reversed_, "reversed", block.lines, self.columns.end, block.column(self.end))
        known &= ~reversed_
        starts, ends = np.where(known, (starts, ends), MISSING)
        pauses = self._pauses(block)
        if known.any():
            worked = self._clock_over(starts, ends).both_sides(pauses, starts, ends).provider
        else:
            worked = starts
        self.totals.rows += len(worked)
        self.totals.missing += int((~known).sum())
        self.totals.working_seconds += int(worked[known].sum())
        return worked

    def _instants(self, lines: Sequence[int], column: str, texts: Sequence[str]) -> Instants:
        read = instants.read(texts, self.calendar.zone)
        self._refuse(read.unreadable, "unreadable", lines, column, texts)
        self._refuse(read.beyond, "beyond", lines, column, texts)
        self._refuse(read.skipped, "skipped", lines, column, texts)
        for row in np.flatnonzero(read.repeated).tolist():
            self.totals.warnings.add(Fault(lines[row], column, texts[row], "repeated"))
        return read.utc

    def _pauses(self, block: Block) -> Pauses:
        """Faulty pauses are listed and left out: the file is refused anyway."""
        if self.columns.suspended is None or self.suspended is None:
            return Pauses.of_rows([[]] * len(block.rows))
        column = self.columns.suspended
        rows: list[int] = []
        lines: list[int] = []
        begins: list[str] = []
        stops: list[str] = []
        for row, cell in enumerate(block.column(self.suspended)):
            for piece in filter(str.strip, cell.split(";")):
                halves = _halves(piece)
                if halves is None or not halves[0].strip():
                    self.faults.add(Fault(block.lines[row], column, piece, "pause"))
                    continue
                rows.append(row)
                lines.append(block.lines[row])
                begins.append(halves[0])
                stops.append(halves[1])
        starts = self._instants(lines, column, begins)
        ends = self._instants(lines, column, stops)
        wrong = (starts != MISSING) & (ends != MISSING) & (ends < starts)
        self._refuse(wrong, "pause_reversed", lines, column, stops)
        kept = (starts != MISSING) & ~wrong
        counts = np.bincount(np.array(rows, np.int64)[kept], minlength=len(block.rows))
        offsets = np.concatenate(([0], np.cumsum(counts)))
        return Pauses(offsets, starts[kept], ends[kept])

    def _refuse(
        self, wrong: Flags, code: str, lines: Sequence[int], column: str, texts: Sequence[str]
    ) -> None:
        for row in np.flatnonzero(wrong).tolist():
            self.faults.add(Fault(lines[row], column, texts[row], code))

    def _clock_over(self, starts: Instants, ends: Instants) -> Clock:
        first, last = span_of(starts, ends)
        low, high = self.years
        if self.clock is None:
            low, high = first.year, last.year
        if self.clock is None or first.year < low or last.year > high:
            self.years = min(low, first.year), max(high, last.year)
            self.clock = Clock.compile(
                self.calendar, date(self.years[0], 1, 1), date(self.years[1], 12, 31)
            )
        return self.clock


def _halves(piece: str) -> tuple[str, str] | None:
    """Both ends of a pause; a French date has slashes of its own. An empty end still runs."""
    parts = piece.split("/")
    french = parts[0].strip().isdigit()
    cut = 3 if french else 1
    if len(parts) <= cut or len(parts) - cut not in (1, 3):
        return None
    return "/".join(parts[:cut]), "/".join(parts[cut:])
