"""Links by which reports are answered: made, shown once, made again, revoked."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.reporting.models import ReportLink
from timonerie.domains.reporting.operations import reminders, report_links
from timonerie.domains.reporting.queries import due_reports as queries
from timonerie.domains.reporting.queries import report_links as reads
from timonerie.foundations.accounts import links as addresses
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.due_reports import ReportLinkForm
from timonerie.web.pages.due_reports import frame
from timonerie.web.pages.settings.frame import act, answer_at_once
from timonerie.web.responses import show


@policy("report.judge")
def new(request: CompanyRequest, due_report_id: UUID) -> HttpResponse:
    due = frame.due_of(request, due_report_id)
    known = reminders.recipient(due)
    form = ReportLinkForm(
        request.POST or None,
        initial={"recipient": known.name, "days": report_links.USUAL_DAYS},
    )
    page = frame.form_page(
        request,
        due,
        heading=_("Inviter à répondre par un lien"),
        lead=_(
            "Il ouvre ce rapport et lui seul, sans compte. Aucun message ne part d’ici : vous"
            " remettez le lien."
        ),
        submit=_("Faire le lien"),
    )
    return answer_at_once(
        request,
        form,
        page=page,
        save=lambda data: report_links.make(by=request.actor, at=timezone.now(), due=due, **data),
        shown=lambda made: _shown(request, made),
    )


def _shown(request: CompanyRequest, made: report_links.Made) -> HttpResponse:
    due = made.link.due
    context = {
        "link": made.link,
        "due": due,
        "name": frame.name(due),
        "back": frame.address(request, due),
        "address": addresses.base_address() + reverse("report-answer", args=[made.token]),
        "breadcrumbs": frame.crumbs(
            request, (frame.name(due), frame.address(request, due)), (_("Le lien"), "")
        ),
    }
    return show(request, "due_reports/link_made.html", context)


@require_POST
@policy("report.judge")
def renew(request: CompanyRequest, report_link_id: UUID) -> HttpResponse:
    """Send it again: another secret, the one before opens nothing more."""
    link = _link(request, report_link_id)
    return _shown(request, report_links.renew(by=request.actor, at=timezone.now(), link=link))


@require_POST
@policy("report.judge")
def revoke(request: CompanyRequest, report_link_id: UUID) -> HttpResponse:
    link = _link(request, report_link_id)
    return act(
        request,
        partial(report_links.revoke, by=request.actor, at=timezone.now(), link=link),
        to=frame.address(request, link.due),
        message=_("Le lien est révoqué : il n’ouvre plus rien. Ce qui est venu reste."),
    )


def _link(request: CompanyRequest, report_link_id: UUID) -> ReportLink:
    """Raises Http404 for one out of reach."""
    rows = reads.among(queries.visible_to(request.actor, on=timezone.localdate()))
    found: ReportLink = get_object_or_404(rows, public_id=report_link_id)
    return found
