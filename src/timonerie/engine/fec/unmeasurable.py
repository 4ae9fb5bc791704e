"""What these lines cannot tell, with the reason. The sentences stand in `unmeasurable.toml`."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from timonerie.engine.fec import after_closing, entries


@dataclass(frozen=True)
class Gap:
    """`code`: entry_delay, after_closing, payment_delays, unlettered, providers, third_parties.
    `reason`: an entry of `unmeasurable.toml`. `params`: figures for the sentence."""

    code: str
    reason: str
    params: dict[str, Any] = field(default_factory=dict)


def of(lines: pa.Table) -> tuple[Gap, ...]:
    """Empty when everything can be measured."""
    suppliers = entries.on_accounts(lines, "401")
    found = [*_of_pieces(lines), *_of_validation(lines)]
    if not suppliers.any():
        return (*found, Gap("providers", "no_supplier_account"))
    blank = np.asarray(pc.equal(lines.column("auxiliary"), ""))[suppliers]
    if blank.any():
        params = {"lines": int(blank.sum()), "of": int(suppliers.sum())}
        found.append(Gap("third_parties", "all_blank" if blank.all() else "some_blank", params))
    lettered = np.asarray(pc.not_equal(lines.column("lettering"), ""))[suppliers]
    if not lettered.any():
        found += [Gap("payment_delays", "no_lettering"), Gap("unlettered", "no_lettering")]
    elif lines.column("lettering_date").null_count == lines.num_rows:
        found.append(Gap("payment_delays", "no_lettering_date"))
    return tuple(found)


def _of_pieces(lines: pa.Table) -> list[Gap]:
    """How long between the invoice and its entry: not where one date is copied from the other."""
    pieces, entered = (entries.days(lines, name) for name in ("piece_date", "entry_date"))
    known = ~np.isnat(pieces)
    if not known.any():
        return [Gap("entry_delay", "no_piece_date")]
    if (pieces[known] == entered[known]).all():
        return [Gap("entry_delay", "same_dates")]
    return []


def _of_validation(lines: pa.Table) -> list[Gap]:
    reason = after_closing.why_not(lines)
    if reason == "single":
        day = pc.max(lines.column("valid_date")).as_py()
        return [Gap("after_closing", reason, {"date": day.isoformat()})]
    return [Gap("after_closing", reason)] if reason else []
