"""Who may have to be declared on the DAS2 (Code général des impôts, article 240): fees and
commissions above a threshold for one beneficiary in one calendar year.

Candidates only: the declaration is of sums paid, tax included, and the books tell what was
invoiced; who invoices fees and who is exempt is for the accountant to say.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from timonerie.engine.fec import entries
from timonerie.engine.fec.entries import Line
from timonerie.engine.fec.parties import is_accrual


@dataclass(frozen=True)
class Threshold:
    """In cents, tax included, for the years from `since` on."""

    since: int
    amount: int
    source: str


THRESHOLDS = (
    Threshold(2007, 600_00, "CGI, article 240"),
    Threshold(2014, 1_200_00, "CGI, article 240 ; BOI-BIC-DECLA-30-70-20"),
    Threshold(2024, 2_400_00, "BOFiP, actualité du 12 février 2025, sommes versées depuis 2024"),
)

ACCOUNTS = {
    "622": "rémunérations d’intermédiaires et honoraires",
    "651": "redevances, droits d’auteur",
    "653": "jetons de présence",
}
"""Beginnings of account numbers, of the general chart of accounts (plan comptable général)."""


@dataclass(frozen=True)
class Candidate:
    provider: str
    year: int
    net: int
    """Cents, tax excluded."""
    gross: int
    """Cents, tax included, by the share of these fees in each entry."""
    threshold: int
    by_account: dict[str, int]
    """Net, by account number."""
    first: date
    last: date
    lines: tuple[Line, ...]


def candidates(attributions: pa.Table) -> tuple[Candidate, ...]:
    """At or above the threshold of their year, by year then largest first."""
    account = entries.on_accounts(attributions, *ACCOUNTS)
    named = np.asarray(pc.not_equal(attributions.column("provider"), ""))
    fees = attributions.filter(pa.array(account & named))
    years = pc.year(fees.column("entry_date"))
    places, count = entries.groups(entries.codes(fees.column("provider")), entries.codes(years))
    gross = entries.totals(fees.column("gross").to_numpy(), places, count)
    order = np.argsort(places, kind="stable")
    bounds = np.searchsorted(places[order], np.arange(count + 1))
    found = []
    for group in np.flatnonzero(gross >= THRESHOLDS[0].amount).tolist():
        part = order[bounds[group] : bounds[group + 1]]
        threshold = threshold_of(years[int(part[0])].as_py())
        named_so = fees.column("provider")[int(part[0])].as_py()
        if threshold is None or gross[group] < threshold.amount or is_accrual(named_so):
            continue
        found.append(_candidate(fees.take(pa.array(part)), int(gross[group]), threshold))
    return tuple(sorted(found, key=lambda one: (one.year, -one.gross, one.provider)))


def threshold_of(year: int) -> Threshold | None:
    """None before the first one known."""
    return next((one for one in reversed(THRESHOLDS) if one.since <= year), None)


def _candidate(fees: pa.Table, gross: int, threshold: Threshold) -> Candidate:
    rows = fees.select(["account", "amount", "entry_date"]).to_pylist()
    days = [row["entry_date"] for row in rows]
    by_account: dict[str, int] = {}
    for row in sorted(rows, key=lambda row: str(row["account"])):
        by_account[row["account"]] = by_account.get(row["account"], 0) + row["amount"]
    return Candidate(
        provider=fees.column("provider")[0].as_py(),
        year=days[0].year,
        net=sum(by_account.values()),
        gross=gross,
        threshold=threshold.amount,
        by_account=by_account,
        first=min(days),
        last=max(days),
        lines=entries.where(fees, np.arange(fees.num_rows)),
    )
