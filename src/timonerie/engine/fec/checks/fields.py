"""What each line holds: blanks, signs, accounts, lines there twice."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from timonerie.engine.fec import entries
from timonerie.engine.fec.checks.found import on_lines
from timonerie.engine.fec.columns import USUAL
from timonerie.engine.fec.fingerprints import digests
from timonerie.engine.fec.shapes import Finding


def find(lines: pa.Table) -> Iterator[Finding]:
    """FEC-15, 08, 09, 25, 16, 21."""
    yield from _blank(lines)
    debit, credit = entries.cents(lines, "debit"), entries.cents(lines, "credit")
    yield from on_lines("FEC-08", lines, (debit != 0) & (credit != 0))
    yield from on_lines("FEC-09", lines, (debit < 0) | (credit < 0))
    yield from on_lines("FEC-25", lines, (debit == 0) & (credit == 0))
    of_line, accounts = entries.coded(lines.column("account"))
    wrong = np.array([not _begins_well(str(one)) for one in accounts], dtype=bool)
    named = [one for one, is_wrong in zip(accounts, wrong, strict=True) if is_wrong and one]
    yield from on_lines("FEC-16", lines, wrong[of_line], accounts=named[:20])
    yield from on_lines("FEC-21", lines, _repeated(lines))


def _blank(lines: pa.Table) -> Iterator[Finding]:
    for column in USUAL:
        if column.filled and column.name not in ("debit", "credit", "valid_date"):
            values = lines.column(column.name)
            blank = pc.is_null(values) if column.kind == pa.date32() else pc.equal(values, "")
            yield from on_lines("FEC-15", lines, np.asarray(blank), column=column.legal)


def _begins_well(account: str) -> bool:
    return len(account) >= 3 and account[:3].isascii() and account[:3].isdigit()


def _repeated(lines: pa.Table) -> np.ndarray:
    """Lines that say what an earlier line says."""
    found = np.ones(lines.num_rows, dtype=bool)
    found[np.unique(digests(lines), return_index=True)[1]] = False
    return found
