"""Rows of a file to typed events, with the list of what is rejected and why.

The file is read once into compact text columns (only those that the mapping names), so that what
must be decided on a whole column is; then it is typed by slices, each distinct text once a slice.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

import pyarrow as pa

from timonerie.domains.facts.enums import Field
from timonerie.domains.facts.rules.binding import Binding, Readers, bind, readers
from timonerie.domains.facts.rules.events import EVENTS
from timonerie.domains.facts.rules.instants import DayOrder, day_order
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.domains.facts.rules.slices import SliceTyper
from timonerie.foundations.documents.connectors.base import Grid, Notice
from timonerie.foundations.documents.connectors.xlsx import refuse_doubtful

SLICE = 32_768
MAX_LISTED = 100_000
_SHOWN = 100

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Reject:
    """A value that refuses its row: where, what, why (``code``) and what to do (``remedy``)."""

    line: int
    column: str
    value: str
    code: str
    remedy: str


@dataclass
class Reading:
    """A file as read: its events, what was rejected, what was doubtful.

    ``rows`` counts the rows of the file, ``rejected`` those of them that are left out;
    ``rejects`` holds the first :data:`MAX_LISTED` faults, ``unlisted`` counts the others.
    """

    header: tuple[str, ...]
    events: pa.Table
    rows: int = 0
    rejected: int = 0
    rejects: list[Reject] = field(default_factory=list)
    unlisted: int = 0
    notices: list[Notice] = field(default_factory=list)

    @property
    def content(self) -> str:
        """SHA-256 of the rows accepted: the same for any order, format or repetition of them."""
        hashes = sorted(set(self.events["row_hash"].to_pylist()))
        return hashlib.sha256(b"".join(hashes)).hexdigest()


def read(
    grid: Grid,
    mapping: Mapping,
    *,
    limit: int | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Type every row of a grid.

    ``limit`` stops after that many rows (for a preview); ``progress`` is told the number of rows
    read, from time to time.

    Raises:
        FileRefused: a structural fault of the file, MAP-01 a column that it lacks, XLS-08 a cell
            of the mapping whose value cannot be trusted.
    """
    binding = bind(grid.header, mapping)
    _refuse_doubtful(grid, binding)
    reading = Reading(grid.header, EVENTS.empty_table())
    slices = list(_gather(grid, binding, reading, limit, progress))
    orders = _day_orders(slices, binding, mapping, reading)
    ready = readers(mapping, binding, orders)
    reading.events = pa.Table.from_batches(list(_typed(slices, ready, binding, reading)), EVENTS)
    reading.notices[:0] = [*grid.notices, *binding.notices]
    return reading


def reject(reading: Reading, line: int, column: str, value: str, code: str, remedy: str) -> None:
    """Add a fault to the list, or to the count once the list is full."""
    if len(reading.rejects) >= MAX_LISTED:
        reading.unlisted += 1
        return
    shown = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
    reading.rejects.append(Reject(line, column, shown, code, remedy))


def _refuse_doubtful(grid: Grid, binding: Binding) -> None:
    amount = binding.fields.get(Field.AMOUNT)
    used = frozenset(binding.used)
    for (line, column), doubt in sorted(grid.doubtful.items()):
        if column not in used or doubt == "leap" or (doubt == "formula" and column != amount):
            continue
        raise refuse_doubtful(line, column, grid.header[column], doubt)


def _gather(
    grid: Grid, binding: Binding, reading: Reading, limit: int | None, progress: Progress | None
) -> Iterator[pa.RecordBatch]:
    """The columns read, as text, by slices: "line", then each position used by its number."""
    pick = _picker(binding.used)
    lines: list[int] = []
    picked: list[Sequence[str]] = []
    width = len(grid.header)
    for line, cells in grid.rows:
        reading.rows += 1
        if len(cells) != width:
            _reject_width(reading, line, cells, width)
        else:
            lines.append(line)
            picked.append(pick(cells))
        if len(lines) == SLICE:
            yield _slice(lines, picked, binding)
            lines, picked = [], []
            if progress:
                progress(reading.rows)
        if reading.rows == limit:
            break
    if lines:
        yield _slice(lines, picked, binding)
    if progress:
        progress(reading.rows)


def _picker(positions: tuple[int, ...]) -> Callable[[Sequence[str]], Sequence[str]]:
    if len(positions) == 1:
        only = positions[0]
        return lambda cells: (cells[only],)
    return itemgetter(*positions)


def _slice(lines: list[int], picked: list[Sequence[str]], binding: Binding) -> pa.RecordBatch:
    columns = [pa.array(column, pa.string()) for column in zip(*picked, strict=True)]
    names = [str(position) for position in binding.used]
    return pa.RecordBatch.from_arrays([pa.array(lines, pa.int32()), *columns], ["line", *names])


def _reject_width(reading: Reading, line: int, cells: Sequence[str], width: int) -> None:
    reading.rejected += 1
    remedy = (
        f"La ligne a {len(cells)} cellules, l’en-tête {width}. Cherchez un séparateur en trop ou "
        "en moins."
    )
    reject(reading, line, "", " | ".join(cells)[: _SHOWN + 1], "CSV-04", remedy)


def _day_orders(
    slices: list[pa.RecordBatch], binding: Binding, mapping: Mapping, reading: Reading
) -> dict[int, DayOrder]:
    """Order of day and month by position; a column without evidence follows the others."""
    if mapping.dates:
        return {}
    found = {at: day_order(_distinct(slices, at)) for at in binding.dated}
    decided = {order for order in found.values() if order in _DECIDED}
    common = decided.pop() if len(decided) == 1 else DayOrder.DAY_FIRST
    undecided = [at for at, order in found.items() if order is DayOrder.UNDECIDED]
    for at in undecided:
        column = binding.header[at]
        message = (
            f"Rien dans la colonne « {column} » ne dit l’ordre du jour et du mois : lue "
            f"{common.value}."
        )
        reading.notices.append(Notice("DAT-06", message, column=column))
    return found | dict.fromkeys(undecided, common)


_DECIDED = (DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST)


def _distinct(slices: list[pa.RecordBatch], position: int) -> Iterator[str | None]:
    for batch in slices:
        yield from batch.column(str(position)).unique().to_pylist()


def _typed(
    slices: list[pa.RecordBatch], ready: Readers, binding: Binding, reading: Reading
) -> Iterator[pa.RecordBatch]:
    typer = SliceTyper(ready, binding)
    for rank in range(len(slices)):
        typed = typer.type(slices[rank])
        # The text is not needed any more: memory peaks with one form of the file, not two.
        slices[rank] = slices[rank].slice(0, 0)
        for line, column, value, fault in typed.faults:
            reject(reading, line, column, value, fault.code, fault.remedy)
        reading.rejected += typed.rejected
        yield typed.events
    reading.notices.extend(typer.notices())
