"""Result and treasury by month: what surrounds the spend, no more."""

import numpy as np
import pyarrow as pa

from timonerie.engine.fec import entries

MONTHS = pa.schema(
    [
        ("month", pa.date32()),
        ("income", pa.int64()),  # class 7, credit less debit
        ("costs", pa.int64()),  # class 6, debit less credit
        ("result", pa.int64()),
        ("treasury", pa.int64()),  # class 5, debit less credit, cumulated to the end of the month
        ("lines", pa.int64()),  # lines of these classes in the month
    ]
)


def by_month(lines: pa.Table) -> pa.Table:
    """Following `MONTHS`, in cents, from the first to the last month; a month without a line has
    null figures for result, and keeps its treasury. Entries that close the year are left out of the
    result. Behind: the lines of classes 5 to 7 of the month."""
    if not lines.num_rows:
        return MONTHS.empty_table()
    months = entries.days(lines, "entry_date").astype("datetime64[M]")
    first = months.min()
    rank = (months - first).astype(np.int64)
    count = int(rank.max()) + 1
    balances, lasting = entries.balances(lines), ~entries.closings(lines)
    of = {name: entries.on_accounts(lines, name) for name in ("5", "6", "7")}
    result = (of["6"] | of["7"]) & lasting

    def total(kept: np.ndarray) -> np.ndarray:
        return entries.totals(balances[kept], rank[kept], count)

    active = np.bincount(rank[result], minlength=count) > 0
    income, costs = -total(of["7"] & lasting), total(of["6"] & lasting)
    told = [pa.array(one, mask=~active) for one in (income, costs, income - costs)]
    days = (first + np.arange(count)).astype("datetime64[D]")
    seen = np.bincount(rank[result | of["5"]], minlength=count)
    columns = [pa.array(days), *told, pa.array(np.cumsum(total(of["5"]))), pa.array(seen)]
    return pa.table(columns, schema=MONTHS)
