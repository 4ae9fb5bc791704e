"""« Niveaux et rapports » of a contract: what is promised, what both sides owe, and when."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts import level_sentences, obligation_sentences
from timonerie.domains.contracts.models import Contract, ExpectedReport, SecurityProof
from timonerie.domains.contracts.queries import due_dates
from timonerie.domains.contracts.queries import obligations as queries
from timonerie.domains.contracts.queries.due_dates import AHEAD, DueDate
from timonerie.domains.contracts.queries.obligations import Owed
from timonerie.domains.contracts.rules import realities
from timonerie.domains.contracts.rules.realities import DatedPaper
from timonerie.domains.performance.queries import definitions
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.wording import formats, months
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.contracts import obligation_tables as tables
from timonerie.web.pages.contracts import promised
from timonerie.web.pages.contracts.frame import contract_of, crumbs, tabs
from timonerie.web.pages.settings.frame import url
from timonerie.web.responses import show


@policy("contract.read")
def index(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract, today = contract_of(request, contract_id), timezone.localdate()
    owed = queries.of(contract)
    names = metric_names()
    is_writer = request.actor.may("contract.write") and contract.archived_at is None
    found = realities.realities(
        on=today,
        levels=promised.levels(request, contract, on=today),
        papers=[*_papers(owed), *promised.papers(request, contract, on=today)],
        subcontractors=promised.subcontractors(request, contract),
    )
    context = {
        "contract": contract,
        "tabs": tabs(request, contract, "contract-obligations"),
        "is_writer": is_writer,
        "is_empty": owed.is_empty,
        "questions": _questions(request, owed),
        "months": _thread(contract, owed, on=today),
        "undated": len(due_dates.undated([*owed.obligations, *owed.proofs])),
        "realities": tables.of_realities(found) if found else None,
        "tables": _tables(request, contract, owed, names, today, is_writer=is_writer),
        "archived": _archived(owed),
        "breadcrumbs": crumbs(
            request,
            (contract.name, url(request, "contract", contract.public_id)),
            (_("Niveaux et rapports"), ""),
        ),
    }
    return show(request, "contracts/obligations.html", context)


def metric_names() -> dict[str, str]:
    """The indicators of the company, by code."""
    return {one.metric.code: one.metric.label for one in definitions.known()}


def _questions(request: CompanyRequest, owed: Owed) -> list[dict[str, str]]:
    return [
        {
            "text": level_sentences.question(gap, level),
            "url": url(request, "contract-owed-edit", level.public_id),
        }
        for level, gap in queries.gaps(owed.levels)
    ]


def _papers(owed: Owed) -> list[DatedPaper]:
    return [
        DatedPaper(one.title, one.due_date, one.given_on)
        for one in owed.proofs
        if one.due_date is not None or one.given_on is not None
    ]


def _thread(contract: Contract, owed: Owed, *, on: date) -> list[dict[str, Any]]:
    """The months to come, each with what is owed by day."""
    if owed.is_empty:
        return []
    found = due_dates.among(
        owed.dated,
        start=on,
        end=on + timedelta(days=AHEAD),
        at=timezone.now(),
    )
    by_month = groupby(found, key=lambda one: one.day.replace(day=1))
    return [
        {"month": months.month_label(month), "lines": [_line(contract, one) for one in same]}
        for month, same in by_month
    ]


def _line(contract: Contract, one: DueDate) -> dict[str, Any]:
    told = [tables.side(contract, one.row.side), str(_nature(one))]
    if one.hour:
        told.append(_("avant %(hour)s") % {"hour": one.hour})
    if one.late_after != one.day:
        words = {"day": formats.day(one.late_after, style="short")}
        told.append(_("en retard après le %(day)s") % words)
    return {
        "day": formats.day(one.day),
        "title": one.row.title,
        "is_ours": one.row.side == Side.OURS,
        "text": " · ".join(told),
    }


def _nature(one: DueDate) -> Any:
    if isinstance(one.row, ExpectedReport | SecurityProof):
        return obligation_sentences.KINDS[one.kind]
    return one.row.get_kind_display()


def _tables(
    request: CompanyRequest,
    contract: Contract,
    owed: Owed,
    names: dict[str, str],
    on: date,
    *,
    is_writer: bool,
) -> list[Any]:
    """Those that have rows."""
    shown: list[tuple[Sequence[Any], Any]] = [
        (owed.levels, lambda: tables.of_levels(request, owed.levels, names)),
        (owed.reports, lambda: tables.of_reports(request, contract, owed.reports)),
        (owed.obligations, lambda: tables.of_obligations(request, contract, owed.obligations)),
        (
            owed.proofs,
            lambda: tables.of_proofs(request, owed.proofs, on=on, is_writer=is_writer),
        ),
    ]
    return [make() for rows, make in shown if rows]


def _archived(owed: Owed) -> Iterable[dict[str, Any]]:
    return [
        {"row": one, "kind": obligation_sentences.KINDS[queries.kind_of(one)]}
        for one in owed.archived
    ]
