"""What the books say of the providers: who costs what, how regularly, how fast they are paid.

Every figure comes from the document of answers (`queries.accounting.answers`), in cents, tax
excluded. Third parties that are the same provider add up; the others go by their own name. Without
books, or while their answers are computed, there is no window and every list is empty.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from timonerie.domains.facts.models import AccountingFile, ThirdParty, ThirdPartyState
from timonerie.domains.facts.queries import accounting
from timonerie.domains.facts.rules.accounting import months as calendar
from timonerie.domains.facts.rules.accounting import shares
from timonerie.domains.organisation.models import Provider
from timonerie.engine.fec.providers import Kind
from timonerie.foundations.scope.memory import once

Key = str
Months = tuple[int | None, ...]


@dataclass(frozen=True)
class Window:
    """The last twelve months that the books cover. `missing` are those, among them, that no file of
    an entity covers: what is said then is said of fewer months."""

    first: date
    last: date
    months: tuple[date, ...]
    missing: tuple[date, ...]
    files: tuple[AccountingFile, ...]


@dataclass(frozen=True)
class Payee:
    """A provider, or a third party that is none yet. `spend` is that of the window, net of
    `credits` (negative); `services` is the part of it that is no goods, `split` the part that was
    shared out. `share` is of all the positive spends; `months` follows those of the window, None
    where no file covers one."""

    name: str
    provider: Provider | None
    third_parties: tuple[ThirdParty, ...]
    keys: tuple[Key, ...]
    spend: int
    services: int
    credits: int
    split: int
    share: float | None
    months: Months
    entries: int
    last: date
    # False for invoices not received yet (408), which are nobody in particular.
    is_somebody: bool

    @property
    def counts(self) -> bool:
        """Whether it has a share of the whole."""
        return self.spend > 0 and self.is_somebody

    @property
    def state(self) -> str:
        """Where the weakest of its third parties stands; empty for what is nobody's."""
        found = {one.state for one in self.third_parties}
        return next((one for one in ThirdPartyState.values[::-1] if one in found), "")


@dataclass(frozen=True)
class Regular:
    """Something a payee bills regularly on one account. `period` is "month", "quarter" or
    "year"; `changes` are (day, before, after, share), `missing` the days around which an invoice
    was expected; `ended` once too many are missing: it has stopped."""

    name: str
    provider: Provider | None
    key: Key
    account: str
    period: str
    usual: int
    yearly: int
    occurrences: int
    first: date
    last: date
    changes: tuple[tuple[date, int, int, float], ...]
    missing: tuple[date, ...]
    ended: bool


@dataclass(frozen=True)
class Waits:
    """How long some invoices waited, in days; shares of their number, from 0 to 1."""

    count: int
    amount: int
    median: float
    p90: float
    beyond_60: float
    beyond_45_end_of_month: float


@dataclass(frozen=True)
class Delays:
    """`overall` is None where nothing can be measured. By month of the invoice; by payee, those
    with the most invoices first."""

    overall: Waits | None
    by_month: tuple[tuple[date, Waits], ...]
    by_payee: tuple[tuple[str, Provider | None, Key, Waits], ...]
    unlettered: int
    unlettered_amount: int


@once
def window() -> Window | None:
    """The months that figures are about."""
    document = accounting.answers()
    if document is None:
        return None
    first, last = (date.fromisoformat(document["year"][name]) for name in ("first", "last"))
    span = tuple(calendar.between(first, last))
    files = tuple(accounting.live())
    covered = _covered(files)
    missing = tuple(month for month in span if any(month not in one for one in covered.values()))
    return Window(first, last, span, missing, files)


@once
def providers() -> list[Payee]:
    """Who costs what over the window, largest first."""
    document, span = accounting.answers(), window()
    if document is None or span is None:
        return []
    known = third_parties()
    groups: dict[object, list[Mapping[str, Any]]] = {}
    for row in document["year"]["providers"]:
        one = known.get(row["key"])
        whose_it_is = one.provider_id if one is not None else None
        groups.setdefault(whose_it_is or row["key"], []).append(row)
    named = [rows for rows in groups.values() if _is_somebody(rows)]
    total = sum(max(_sum(rows, "spend"), 0) for rows in named)
    covered = _covered(span.files)
    found = [_payee(rows, known, document, span, covered, total) for rows in groups.values()]
    return sorted(found, key=lambda one: (-one.spend, one.name))


def of_provider(provider: int) -> Payee | None:
    """What a provider costs over the window; None where the books do not name them."""
    found = (one for one in providers() if one.provider is not None and one.provider.pk == provider)
    return next(found, None)


def by_month() -> list[tuple[date, int | None]]:
    """The spend given to a third party, by month of the window; None where no file covers one."""
    span = window()
    if span is None:
        return []
    columns = [one.months for one in providers()]
    told = []
    for rank, month in enumerate(span.months):
        known = [amounts[rank] for amounts in columns]
        amounts = [amount for amount in known if amount is not None]
        told.append((month, sum(amounts) if amounts else None))
    return told


def concentration() -> shares.Concentration | None:
    """How much of the spend of the window stands on few providers; None without spend."""
    return shares.of([one.spend for one in providers() if one.is_somebody])


