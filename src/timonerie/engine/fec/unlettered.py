"""Supplier items left unlettered for long: unpaid invoices, lost payments, double entries."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from timonerie.engine.fec import entries
from timonerie.engine.fec.parties import Parties, parties

_MONTH = 31

ITEMS = pa.schema(
    [
        ("file", pa.string()),
        ("line", pa.int64()),
        ("provider", pa.string()),
        ("entry_date", pa.date32()),
        ("age", pa.int64()),  # days
        ("amount", pa.int64()),  # cents, credit less debit: what is owed
        ("piece", pa.string()),
        ("label", pa.string()),
    ]
)


@dataclass(frozen=True)
class Unlettered:
    """`measured` is false where nothing at all is lettered: then every line would be old."""

    measured: bool
    items: pa.Table
    """Oldest first, following `ITEMS`."""
    owed: int
    """Sum of the credits, cents."""
    advanced: int
    """Sum of the debits, cents: payments without their invoice."""
    by_provider: dict[str, int]
    """Credit less debit, by `Provider.key`."""


def older_than(lines: pa.Table, *, on: date, days: int = 90) -> Unlettered:
    """Items of 401 neither lettered nor balanced that are more than `days` old at `on`. Of several
    years of one company, only the last file is read where it opens with the items of the others."""
    suppliers = entries.on_accounts(lines, "401")
    lettered = np.asarray(pc.not_equal(lines.column("lettering"), ""))
    if not (suppliers & lettered).any():
        return Unlettered(False, ITEMS.empty_table(), 0, 0, {})
    found, owed = parties(lines, "401"), -entries.balances(lines)
    open_items = suppliers & ~lettered & (owed != 0) & ~_carried_over(lines, suppliers)
    left = entries.totals(owed[open_items], found.codes[open_items], len(found.keys))
    age = (np.datetime64(on, "D") - entries.days(lines, "entry_date")).astype(np.int64)
    chosen = np.flatnonzero(open_items & (age > days) & (left != 0)[found.codes])
    chosen = chosen[np.lexsort((entries.cents(lines, "line")[chosen], -age[chosen]))]
    amounts = owed[chosen]
    sums = entries.totals(amounts, found.codes[chosen], len(found.keys))
    seen = np.unique(found.codes[chosen]).tolist()
    return Unlettered(
        measured=True,
        items=_table(lines, chosen, found, age, amounts),
        owed=int(amounts[amounts > 0].sum()),
        advanced=int(-amounts[amounts < 0].sum()),
        by_provider={found.keys[rank]: int(sums[rank]) for rank in seen},
    )


def _carried_over(lines: pa.Table, suppliers: np.ndarray) -> np.ndarray:
    """Lines of earlier files of a company whose last file opens with supplier balances; and, in one
    file, openings that repeat the items of its earlier months."""
    file, company = (entries.codes(entries.text(lines, name)) for name in ("file", "siren"))
    days = entries.days(lines, "entry_date").astype(np.int64)
    opening = entries.openings(lines)
    last_day = np.full(int(file.max(initial=0)) + 1, np.iinfo(np.int64).min)
    np.maximum.at(last_day, file, days)
    newest = np.full(int(company.max(initial=0)) + 1, np.iinfo(np.int64).min)
    np.maximum.at(newest, company, last_day[file])
    in_last = last_day[file] == newest[company]
    opens = np.zeros(len(newest), dtype=bool)
    opens[company[in_last & opening & suppliers]] = True
    first = np.full(len(last_day), np.iinfo(np.int64).max)
    np.minimum.at(first, file[~opening], days[~opening])
    repeated = opening & (days > first[file] + _MONTH)
    found: np.ndarray = (~in_last & opens[company]) | repeated
    return found


def _table(
    lines: pa.Table, on: np.ndarray, found: Parties, age: np.ndarray, amounts: np.ndarray
) -> pa.Table:
    kept = lines.take(pa.array(on))
    columns = [
        entries.text(kept, "file"),
        kept.column("line"),
        pa.array(found.keys, pa.string()).take(pa.array(found.codes[on])),
        kept.column("entry_date"),
        pa.array(age[on]),
        pa.array(amounts),
        kept.column("piece"),
        kept.column("label"),
    ]
    return pa.table(columns, schema=ITEMS)
