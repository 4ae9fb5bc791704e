"""What every page of the reports stands in: the report, its breadcrumbs, what is shown of it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.reporting import report_sentences
from timonerie.domains.reporting.models import DueReport, ReportFile
from timonerie.domains.reporting.queries import due_reports as queries
from timonerie.domains.reporting.queries import report_readings
from timonerie.domains.reporting.queries.due_reports import Standing
from timonerie.web import report_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import Crumb, FormPage, url


def due_of(request: CompanyRequest, due_report_id: UUID) -> DueReport:
    """Raises Http404 for one out of reach."""
    found = queries.find(request.actor, due_report_id, on=timezone.localdate())
    if found is None:
        raise Http404
    return found


def address(request: CompanyRequest, due: DueReport) -> str:
    return url(request, "due-report", due.public_id)


def name(due: DueReport) -> str:
    """« Rapport d’activité, mars 2026 »."""
    return _("%(title)s, %(period)s") % {
        "title": due.title,
        "period": report_sentences.period(due),
    }


def crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    home = {"label": _("Rapports"), "url": url(request, "due-reports")}
    return [home, *({"label": label, "url": link} for label, link in steps)]


def form_page(
    request: CompanyRequest, due: DueReport, *, heading: str, submit: str, lead: str = ""
) -> FormPage:
    here = address(request, due)
    return FormPage(
        heading=heading,
        lead=lead,
        submit=submit,
        back=here,
        breadcrumbs=crumbs(request, (name(due), here), (heading, "")),
    )


def body(one: Standing, *, with_notes: bool) -> dict[str, Any]:
    """What both sides see of a report, notes apart: the same template, the same figures."""
    due = one.due
    files: Sequence[ReportFile] = list(
        ReportFile.objects.filter(due=due, filing__isnull=False).order_by("pk")
    )
    before = report_readings.earlier(due)
    filing = report_readings.last(due)
    return {
        "due": due,
        "when": report_sentences.period(due),
        "owner": report_sentences.owner(due),
        "is_ours": due.side == "ours",
        "standing": report_words.standing(one),
        "fields": report_words.shown(due, before=before),
        "filing": filing,
        "comment": filing.comment if filing else "",
        "versions": report_words.versions(due, files),
        "exchanges": report_words.exchanges(due, with_notes=with_notes),
    }
