"""A report answered with an account: a draft kept, a version handed in, a day noted."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.reporting.models import DueReport, ReportDraft, ReportFile
from timonerie.domains.reporting.operations import (
    report_checks,
    report_filing,
    report_sheets,
)
from timonerie.domains.reporting.operations.report_filing import Given, Unread
from timonerie.domains.reporting.operations.report_sheets import Misread
from timonerie.domains.reporting.queries import due_reports as queries
from timonerie.domains.reporting.queries import report_readings
from timonerie.domains.reporting.report_enums import Filed
from timonerie.domains.sourcing.operations.offer_papers import Received
from timonerie.foundations.wording import formats
from timonerie.web import report_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.due_reports import FileForm, ReportForm, SentForm, SheetForm
from timonerie.web.pages.due_reports import frame
from timonerie.web.pages.duties.frame import taking
from timonerie.web.pages.settings.frame import act, url
from timonerie.web.pages.settings.frame import answer as answered
from timonerie.web.responses import show


def report_form(due: DueReport, data: Any = None, *, draft: ReportDraft | None) -> ReportForm:
    """What is asked of a report; a correction begins with the figures that it corrects."""
    filing = report_readings.last(due)
    return ReportForm(
        data,
        asked=report_readings.fields_of(due),
        draft=draft,
        before=filing.values if filing else None,
        is_correction=filing is not None,
    )


def lines(due: DueReport, form: ReportForm) -> list[dict[str, Any]]:
    """Each field of the form beside its own trend."""
    drawn = {
        one.code: one
        for one in report_words.shown(due, before=report_readings.earlier(due), with_gaps=False)
    }
    return [
        {
            "field": form[f"f-{one.code}"],
            "earlier": drawn[one.code].earlier,
            "line": drawn[one.code].line,
        }
        for one in form.asked
        if one.kind != "file"
    ]


def rest(form: ReportForm) -> list[Any]:
    """The comment, and the reason of a correction."""
    return [form[name] for name in ("comment", "reason") if name in form.fields]


def file_form(due: DueReport) -> FileForm:
    """For one of the fields that take a file, or for the whole."""
    form = FileForm()
    fields = [one for one in report_readings.fields_of(due) if one.kind == "file"]
    form.fields["field"].widget.choices = [
        ("", _("Le rapport entier")),
        *((one.code, one.label) for one in fields),
    ]
    return form


def joined(due: DueReport) -> list[ReportFile]:
    """The files of the draft."""
    return list(ReportFile.objects.filter(due=due, filing__isnull=True).order_by("pk"))


@policy("report.write")
def answer(request: CompanyRequest, due_report_id: UUID) -> HttpResponse:
    """Our side types what came otherwise; who owes it keeps a draft."""
    due = frame.due_of(request, due_report_id)
    is_author = not report_checks.is_client(request.actor, due)
    draft = ReportDraft.objects.filter(due=due).first() if is_author else None
    form = report_form(due, request.POST or None, draft=draft)
    if (
        request.method == "POST"
        and form.is_valid()
        and _done(request, due, form, keeps=is_author and "remettre" not in request.POST)
    ):
        return redirect(frame.address(request, due))
    context = {
        "due": due,
        "form": form,
        "sheet_form": SheetForm(),
        "file_form": file_form(due),
        "attach_url": url(request, "due-report-attach", due.public_id),
        "joined": [
            {
                "name": one.file_name,
                "remove_url": url(request, "due-report-file-remove", one.public_id),
            }
            for one in joined(due)
        ]
        if is_author
        else [],
        "lines": lines(due, form),
        "rest": rest(form),
        "keeps": is_author,
        "saved": saved(draft),
        "autosave": url(request, "due-report-draft", due.public_id) if is_author else "",
        "sheet_url": url(request, "due-report-sheet", due.public_id),
        "xlsx_url": url(request, "due-report-xlsx", due.public_id),
        "csv_url": url(request, "due-report-csv", due.public_id),
        "back": frame.address(request, due),
        "breadcrumbs": frame.crumbs(
            request, (frame.name(due), frame.address(request, due)), (_("Répondre"), "")
        ),
    }
    return show(request, "due_reports/answer.html", context)


def _done(request: CompanyRequest, due: DueReport, form: ReportForm, *, keeps: bool) -> bool:
    by, at, given = request.actor, timezone.now(), form.given()
    try:
        if keeps:
            version = form.cleaned_data["version"]
            report_filing.save(by=by, at=at, due=due, version=version, given=given)
            messages.success(request, _("Le brouillon est enregistré, et n’est pas encore remis."))
        else:
            report_filing.file(by=by, at=at, due=due, given=given)
            messages.success(request, _("Le rapport est remis."))
    except Unread as refusal:
        form.tell(refusal)
    except Conflict as conflict:
        form.answer(conflict, compared=())
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    else:
        return True
    return False


def saved(draft: ReportDraft | None) -> str:
    if draft is None:
        return ""
    at = formats.instant(draft.saved_at, timezone.get_current_timezone_name())
    return _("Brouillon enregistré : %(at)s") % {"at": at}


@require_POST
@policy("report.write")
def draft(request: CompanyRequest, due_report_id: UUID) -> HttpResponse:
    """What is kept while somebody types."""
    due = frame.due_of(request, due_report_id)
    form = report_form(due, request.POST, draft=None)
    return kept(
        form,
        lambda given, version: report_filing.save(
            by=request.actor, at=timezone.now(), due=due, version=version, given=given
        ),
    )


def kept(form: ReportForm, save: Any) -> JsonResponse:
    """The draft as a script asks for it: its version and a sentence, or why it was not kept."""
    if not form.is_valid():
        return JsonResponse(
            {"said": _("Pas encore enregistré : un champ est trop long.")}, status=422
        )
    try:
        row = save(form.given(), form.cleaned_data["version"])
    except Conflict:
        said = _("Ce brouillon a changé ailleurs : rechargez la page avant de continuer.")
        return JsonResponse({"said": said}, status=409)
    except Refused as refusal:
        return JsonResponse({"said": refusal.message}, status=422)
    return JsonResponse({"said": saved(row), "version": row.version})


@require_POST
@policy("report.write")
def attach(request: CompanyRequest, due_report_id: UUID) -> HttpResponse:
    """A file joined to the draft."""
    due = frame.due_of(request, due_report_id)
    file = request.FILES.get("file")
    back = url(request, "due-report-answer", due.public_id)
    if file is None:
        messages.error(request, _("Choisissez un fichier."))
        return redirect(back)
    received = Received(name=file.name or "", size=file.size or 0, chunks=file.chunks())
    field = request.POST.get("field", "")
    return act(
        request,
        lambda: taking(
            lambda: report_filing.attach(
                by=request.actor, at=timezone.now(), due=due, received=received, field=field
            )
        ),
        to=back,
        message=_("Le fichier est joint."),
    )


@require_POST
@policy("report.write")
def detach(request: CompanyRequest, report_file_id: UUID) -> HttpResponse:
    seen = queries.visible_to(request.actor, on=timezone.localdate())
    rows = ReportFile.objects.select_related("due", "blob").filter(due__in=seen)
    found = get_object_or_404(rows, public_id=report_file_id)
    return act(
        request,
        lambda: report_filing.detach(by=request.actor, at=timezone.now(), file=found),
        to=url(request, "due-report-answer", found.due.public_id),
        message=_("Le fichier est retiré."),
    )


@require_POST
@policy("report.write")
def sheet(request: CompanyRequest, due_report_id: UUID) -> HttpResponse:
    """A filled form, read then handed in; where a line is wrong, nothing is."""
    due = frame.due_of(request, due_report_id)

    def hand_in(given: Given) -> None:
        report_filing.file(
            by=request.actor, at=timezone.now(), due=due, given=given, way=Filed.FILE
        )

    if by_file(request, due, hand_in):
        return redirect(frame.address(request, due))
    return redirect(url(request, "due-report-answer", due.public_id))


def by_file(request: Any, due: DueReport, hand_in: Any) -> bool:
    """Every fault of the file is said, each with its line and its column."""
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choisissez un fichier."))
        return False
    file = form.cleaned_data["file"]
    try:
        hand_in(report_sheets.received(file.chunks(), name=file.name, due=due))
    except Misread as refusal:
        for fault in refusal.faults[:20]:
            messages.error(request, fault)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Le fichier est lu, et le rapport remis."))
        return True
    return False


@policy("report.write")
def sent(request: CompanyRequest, due_report_id: UUID) -> HttpResponse:
    """The day on which what our side owed left, or came."""
    due = frame.due_of(request, due_report_id)
    return answered(
        request,
        SentForm(request.POST or None),
        page=frame.form_page(
            request,
            due,
            heading=_("Noter la remise"),
            lead=_("Le jour compte pour la ponctualité de notre côté."),
            submit=_("Noter"),
        ),
        save=lambda data: report_filing.mark_sent(
            by=request.actor, at=timezone.now(), due=due, on=data["on"]
        ),
        done=lambda _saved: frame.address(request, due),
        message=_("La remise est notée."),
    )
