"""The page behind a link: a report is read and answered without an account, and nothing else."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.reporting.models import DueReport, ReportDraft, ReportFile, ReportLink
from timonerie.domains.reporting.operations import report_filing, report_replies
from timonerie.domains.reporting.operations.report_filing import Given, Unread
from timonerie.domains.reporting.queries import due_reports as queries
from timonerie.domains.reporting.queries import report_links
from timonerie.domains.reporting.queries.report_links import NoSuchLink
from timonerie.domains.reporting.report_enums import Filed, Stage
from timonerie.domains.sourcing.enums import Side
from timonerie.domains.sourcing.operations.offer_papers import Received
from timonerie.foundations.accounts import limits
from timonerie.foundations.accounts.limits import Gesture
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.foundations.wording import formats
from timonerie.web import public_links
from timonerie.web.access import public
from timonerie.web.forms.due_reports import ReportForm, SentForm, SheetForm, TextForm
from timonerie.web.pages import import_views
from timonerie.web.pages.due_reports import answering, frame, reading

PAGE = "due_reports/public.html"
Answer = Callable[[ReportLink, datetime], HttpResponse]


def _opened(request: HttpRequest, token: str, answer: Answer) -> HttpResponse:
    """A link that serves no more, and one that never did, answer the same."""
    return public_links.opened(
        request, report_links.holding(token), answer, page=PAGE, lost=NoSuchLink
    )


@public
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The report, and the draft to go on with; saved at any time, handed in by another button."""
    return _opened(request, token, lambda link, at: _page(request, link, token, at))


def _page(request: HttpRequest, link: ReportLink, token: str, at: datetime) -> HttpResponse:
    if request.method == "GET":
        report_replies.opened(link=link, at=at)
    due = _whole(link)
    draft = ReportDraft.objects.filter(due=due).first()
    form = answering.report_form(due, request.POST or None, draft=draft)
    if request.method == "POST":
        limits.take(Gesture.IMPORT, of=str(link.public_id), at=at)
        if form.is_valid() and _kept(request, link, form, at):
            return redirect("report-answer", token)
    return render(request, PAGE, _context(link, due, token, form, draft, at))


def _kept(request: HttpRequest, link: ReportLink, form: ReportForm, at: datetime) -> bool:
    given = form.given()
    try:
        if "remettre" in request.POST:
            report_replies.send(link=link, at=at, given=given)
            messages.success(request, _("Votre rapport est remis. Vous pouvez le relire ici."))
        else:
            version = form.cleaned_data["version"]
            report_replies.save(link=link, at=at, version=version, given=given)
            messages.success(request, _("Le brouillon est enregistré, et n’est pas encore remis."))
    except Unread as refusal:
        form.tell(refusal)
    except Conflict as conflict:
        form.answer(conflict, compared=())
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    else:
        return True
    return False


def _whole(link: ReportLink) -> DueReport:
    return queries.whole(DueReport.objects.filter(pk=link.due_id)).get()


def _context(
    link: ReportLink,
    due: DueReport,
    token: str,
    form: ReportForm,
    draft: ReportDraft | None,
    at: datetime,
) -> dict[str, Any]:
    one = queries.of(due, at=at)
    is_ours = due.side == Side.OURS
    return {
        **frame.body(one, with_notes=False),
        "link": link,
        "token": token,
        "name": frame.name(due),
        "company_name": due.company.name,
        "provider_name": due.provider.name if due.provider else "",
        "expires": formats.instant(link.expires_at, timezone.get_current_timezone_name()),
        "answers": not is_ours and due.stage in report_filing.OPEN,
        "is_correction": bool(one.life.filings),
        "marks": is_ours and due.stage in (Stage.AWAITED, Stage.RETURNED),
        "form": form,
        "lines": answering.lines(due, form),
        "rest": answering.rest(form),
        "saved": answering.saved(draft),
        "autosave": reverse("report-answer-draft", args=[token]),
        "joined": [
            {
                "name": each.file_name,
                "remove_url": reverse("report-answer-file-remove", args=[token, each.public_id]),
            }
            for each in answering.joined(due)
        ],
        "attach_url": reverse("report-answer-file", args=[token]),
        "file_form": answering.file_form(due),
        "sheet_form": SheetForm(),
        "text_form": TextForm(),
        "sent_form": SentForm(),
        "replies": one.wants if is_ours else one.is_asked,
        "asks": due.stage not in (Stage.REFUSED, Stage.IDLE) and not one.wants,
    }


