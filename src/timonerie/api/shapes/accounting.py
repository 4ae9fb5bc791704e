from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema

from timonerie.api.names import Named, named_or_none
from timonerie.domains.facts.models import AccountingFile
from timonerie.domains.facts.queries.purchases import Payee

SideName = Literal["", "charges", "sans-tiers", "tiers"]


class AccountingFileOut(Schema):
    """A FEC. Its entries count while `state` is "read"; `counted_by` is the file that counts in its
    place. `siren` is empty where nobody knows whose books they are."""

    id: UUID
    file_name: str
    siren: str
    state: str
    lines: int
    entries: int
    first_date: date | None
    last_date: date | None
    counted_by: UUID | None
    created_at: datetime
    read_at: datetime | None
    retired_at: datetime | None

    @classmethod
    def of(cls, one: AccountingFile) -> "AccountingFileOut":
        return cls(**_common(one))


class FindingOut(Schema):
    """What a control found; `lines` holds the first ones, by their number in the file."""

    code: str
    severity: str
    count: int
    lines: list[int]
    params: dict[str, Any]


class AccountingFileDetail(AccountingFileOut):
    """`refusal` says why a file could not be read: code, line, column, value, remedy."""

    profile: dict[str, Any]
    findings: list[FindingOut]
    refusal: dict[str, Any] | None

    @classmethod
    def of(cls, one: AccountingFile) -> "AccountingFileDetail":
        return cls(
            **_common(one),
            profile=one.profile,
            findings=[FindingOut(**found) for found in one.findings],
            refusal=one.refusal or None,
        )


class PayeeOut(Schema):
    """What a provider, or a third party that is none yet, costs over twelve months. Amounts in
    cents, tax excluded; `months` goes with those of the answer, null where no file covers one."""

    name: str
    provider: Named | None
    keys: list[str]
    state: str
    spend: int
    credits: int
    split: int
    share: float | None
    months: list[int | None]
    entries: int
    last: date

    @classmethod
    def of(cls, one: Payee) -> "PayeeOut":
        return cls(
            name=one.name,
            provider=named_or_none(one.provider),
            keys=list(one.keys),
            state=one.state,
            spend=one.spend,
            credits=one.credits,
            split=one.split,
            share=one.share,
            months=list(one.months),
            entries=one.entries,
            last=one.last,
        )


class LineOut(Schema):
    """A line of the books, in cents; `spend` is its part of what was asked, with `side=charges`."""

    file: UUID
    line: int
    siren: str
    journal: str
    entry: str
    entry_date: date | None
    account: str
    account_label: str
    auxiliary: str
    auxiliary_label: str
    piece: str
    label: str
    debit: int
    credit: int
    lettering: str
    lettering_date: date | None
    spend: int | None

    @classmethod
    def of(cls, row: dict[str, Any]) -> "LineOut":
        told = {name: row[name] for name in cls.model_fields if name != "spend"}
        return cls(**told, spend=row["amount"])


def _common(one: AccountingFile) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "file_name": one.file_name,
        "siren": one.siren,
        "state": one.state,
        "lines": one.lines,
        "entries": one.entries,
        "first_date": one.first_date,
        "last_date": one.last_date,
        "counted_by": one.counted_by.public_id if one.counted_by else None,
        "created_at": one.created_at,
        "read_at": one.read_at,
        "retired_at": one.retired_at,
    }
