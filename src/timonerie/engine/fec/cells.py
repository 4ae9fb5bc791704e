"""A block of lines cut into cells, column by column, each line with its number."""

import io
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from pyarrow import csv

from timonerie.engine.fec.layout import Layout
from timonerie.engine.fec.shapes import Rejected

_TEXT = pa.string()


@dataclass(frozen=True)
class Cells:
    """`columns[rank]` of the layout, as written; `numbers` are the lines of the file. `closed` when
    lines end with a separator too many."""

    numbers: np.ndarray
    columns: dict[int, pa.Array]
    rejected: list[Rejected]
    closed: bool


def cut(block: bytes, shape: Layout, *, line: int) -> Cells:
    """`line` is the number of the first line of the block. Blank lines are passed over; a line that
    is too short, or that holds a separator in one of its texts, is rejected."""
    data = np.frombuffer(block, dtype=np.uint8)
    ends = np.flatnonzero(data == 10)
    separators = np.flatnonzero(data == ord(shape.separator))
    counts = np.diff(np.searchsorted(separators, ends), prepend=0)
    usual = _usual(counts, shape)
    odd = np.flatnonzero(counts != usual)
    numbers = np.arange(line, line + len(ends), dtype=np.int64)
    rejected: list[Rejected] = []
    if len(odd):
        block, kept = _mended(block, shape, odd=odd, usual=usual, line=line, rejected=rejected)
        numbers = numbers[kept]
    columns = _columns(block, shape, width=usual + 1) if len(numbers) else _none(shape)
    return Cells(numbers, columns, rejected, closed=usual + 1 > shape.width)


def _usual(counts: np.ndarray, shape: Layout) -> int:
    """The commonest number of separators on a line, that of the header where most are blank."""
    if not len(counts):
        return shape.width - 1
    return max(int(np.bincount(counts).argmax()), shape.width - 1)


def _mended(
    block: bytes, shape: Layout, *, odd: np.ndarray, usual: int, line: int,
    rejected: list[Rejected],
) -> tuple[bytes, np.ndarray]:  # fmt: skip
    lines = block.split(b"\n")[:-1]
    kept = np.ones(len(lines), dtype=bool)
    separator = shape.separator.encode()
    for rank in odd.tolist():
        cells = lines[rank].split(separator)
        if not lines[rank].strip(separator + b' "'):
            kept[rank] = False
        elif len(cells) < shape.least or any(cell.strip(b' "') for cell in cells[usual + 1 :]):
            kept[rank] = False
            value = lines[rank][:80].decode(errors="replace")
            rejected.append(Rejected(line + rank, "", value, "width"))
        else:
            whole = [*cells[: usual + 1], *[b""] * (usual + 1 - len(cells))]
            lines[rank] = separator.join(whole)
    whole_lines = [one for one, keep in zip(lines, kept.tolist(), strict=True) if keep]
    return b"\n".join([*whole_lines, b""]), kept


def _columns(block: bytes, shape: Layout, *, width: int) -> dict[int, pa.Array]:
    names = [str(rank) for rank in range(width)]
    wanted = [str(rank) for rank in sorted(shape.places.values())]
    table = csv.read_csv(
        io.BytesIO(block),
        read_options=csv.ReadOptions(
            use_threads=False, block_size=len(block) + 1, column_names=names
        ),
        parse_options=csv.ParseOptions(
            delimiter=shape.separator, quote_char=False, double_quote=False
        ),
        convert_options=csv.ConvertOptions(
            include_columns=wanted,
            column_types=dict.fromkeys(wanted, _TEXT),
            strings_can_be_null=False,
        ),
    )
    return {int(name): table.column(name).combine_chunks() for name in wanted}


def _none(shape: Layout) -> dict[int, pa.Array]:
    return {rank: pa.array([], _TEXT) for rank in shape.places.values()}
