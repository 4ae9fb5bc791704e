"""What the books answer, as one document of plain JSON: what pages read without computing again.

Amounts are in cents, days are AAAA-MM-JJ, months AAAA-MM. `year` holds what is said of the last
twelve months covered; the rest is said of all the entries.
"""

from dataclasses import asdict
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from timonerie.domains.facts.rules.accounting import months
from timonerie.engine.fec import (
    after_closing,
    context,
    das2,
    payment_delays,
    providers,
    recurring,
    unlettered,
    unmeasurable,
)
from timonerie.engine.fec.payment_delays import Delays
from timonerie.engine.fec.providers import Provider, Providers
from timonerie.engine.fec.recurring import Recurring

FORMAT = 1
"""Raised when the document says something else: what was computed before is computed again."""

YEAR = 12
SERVICES = "^(604|61|62|64)"
OLD_DAYS = 90
MOST_LINES = 400
"""Lines kept behind a figure that is a list of them."""
MOST_ITEMS = 2_000
"""Unlettered items kept, the oldest."""


def made(
    lines: pa.Table, spend: pa.Table, *, last: date, closing: date | None = None
) -> dict[str, Any]:
    """The document of some books. `lines` are those of `engine.fec.reading` with their `file` and
    `siren`, `spend` their `purchases.attributions`; `last` is the last day that they cover."""
    end = last.replace(day=1)
    start = months.months_before(end, YEAR - 1)
    everything = providers.providers(lines, spend)
    return {
        "format": FORMAT,
        "last": last.isoformat(),
        "providers": [_provider(one) for one in everything.rows],
        "months": _by_month(everything),
        "year": _year(lines, _within(spend, start, end), start, end),
        "recurring": [_recurring(one) for one in recurring.find(spend, on=last)],
        "delays": _delays(payment_delays.measure(lines)),
        "das2": [_candidate(one) for one in das2.candidates(spend)],
        "after_closing": _after_closing(lines, closing),
        "unlettered": _unlettered(lines, last),
        "context": [_plain(row) for row in context.by_month(lines).to_pylist()],
        "gaps": [asdict(one) for one in unmeasurable.of(lines)],
    }


def _within(spend: pa.Table, start: date, end: date) -> pa.Table:
    month = spend["month"]
    return spend.filter(pc.and_(pc.greater_equal(month, start), pc.less_equal(month, end)))


def _year(lines: pa.Table, spend: pa.Table, start: date, end: date) -> dict[str, Any]:
    found = providers.providers(lines, spend)
    return {
        "first": start.isoformat(),
        "last": end.isoformat(),
        "providers": [_provider(one) for one in found.rows],
        "services": _services(spend),
        "attributed": found.attributed,
        "unattributed": found.unattributed,
        "unattributed_by_account": found.unattributed_by_account.to_pylist(),
    }


def _services(spend: pa.Table) -> dict[str, int]:
    """Of each provider, what is bought from people who work: subcontracting, upkeep, fees,
    temporary staff, telecoms (classes 61 and 62), payroll (64), studies (604). Goods are not."""
    is_one = pc.match_substring_regex(spend["account"], SERVICES)
    totals = spend.filter(is_one).group_by("provider").aggregate([("amount", "sum")])
    return {row["provider"]: row["amount_sum"] for row in totals.to_pylist() if row["provider"]}


def _provider(one: Provider) -> dict[str, Any]:
    return asdict(one) | {
        "kind": one.kind.value,
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
    }


def _by_month(found: Providers) -> dict[str, dict[str, int]]:
    """Amounts by provider, then by month."""
    told: dict[str, dict[str, int]] = {}
    for row in found.by_month.to_pylist():
        told.setdefault(row["provider"], {})[f"{row['month']:%Y-%m}"] = row["amount"]
    return told


def _recurring(one: Recurring) -> dict[str, Any]:
    return {
        **asdict(one),
        "period": one.period.value,
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "changes": [asdict(change) | {"on": change.on.isoformat()} for change in one.changes],
        "missing": [day.isoformat() for day in one.missing],
        "lines": one.lines[:MOST_LINES],
    }


def _delays(one: Delays) -> dict[str, Any]:
    return {
        "overall": asdict(one.overall) if one.overall else None,
        "by_month": {key: asdict(value) for key, value in one.by_month.items()},
        "by_provider": {key: asdict(value) for key, value in one.by_provider.items()},
        "unlettered": one.unlettered,
        "unlettered_amount": one.unlettered_amount,
    }


def _candidate(one: das2.Candidate) -> dict[str, Any]:
    return asdict(one) | {
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "lines": one.lines[:MOST_LINES],
    }


def _after_closing(lines: pa.Table, closing: date | None) -> dict[str, Any]:
    found = after_closing.find(lines, closing=closing)
    return {
        "reason": found.reason,
        "late": [_plain(asdict(one)) | {"lines": one.lines[:MOST_LINES]} for one in found.late],
        "after_year": found.after_year[:MOST_LINES],
    }


def _unlettered(lines: pa.Table, on: date) -> dict[str, Any]:
    found = unlettered.older_than(lines, on=on, days=OLD_DAYS)
    return {
        "measured": found.measured,
        "on": on.isoformat(),
        "days": OLD_DAYS,
        "count": found.items.num_rows,
        "items": [_plain(row) for row in found.items.slice(0, MOST_ITEMS).to_pylist()],
        "owed": found.owed,
        "advanced": found.advanced,
        "by_provider": found.by_provider,
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """With days as text."""
    return {
        name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()
    }