def totals() -> dict[str, int]:
    """Of the window: `attributed` to third parties, and `unattributed`, which no entry gives to
    anybody (bank charges, pay, adjustments)."""
    document = accounting.answers()
    if document is None:
        return {}
    return {name: document["year"][name] for name in ("attributed", "unattributed")}


def recurring(*, provider: int | None = None) -> list[Regular]:
    """What comes back regularly, largest yearly cost first; of one provider if given."""
    document = accounting.answers()
    found = [_regular(row) for row in document["recurring"]] if document else []
    if provider is None:
        return found
    return [one for one in found if one.provider is not None and one.provider.pk == provider]


def payment_delays() -> Delays | None:
    """How long payees waited, as the lettering tells it; None without books."""
    document = accounting.answers()
    if document is None:
        return None
    told = document["delays"]
    by_payee = [(*_whose(key), key, _waits(row)) for key, row in told["by_provider"].items()]
    return Delays(
        overall=_waits(told["overall"]) if told["overall"] else None,
        by_month=tuple(
            (date.fromisoformat(f"{month}-01"), _waits(row))
            for month, row in sorted(told["by_month"].items())
        ),
        by_payee=tuple(sorted(by_payee, key=lambda one: (-one[3].count, one[0]))),
        unlettered=told["unlettered"],
        unlettered_amount=told["unlettered_amount"],
    )


def part(name: str) -> Any:
    """A part of the document of answers as it stands (`das2`, `after_closing`, `unlettered`,
    `context`, `gaps`); None without books."""
    document = accounting.answers()
    return document[name] if document else None


@once
def third_parties() -> dict[Key, ThirdParty]:
    """By the key that answers give them."""
    rows = ThirdParty.objects.select_related("provider", "candidate")
    return {one.key: one for one in rows}


@once
def spends() -> dict[Key, int]:
    """The spend of the window, by third party."""
    document = accounting.answers()
    rows = document["year"]["providers"] if document else []
    return {row["key"]: row["spend"] for row in rows}


def whose(key: Key) -> tuple[str, Provider | None]:
    """The name of a third party, and the provider it is."""
    return _whose(key)


def _whose(key: Key) -> tuple[str, Provider | None]:
    one = third_parties().get(key)
    if one is None:
        return _labels().get(key, key), None
    return (one.provider.name if one.provider else one.label), one.provider


@once
def _labels() -> dict[Key, str]:
    document = accounting.answers()
    rows = document["providers"] if document else []
    return {row["key"]: row["label"] or row["code"] for row in rows}


def _payee(
    rows: list[Mapping[str, Any]],
    known: Mapping[Key, ThirdParty],
    document: Mapping[str, Any],
    span: Window,
    covered: Mapping[str, set[date]],
    total: int,
) -> Payee:
    spend = _sum(rows, "spend")
    name, provider = _whose(rows[0]["key"])
    columns = [_months(document["months"].get(row["key"], {}), row, span, covered) for row in rows]
    return Payee(
        name=name,
        provider=provider,
        third_parties=tuple(known[row["key"]] for row in rows if row["key"] in known),
        keys=tuple(row["key"] for row in rows),
        spend=spend,
        services=sum(document["year"]["services"].get(row["key"], 0) for row in rows),
        credits=_sum(rows, "credits"),
        split=_sum(rows, "split"),
        share=spend / total if spend > 0 and _is_somebody(rows) else None,
        months=tuple(map(_added, zip(*columns, strict=True))),
        entries=_sum(rows, "entries"),
        last=max(date.fromisoformat(row["last"]) for row in rows),
        is_somebody=_is_somebody(rows),
    )


def _is_somebody(rows: Iterable[Mapping[str, Any]]) -> bool:
    return any(row["kind"] != Kind.ACCRUAL for row in rows)


def _months(
    amounts: Mapping[str, int],
    row: Mapping[str, Any],
    span: Window,
    covered: Mapping[str, set[date]],
) -> Months:
    """Nothing spent in a month that the books cover is zero; elsewhere it is not known."""
    known = covered.get(row["siren"], set())
    return tuple(
        amounts.get(f"{month:%Y-%m}", 0 if month in known else None) for month in span.months
    )


def _added(amounts: Iterable[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _covered(files: Iterable[AccountingFile]) -> dict[str, set[date]]:
    """The months that the files of each entity cover."""
    found: dict[str, set[date]] = {}
    for one in files:
        assert one.first_date is not None
        assert one.last_date is not None
        span = calendar.between(one.first_date, one.last_date)
        found.setdefault(one.siren, set()).update(span)
    return found


def _sum(rows: Iterable[Mapping[str, Any]], name: str) -> int:
    return sum(row[name] for row in rows)


def _regular(row: Mapping[str, Any]) -> Regular:
    name, provider = _whose(row["provider"])
    return Regular(
        name=name,
        provider=provider,
        key=row["provider"],
        account=row["account"],
        period=row["period"],
        usual=row["usual"],
        yearly=row["yearly"],
        occurrences=row["occurrences"],
        first=date.fromisoformat(row["first"]),
        last=date.fromisoformat(row["last"]),
        changes=tuple(
            (date.fromisoformat(one["on"]), one["before"], one["after"], one["share"])
            for one in row["changes"]
        ),
        missing=tuple(map(date.fromisoformat, row["missing"])),
        ended=row["ended"],
    )


def _waits(row: Mapping[str, Any]) -> Waits:
    return Waits(**{name: row[name] for name in Waits.__dataclass_fields__})
