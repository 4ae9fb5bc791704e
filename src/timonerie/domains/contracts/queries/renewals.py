"""Reads of the decision files: those of a reader, and what the options of one are computed from."""

from collections.abc import Mapping
from datetime import date, timedelta

from timonerie.domains.contracts.enums import ClauseCode
from timonerie.domains.contracts.models import (
    ClauseFinding,
    Contract,
    RenewalFile,
    RenewalSetting,
)
from timonerie.domains.contracts.models.renewals import USUAL_AHEAD, RenewalFileQuerySet
from timonerie.domains.contracts.queries import contracts
from timonerie.domains.contracts.rules import renewals as rules
from timonerie.domains.contracts.rules.renewals import Given, Range
from timonerie.domains.contracts.rules.timelines import Term
from timonerie.domains.sourcing.enums import CostKind, CostSide
from timonerie.domains.sourcing.models import Activity, CostLine
from timonerie.foundations.accounts.actors import Actor


def visible_to(actor: Actor, *, on: date) -> RenewalFileQuerySet:
    """The files of the contracts that the reader reaches on a day, archived ones left out."""
    rows: RenewalFileQuerySet = RenewalFile.objects.all()
    return rows.filter(contract__in=contracts.visible_to(actor, on=on).active())


def listed(actor: Actor, *, on: date) -> list[RenewalFile]:
    """Those that the reader reaches, the nearest end first; one query and the reach."""
    rows = visible_to(actor, on=on).select_related("contract__provider")
    return list(rows.order_by("-term_end", "contract__name", "pk"))


def open_to(actor: Actor, *, on: date) -> RenewalFileQuerySet:
    """The open ones that can still be decided in time."""
    return visible_to(actor, on=on).open().filter(last_day__gte=on)


def to_decide(actor: Actor, *, on: date) -> list[RenewalFile]:
    """The open ones that can still be decided in time, the nearest decision first."""
    rows = open_to(actor, on=on)
    return list(rows.select_related("contract__provider").order_by("decide_by", "pk"))


def of_contract(contract: Contract, *, on: date) -> RenewalFile | None:
    """The file of what there is to decide next, else the last one that there was."""
    rows = list(RenewalFile.objects.filter(contract=contract).order_by("-term_end"))
    term = deadline(contract, on=on)
    if term is not None:
        current = next((one for one in rows if one.term_end == term.end), None)
        if current is not None:
            return current
    return rows[0] if rows else None


def deadline(contract: Contract, *, on: date) -> Term | None:
    """The term to decide on next, on a day; None where no date is known, or nothing can be."""
    found = contracts.dates_of(contract, on=on).timeline
    return None if found is None else found.deadline


def following(contract: Contract, *, term_end: date) -> Term | None:
    """The term that follows by itself where nobody decides; None where nothing does."""
    start = term_end + timedelta(days=1)
    dated = contracts.dates_of(contract, on=start)
    term = dated.timeline.term if dated.timeline else None
    return term if term is not None and term.start == start and not term.is_firm else None


def given(file: RenewalFile, *, on: date) -> Given:
    """What the three options are computed from, on a day."""
    contract = file.contract
    after = following(contract, term_end=file.term_end)
    return Given(
        yearly_cents=contract.yearly_cents,
        on=min(on, file.term_end),
        term_end=file.term_end,
        next_start=after.start if after else None,
        next_end=after.end if after else None,
        percent=file.percent,
        exit_cents=leaving(file),
    )


def leaving(file: RenewalFile) -> Range | None:
    """What leaving costs once: as somebody said it, else what the costs of its activities say of
    transition and exit; None where nobody said."""
    if file.exit_cents is not None:
        return Range(file.exit_cents, file.exit_cents)
    return rules.summed([Range(one.low, one.high) for one in exit_lines(file.contract)])


def exit_lines(contract: Contract) -> list[CostLine]:
    """The costs of leaving said of the activities that the contract entrusts, in its currency."""
    rows = CostLine.objects.filter(
        activity__in=activities(contract),
        side=CostSide.BUY,
        kind__in=(CostKind.TRANSITION, CostKind.EXIT),
        currency=contract.currency,
    )
    return list(rows.select_related("activity").order_by("activity__name", "rank", "pk"))


def activities(contract: Contract) -> list[Activity]:
    """Those that the contract entrusts, by name."""
    rows = Activity.objects.filter(contracts__contract=contract)
    return list(rows.order_by("name", "pk"))


def clauses_read(contract: Contract) -> Mapping[ClauseCode, ClauseFinding]:
    """By clause, the passage of its papers that speaks of it best: a clear one first, then that of
    the last paper received; one query."""
    rows = ClauseFinding.objects.filter(
        document__contract=contract, document__archived_at__isnull=True, page__isnull=False
    )
    ordered = rows.select_related("document").order_by("is_clear", "document__created_at", "pk")
    return {ClauseCode(one.clause): one for one in ordered}


def source_of(
    found: Mapping[ClauseCode, ClauseFinding], *codes: ClauseCode
) -> ClauseFinding | None:
    """The passage of the first of some clauses that the papers hold."""
    return next((found[code] for code in codes if code in found), None)


def days_ahead() -> int:
    """How long before their decision date the files of the company open, in days."""
    row = RenewalSetting.objects.first()
    return USUAL_AHEAD if row is None else row.days_ahead


def setting() -> RenewalSetting | None:
    found: RenewalSetting | None = RenewalSetting.objects.first()
    return found
