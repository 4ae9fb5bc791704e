"""How long supplier invoices waited, by their lettering.

From EcritureDate to DateLet of the credits of 401. It is a proxy: the day of lettering may come
after that of the payment, and the accounting date after that of the invoice. The legal ceiling, 60
days from the invoice or 45 days end of month where the contract says so (Code de commerce,
L441-10), is judged on that proxy: to be checked by counsel.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from timonerie.engine.fec import entries
from timonerie.engine.fec.parties import parties

CEILING_DAYS = 60
CEILING_END_OF_MONTH = 45
"""Days, then the end of the month, or the end of the month, then days: the later, since both are
practised and the contract is not known here."""

INVOICES = pa.schema(
    [
        ("file", pa.string()),
        ("line", pa.int64()),
        ("provider", pa.string()),
        ("entry_date", pa.date32()),
        ("lettering_date", pa.date32()),
        ("month", pa.date32()),  # of the invoice
        ("amount", pa.int64()),  # cents, tax included
        ("days", pa.int64()),
        ("beyond_60", pa.bool_()),
        ("beyond_45_end_of_month", pa.bool_()),
    ]
)


@dataclass(frozen=True)
class Figures:
    """Of some invoices: days, and shares of their number from 0 to 1."""

    count: int
    amount: int
    median: float
    p90: float
    mean: float
    beyond_60: float
    beyond_45_end_of_month: float


@dataclass(frozen=True)
class Delays:
    """`overall` is None where nothing is lettered: not measured, which is not zero day."""

    overall: Figures | None
    by_month: dict[str, Figures]
    """By month of the invoice, "2026-01"."""
    by_provider: dict[str, Figures]
    """By `Provider.key`."""
    invoices: pa.Table
    """Every invoice measured, following `INVOICES`: the lines behind every figure."""
    unlettered: int
    """Credits of 401 left out because they are not lettered, or not dated."""
    unlettered_amount: int


def measure(lines: pa.Table) -> Delays:
    """Openings dated on the first day of the books are left out, since they say nothing of the day
    of the invoice; detailed openings that kept the day of each invoice are measured."""
    owed = -entries.balances(lines)
    invoices = entries.on_accounts(lines, "401") & (owed > 0) & ~entries.opening_balances(lines)
    lettered = _lettered_on(lines)
    measured = invoices & ~np.isnat(lettered)
    left = invoices & np.isnat(lettered)
    table = _table(lines, np.flatnonzero(measured), owed, lettered)
    months = pc.strftime(table.column("month"), format="%Y-%m")
    return Delays(
        overall=_figures(table) if table.num_rows else None,
        by_month=_by(table, months),
        by_provider=_by(table, table.column("provider")),
        invoices=table,
        unlettered=int(left.sum()),
        unlettered_amount=int(owed[left].sum()),
    )


def _lettered_on(lines: pa.Table) -> np.ndarray:
    """The day of lettering of each line; where it is blank, the last one of its lettering group."""
    days = entries.days(lines, "lettering_date")
    named = np.asarray(pc.not_equal(lines.column("lettering"), ""))
    of_group = ("account", "auxiliary", "lettering")
    group, count = entries.groups(
        *(entries.codes(entries.text(lines, name)) for name in ("file", "siren")),
        *(entries.codes(lines.column(name)) for name in of_group),
    )
    latest = np.full(count, np.iinfo(np.int64).min)
    known = named & ~np.isnat(days)
    np.maximum.at(latest, group[known], days[known].astype(np.int64))
    found: np.ndarray = np.where(np.isnat(days), latest.astype("datetime64[D]")[group], days)
    found[~named] = np.datetime64("NaT")
    return found


def _table(lines: pa.Table, on: np.ndarray, owed: np.ndarray, lettered: np.ndarray) -> pa.Table:
    found = parties(lines, "401")
    start, end = entries.days(lines, "entry_date")[on], lettered[on]
    by_contract = np.maximum(
        _end_of_month(start + CEILING_END_OF_MONTH), _end_of_month(start) + CEILING_END_OF_MONTH
    )
    days = (end - start).astype(np.int64)
    columns = [
        entries.text(lines, "file").take(pa.array(on)),
        lines.column("line").take(pa.array(on)),
        pa.array(found.keys, pa.string()).take(pa.array(found.codes[on])),
        pa.array(start),
        pa.array(end),
        pa.array(start.astype("datetime64[M]").astype("datetime64[D]")),
        pa.array(owed[on]),
        pa.array(days),
        pa.array(days > CEILING_DAYS),
        pa.array(end > by_contract),
    ]
    return pa.table(columns, schema=INVOICES)


def _end_of_month(days: np.ndarray) -> np.ndarray:
    found: np.ndarray = (days.astype("datetime64[M]") + 1).astype("datetime64[D]") - 1
    return found


def _by(table: pa.Table, names: pa.ChunkedArray) -> dict[str, Figures]:
    places, known = entries.coded(names)
    order = np.argsort(places, kind="stable")
    sizes = np.bincount(places, minlength=len(known)).tolist()
    sorted_table, found, start = table.take(pa.array(order)), {}, 0
    for name, size in zip(known, sizes, strict=True):
        found[str(name)] = _figures(sorted_table.slice(start, size))
        start += size
    return found


def _figures(table: pa.Table) -> Figures:
    days = table.column("days").to_numpy()
    return Figures(
        count=table.num_rows,
        amount=int(table.column("amount").to_numpy().sum()),
        median=float(np.median(days)),
        p90=float(np.percentile(days, 90)),
        mean=float(days.mean()),
        beyond_60=float(table.column("beyond_60").to_numpy().mean()),
        beyond_45_end_of_month=float(table.column("beyond_45_end_of_month").to_numpy().mean()),
    )
