"""Who costs what."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from timonerie.engine.fec import entries, purchases
from timonerie.engine.fec.parties import parties


class Kind(StrEnum):
    """What names the third party: its auxiliary; a sub-account, where the auxiliary is blank; the
    account of invoices not received (408) without auxiliary, which is nobody in particular."""

    AUXILIARY = "auxiliary"
    ACCOUNT = "account"
    ACCRUAL = "accrual"


@dataclass(frozen=True)
class Party:
    """Who a third party is, before what it costs."""

    siren: str
    code: str
    label: str
    kind: Kind


@dataclass(frozen=True)
class Provider:
    """Amounts in cents, tax excluded. `key` is unique among the companies of a table."""

    key: str
    siren: str
    code: str
    label: str
    kind: Kind
    spend: int
    """Net of credit notes and reversals."""
    credits: int
    """What credit notes and reversals took off, negative."""
    split: int
    """Part of the spend that comes from entries with several third parties: an apportionment."""
    share: float | None
    """Of the spend of all those that `counts` keeps; None for the others."""
    entries: int
    """Invoices and credit notes."""
    first: date
    last: date


@dataclass(frozen=True)
class Providers:
    """Largest first. The lines behind: filter `purchases.attributions` by provider, month or
    account."""

    rows: tuple[Provider, ...]
    by_month: pa.Table
    """provider, month (first day), amount."""
    by_account: pa.Table
    """provider, account, account_label, amount."""
    attributed: int
    unattributed: int
    """Spend of entries without a third party: bank charges, pay, adjustments."""
    unattributed_by_account: pa.Table
    """account, account_label, amount."""


def providers(lines: pa.Table, attributions: pa.Table | None = None) -> Providers:
    """`attributions` are those of `lines`, made here when they are not given."""
    parts = purchases.attributions(lines) if attributions is None else attributions
    named = parts.filter(pc.not_equal(parts.column("provider"), ""))
    alone = parts.filter(pc.equal(parts.column("provider"), ""))
    by_account = _summed(named, "provider", "account")
    return Providers(
        rows=_rows(named, known(lines)),
        by_month=_summed(named, "provider", "month"),
        by_account=_labelled(by_account, parts),
        attributed=_sum(named),
        unattributed=_sum(alone),
        unattributed_by_account=_labelled(_summed(alone, "account"), parts),
    )


def counts(one: Provider) -> bool:
    """Whether it has a part of the whole: a spend above zero, by somebody in particular."""
    return one.spend > 0 and one.kind is not Kind.ACCRUAL


def known(lines: pa.Table) -> dict[str, Party]:
    """Every third party of 401 and 408, by its key, whether it costs anything or not. Its label is
    the latest one; of one day, the last in the order of letters."""
    found = parties(lines)
    on = np.flatnonzero(found.codes >= 0)
    kept = lines.take(pa.array(on)).append_column("party", pa.array(found.codes[on]))
    blank = pc.equal(kept.column("auxiliary"), "")
    label = pc.if_else(blank, kept.column("account_label"), kept.column("auxiliary_label"))
    said = pc.cast(pc.not_equal(label, ""), pa.int8())
    kept = kept.append_column("named", label).append_column("said", said)
    order = [(name, "ascending") for name in ("party", "said", "entry_date", "named")]
    kept = kept.take(pc.sort_indices(kept, sort_keys=order))
    last = np.flatnonzero(np.diff(kept.column("party").to_numpy(), append=-1))
    siren = entries.text(kept, "siren")
    picked = kept.take(pa.array(last))
    rows = zip(
        picked.column("party").to_pylist(), siren.take(pa.array(last)).to_pylist(),
        picked.column("auxiliary").to_pylist(), picked.column("account").to_pylist(),
        picked.column("named").to_pylist(), strict=True,
    )  # fmt: skip
    return {
        found.keys[rank]: Party(siren, auxiliary or account, label, _kind(auxiliary, account))
        for rank, siren, auxiliary, account, label in rows
    }


def _kind(auxiliary: str, account: str) -> Kind:
    if auxiliary:
        return Kind.AUXILIARY
    return Kind.ACCRUAL if account.startswith("408") else Kind.ACCOUNT


def _rows(named: pa.Table, known: dict[str, Party]) -> tuple[Provider, ...]:
    amount = named.column("amount")
    parts = pa.table(
        {
            "provider": named.column("provider"),
            "spend": amount,
            "credits": pc.min_element_wise(amount, 0),
            "split": pc.if_else(named.column("split"), amount, 0),
            "date": named.column("entry_date"),
        }
    )
    found = parts.group_by("provider", use_threads=False).aggregate(
        [("spend", "sum"), ("credits", "sum"), ("split", "sum"), ("date", "min"), ("date", "max")]
    )
    pieces = _pieces(named)
    rows = [_row(one, known[one["provider"]], pieces) for one in found.to_pylist()]
    whole = sum(one.spend for one in rows if counts(one))
    rows = [replace(one, share=one.spend / whole if counts(one) else None) for one in rows]
    return tuple(sorted(rows, key=lambda one: (-one.spend, one.key)))


def _row(row: dict[str, Any], party: Party, pieces: dict[str, int]) -> Provider:
    return Provider(
        key=row["provider"],
        siren=party.siren,
        code=party.code,
        label=party.label,
        kind=party.kind,
        spend=row["spend_sum"],
        credits=row["credits_sum"],
        split=row["split_sum"],
        share=None,
        entries=pieces[row["provider"]],
        first=row["date_min"],
        last=row["date_max"],
    )


def _pieces(named: pa.Table) -> dict[str, int]:
    """Invoices and credit notes of each provider: distinct pieces by day."""
    columns = ["provider", "file", "entry_date", "piece"]
    distinct = named.select(columns).group_by(columns, use_threads=False).aggregate([])
    counts = distinct.column("provider").value_counts()
    return {one["values"]: one["counts"] for one in counts.to_pylist()}


def _summed(parts: pa.Table, *names: str) -> pa.Table:
    found = parts.group_by(list(names), use_threads=False).aggregate([("amount", "sum")])
    found = found.rename_columns([*names, "amount"])
    return found.sort_by([(name, "ascending") for name in names])


def _labelled(table: pa.Table, parts: pa.Table) -> pa.Table:
    """With the last label, in the order of letters, of each account."""
    labels = parts.group_by("account", use_threads=False).aggregate([("account_label", "max")])
    told = dict(zip(*(labels.column(rank).to_pylist() for rank in (0, 1)), strict=True))
    named = pa.array([told[one] for one in table.column("account").to_pylist()], pa.string())
    return table.add_column(table.num_columns - 1, "account_label", named)


def _sum(parts: pa.Table) -> int:
    return pc.sum(parts.column("amount"), min_count=0).as_py() or 0
