"""A FEC read: its lines as a table, and how the file is written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from timonerie.engine.fec import cells, names, texts, values
from timonerie.engine.fec.columns import ALL, AMOUNT, CENTS, SCHEMA, SIDE, Column
from timonerie.engine.fec.fingerprints import fingerprint
from timonerie.engine.fec.forms import findings_of, profile_of
from timonerie.engine.fec.layout import Layout, layout
from timonerie.engine.fec.refusals import nothing_in, too_many
from timonerie.engine.fec.shapes import LISTED, Reading, Rejected

SHARE_SET_ASIDE = 0.01
"""Beyond it, and beyond one line, the file is refused; below, its unreadable lines are listed."""


@dataclass
class _Gathered:
    """What comes with the blocks."""

    tables: list[pa.Table] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    set_aside: int = 0
    blanked: dict[str, list[int]] = field(default_factory=dict)
    padded: bool = False
    closed: bool = False


def read(path: Path, *, tell: Callable[[int], None] | None = None) -> Reading:
    """Read a whole file; `tell` is given the number of lines read so far.

    Raises:
        Unreadable: FEC-01 columns missing, FEC-10 too many lines that cannot be read, FEC-12
            EBCDIC, FEC-13 no line at all.
    """
    written = texts.look(path)
    shape, gathered = _gathered(path, written, tell or (lambda lines: None))
    lines = pa.concat_tables(gathered.tables) if gathered.tables else SCHEMA.empty_table()
    if not (lines.num_rows or gathered.set_aside):
        raise nothing_in(header=True)
    bearable = max(1.0, SHARE_SET_ASIDE * (lines.num_rows + gathered.set_aside))
    if gathered.set_aside > bearable or not lines.num_rows:
        raise too_many(gathered.rejected, gathered.set_aside, lines.num_rows)
    profile = profile_of(
        lines, shape, written, name=names.read(path.name), path=path,
        set_aside=gathered.set_aside, padded=gathered.padded, closed=gathered.closed,
    )  # fmt: skip
    return Reading(
        lines=lines,
        profile=profile,
        rejected=tuple(gathered.rejected[:LISTED]),
        fingerprint=fingerprint(lines),
        findings=findings_of(profile, gathered.rejected, gathered.blanked),
    )


def _gathered(
    path: Path, written: texts.Written, tell: Callable[[int], None]
) -> tuple[Layout, _Gathered]:
    shape, gathered = None, _Gathered()
    for line, block in _numbered(texts.blocks(path, written)):
        start, rest = line, block
        if shape is None:
            shape, start, rest = _header(line, block)
        _gather(gathered, cells.cut(rest, shape, line=start), shape)
        tell(sum(table.num_rows for table in gathered.tables))
    if shape is None:
        raise nothing_in(header=False)
    return shape, gathered


def _numbered(blocks: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    line = 1
    for block in blocks:
        yield line, block
        line += block.count(b"\n")


def _header(line: int, block: bytes) -> tuple[Layout, int, bytes]:
    """The layout of the first line that is not blank, and the lines that follow it."""
    while block:
        first, _, block = block.partition(b"\n")
        line += 1
        if first.strip():
            return layout(first.decode(), line=line - 1), line, block
    raise nothing_in(header=False)


def _gather(gathered: _Gathered, cut: cells.Cells, shape: Layout) -> None:
    """The lines of a block, typed; those that cannot be are set aside."""
    trimmed = {
        legal: values.texts(cut.columns[rank], quoted=shape.quoted)
        for legal, rank in shape.places.items()
    }
    table, wrong, padded = _typed(cut, trimmed, shape, gathered)
    good = ~np.logical_or.reduce([where for where, _ in wrong.values()])
    rejected = [*cut.rejected, *_rejected(cut.numbers, wrong)]
    gathered.set_aside += len(cut.rejected) + int((~good).sum())
    gathered.rejected += sorted(rejected, key=lambda one: one.line)[:LISTED]
    gathered.tables.append(table if good.all() else table.filter(pa.array(good)))
    gathered.padded |= padded or _shortened(cut, trimmed, shape)
    gathered.closed |= cut.closed


Wrong = dict[str, tuple[np.ndarray, pa.Array]]


def _typed(
    cut: cells.Cells, trimmed: dict[str, pa.Array], shape: Layout, gathered: _Gathered
) -> tuple[pa.Table, Wrong, bool]:
    """The table of a block, what makes a line unreadable by column, whether amounts are padded."""
    count = len(cut.numbers)
    debit, credit, wrong, padded = _money(trimmed, shape)
    columns: dict[str, pa.Array] = {"line": pa.array(cut.numbers)}
    for one in ALL:
        if one.name in ("debit", "credit"):
            columns[one.name] = pa.array(debit if one.name == "debit" else credit, CENTS)
        elif one.legal not in trimmed:
            blank = "" if pa.types.is_string(one.kind) else None
            columns[one.name] = pa.array([blank] * count, one.kind)
        elif pa.types.is_string(one.kind):
            columns[one.name] = trimmed[one.legal]
        else:
            columns[one.name], faulty = _known(one, trimmed[one.legal])
            if one.name == "entry_date":
                missing = np.asarray(pc.is_null(columns[one.name]))
                wrong[one.legal] = (missing, trimmed[one.legal])
            elif faulty.any():
                gathered.blanked.setdefault(one.legal, []).extend(cut.numbers[faulty].tolist())
    return pa.table(columns, schema=SCHEMA), wrong, padded


def _known(one: Column, cells_of_it: pa.Array) -> tuple[pa.Array, np.ndarray]:
    """Days, or foreign amounts, null where blank or unreadable; and where they are unreadable."""
    if one.kind == pa.date32():
        return values.days(cells_of_it)
    found, blank, faulty = values.cents(cells_of_it)
    return pa.array(found, CENTS, mask=blank | faulty), faulty


def _money(
    trimmed: dict[str, pa.Array], shape: Layout
) -> tuple[np.ndarray, np.ndarray, Wrong, bool]:
    if not shape.sided:
        debit, _, wrong_debit = values.cents(trimmed["Debit"])
        credit, _, wrong_credit = values.cents(trimmed["Credit"])
        wrong = {
            "Debit": (wrong_debit, trimmed["Debit"]),
            "Credit": (wrong_credit, trimmed["Credit"]),
        }
        return debit, credit, wrong, _zeros(trimmed["Debit"])
    amount, _, wrong_amount = values.cents(trimmed[AMOUNT])
    side, wrong_side = values.sides(trimmed[SIDE])
    wrong = {AMOUNT: (wrong_amount, trimmed[AMOUNT]), SIDE: (wrong_side, trimmed[SIDE])}
    debit, credit = np.where(side > 0, amount, 0), np.where(side < 0, amount, 0)
    return debit, credit, wrong, _zeros(trimmed[AMOUNT])


def _zeros(amounts: pa.Array) -> bool:
    return bool(pc.any(pc.match_substring_regex(amounts, r"^-?0[0-9]")).as_py())


def _shortened(cut: cells.Cells, trimmed: dict[str, pa.Array], shape: Layout) -> bool:
    """Whether texts lost blanks around them."""
    return any(
        pc.sum(pc.binary_length(cut.columns[rank])) != pc.sum(pc.binary_length(trimmed[legal]))
        for legal, rank in shape.places.items()
    )


def _rejected(numbers: np.ndarray, wrong: Wrong) -> Iterator[Rejected]:
    """One for each faulty line, for its first faulty column; no more than can be listed."""
    seen: set[int] = set()
    for column, (where, written) in wrong.items():
        reason = "date" if column.endswith("Date") else "side" if column == SIDE else "amount"
        for rank in np.flatnonzero(where)[:LISTED].tolist():
            if rank not in seen:
                seen.add(rank)
                value = written[rank].as_py()[:80]
                yield Rejected(int(numbers[rank]), column, value, reason)