@public
@require_POST
def draft(request: HttpRequest, token: str) -> HttpResponse:
    """What is kept while somebody types."""

    def page(link: ReportLink, at: datetime) -> HttpResponse:
        limits.take(Gesture.DRAFT, of=str(link.public_id), at=at)
        form = answering.report_form(_whole(link), request.POST, draft=None)
        return answering.kept(
            form,
            lambda given, version: report_replies.save(
                link=link, at=at, version=version, given=given
            ),
        )

    return _opened(request, token, page)


@public
@require_POST
def attach(request: HttpRequest, token: str) -> HttpResponse:
    """A file joined to the draft."""

    def page(link: ReportLink, at: datetime) -> HttpResponse:
        limits.take(Gesture.IMPORT, of=str(link.public_id), at=at)
        file = request.FILES.get("file")
        if file is None:
            messages.error(request, _("Choisissez un fichier."))
            return redirect("report-answer", token)
        received = Received(name=file.name or "", size=file.size or 0, chunks=file.chunks())
        field = request.POST.get("field", "")
        return _done(
            request,
            token,
            lambda: report_replies.attach(link=link, at=at, received=received, field=field),
            _("Le fichier est joint."),
        )

    return _opened(request, token, page)


@public
@require_POST
def detach(request: HttpRequest, token: str, report_file_id: UUID) -> HttpResponse:
    def page(link: ReportLink, at: datetime) -> HttpResponse:
        rows = ReportFile.objects.select_related("due", "blob").filter(due=link.due_id)
        found = get_object_or_404(rows, public_id=report_file_id)
        return _done(
            request,
            token,
            lambda: report_replies.detach(link=link, at=at, file=found),
            _("Le fichier est retiré."),
        )

    return _opened(request, token, page)


@public
@require_POST
def sheet(request: HttpRequest, token: str) -> HttpResponse:
    """A filled form, read then handed in; where a line is wrong, nothing is."""

    def page(link: ReportLink, at: datetime) -> HttpResponse:
        limits.take(Gesture.IMPORT, of=str(link.public_id), at=at)

        def hand_in(given: Given) -> None:
            report_replies.send(link=link, at=at, given=given, way=Filed.FILE)

        answering.by_file(request, _whole(link), hand_in)
        return redirect("report-answer", token)

    return _opened(request, token, page)


@public
@require_http_methods(["GET", "HEAD"])
def xlsx(request: HttpRequest, token: str) -> HttpResponse:
    return _opened(request, token, lambda link, _at: reading.sheet(_whole(link), "xlsx"))


@public
@require_http_methods(["GET", "HEAD"])
def csv(request: HttpRequest, token: str) -> HttpResponse:
    return _opened(request, token, lambda link, _at: reading.sheet(_whole(link), "csv"))


@public
@require_POST
def say(request: HttpRequest, token: str) -> HttpResponse:
    """A question to the client, or the answer to theirs."""

    def page(link: ReportLink, at: datetime) -> HttpResponse:
        limits.take(Gesture.DECLARE, of=str(link.public_id), at=at)
        text = request.POST.get("text", "")
        if "repondre" in request.POST:
            call = report_replies.reply
            done = _("Votre réponse est donnée.")
        else:
            call = report_replies.ask
            done = _("Votre question est posée : le délai s’arrête jusqu’à la réponse.")
        return _done(request, token, lambda: call(link=link, at=at, text=text), done)

    return _opened(request, token, page)


@public
@require_POST
def received(request: HttpRequest, token: str) -> HttpResponse:
    """The day on which what the client owed came."""

    def page(link: ReportLink, at: datetime) -> HttpResponse:
        limits.take(Gesture.DECLARE, of=str(link.public_id), at=at)
        form = SentForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Donnez un jour."))
            return redirect("report-answer", token)
        on = form.cleaned_data["on"]
        return _done(
            request,
            token,
            lambda: report_replies.received(link=link, at=at, on=on),
            _("La réception est notée."),
        )

    return _opened(request, token, page)


def _done(request: HttpRequest, token: str, call: Callable[[], Any], message: str) -> HttpResponse:
    """Do one gesture and come back, with what happened or why it did not."""
    try:
        call()
    except FileRefused as fault:
        messages.error(request, import_views.told(fault.code, fault.remedy))
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, message)
    return redirect("report-answer", token)
