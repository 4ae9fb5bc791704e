"""Third parties of supplier lines: the auxiliary, or the account where it is blank."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from timonerie.engine.fec import entries


@dataclass(frozen=True)
class Parties:
    """`codes` is the rank in `keys` for each line, -1 elsewhere than on supplier accounts; `keys`
    are sorted."""

    codes: np.ndarray
    keys: list[str]


def parties(lines: pa.Table, *accounts: str) -> Parties:
    """Of the lines on these accounts, those of suppliers by default; openings included."""
    on_them = entries.on_accounts(lines, *(accounts or entries.SUPPLIERS))
    codes = np.full(lines.num_rows, -1, dtype=np.int64)
    kept = lines.filter(pa.array(on_them))
    ranks, known = entries.coded(_keys(kept))
    codes[on_them] = ranks
    return Parties(codes, [str(one) for one in known])


def is_accrual(name: str) -> bool:
    """Whether a key is an account of invoices not received (408): nobody in particular."""
    code = name.rpartition(":")[2]
    return code.startswith("408") and code.isdigit()


def _keys(kept: pa.Table) -> pa.ChunkedArray:
    """SIREN:code where the table has several companies, the code alone otherwise."""
    blank = pc.equal(kept.column("auxiliary"), "")
    code = pc.if_else(blank, kept.column("account"), kept.column("auxiliary"))
    siren = entries.text(kept, "siren")
    begin = pc.if_else(pc.equal(siren, ""), "", pc.binary_join_element_wise(siren, "", ":"))
    return pc.binary_join_element_wise(begin, code, "")
