"""What every write about reports checks alike, and the trace that it leaves."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.reporting.models import DueReport
from timonerie.domains.reporting.queries import due_reports as queries
from timonerie.domains.sourcing.enums import Side
from timonerie.domains.sourcing.operations.offer_checks import BY_LINK
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit import operations as audit

LONGEST_TEXT = 2000
LONGEST_REASON = 500


def require_reach(by: Actor, *, at: datetime, due: DueReport) -> None:
    """Raises Refused for a report that its writer could not read again."""
    rows = queries.visible_to(by, on=timezone.localdate(at))
    if not rows.filter(pk=due.pk).exists():
        raise Refused(_("Ce rapport n’est pas de votre mandat."))


def is_client(by: Actor, due: DueReport) -> bool:
    """Whether who acts is on the side that awaits the report. What a site owes the group is awaited
    by who judges the reports."""
    if by.role == Role.PROVIDER:
        return due.side == Side.OURS
    if due.side == Side.THEIRS:
        return True
    return due.provider_id is None and by.may("report.judge")


def require_side(by: Actor, due: DueReport) -> None:
    """Raises Refused where a provider would write what is ours to say."""
    if by.role == Role.PROVIDER and due.side == Side.OURS:
        raise Refused(_("Ce que nous devons remettre, nous le disons nous-mêmes."))


def holding(link_due: DueReport) -> Actor:
    """Who acts behind a link."""
    return Actor(company_id=link_due.company_id, name=BY_LINK, role=Role.PROVIDER)


def locked(due: DueReport) -> DueReport:
    """The row as it stands, held until the transaction ends; where two filings meet, the second
    sees the first."""
    rows = DueReport.objects.select_related("provider", "site", "company")
    return rows.select_for_update(of=("self",)).get(pk=due.pk)


def text(told: str, *, field: str = "text", most: int = LONGEST_TEXT) -> str:
    """What somebody writes, trimmed. Raises Refused for nothing, or too much."""
    kept = told.strip()
    if not kept:
        raise Refused(_("Écrivez au moins une ligne."), field=field)
    if len(kept) > most:
        raise Refused(_("Restez sous %(most)s caractères.") % {"most": most}, field=field)
    return kept


def require_version(due: DueReport, version: int | None, to: str) -> None:
    """Raises Conflict where somebody wrote since, before anything is said of what stands now."""
    if version not in (None, due.version):
        raise Conflict(current=due, mine={"stage": to})


def stage(due: DueReport, *, version: int | None, to: str) -> None:
    """Raises Conflict where somebody wrote first."""
    if due.stage == to:
        changes.touch(due, version=version, mine={})
    else:
        changes.replace(due, version=version, values={"stage": to})


def give_back(due: DueReport, *, at: datetime) -> None:
    """Move the last day by those that the client held, inside a transaction: once the clock runs
    again."""
    found = queries.of(queries.whole(DueReport.objects.filter(pk=due.pk)).get(), at=at)
    DueReport.objects.filter(pk=due.pk).update(late_date=found.deadline.late_after)


def audited(
    by: Actor, at: datetime, act: str, due: DueReport, detail: Mapping[str, Any] | None = None
) -> None:
    """One event, about the report."""
    told = {"title": due.title, "from": due.period_start.isoformat(), **(detail or {})}
    audit.record(by=by, at=at, act=act, kind="due_report", public_id=due.public_id, detail=told)
