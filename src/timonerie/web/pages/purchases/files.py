"""The accounting files: one dropped, its controls, its progress, taken back where it was wrong."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.facts.enums import JobKind
from timonerie.domains.facts.models import AccountingFile, AccountingState
from timonerie.domains.facts.operations import accounting
from timonerie.domains.facts.queries import accounting as queries
from timonerie.domains.facts.queries import purchases
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.sentences import said
from timonerie.foundations.accounts import limits
from timonerie.foundations.documents import operations as documents
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.foundations.jobs import operations as jobs
from timonerie.foundations.jobs.enums import JobState
from timonerie.foundations.wording import formats
from timonerie.web import downloads, purchase_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.purchases import AccountingFileForm
from timonerie.web.pages import import_views
from timonerie.web.pages.purchases import controls, frame, gaps
from timonerie.web.pages.settings.frame import url
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table

LISTED = 200
PER_CENT = 100


@policy("ledger.read")
def index(request: CompanyRequest) -> HttpResponse:
    """The files, and the place to drop one."""
    frame.whole(request)
    found = queries.visible_to(request.actor, on=timezone.localdate()).order_by("-created_at")
    context = frame.context(request, "purchases-files") | {
        "form": AccountingFileForm(),
        "table": of_files(request, found[:LISTED]),
        "gaps": gaps.told(),
        "late": controls.after_closing(request, purchases.part("after_closing")),
    }
    return show(request, "purchases/files.html", context)


@require_POST
@policy("ledger.write")
def drop(request: CompanyRequest) -> HttpResponse:
    """Keep a file and have it read."""
    frame.whole(request)
    form = AccountingFileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choisissez un fichier à déposer."))
        return redirect(url(request, "purchases-files"))
    limits.take(limits.Gesture.IMPORT, of=str(request.user.pk), at=timezone.now())
    file, by, at = form.cleaned_data["file"], request.actor, timezone.now()
    try:
        documents.require_acceptable(
            by=by, at=at, name=file.name, size=file.size, most=accounting.MOST_BYTES
        )
        kept = accounting.receive(by=by, at=at, chunks=file.chunks(), file_name=file.name)
    except FileRefused as fault:
        messages.error(request, import_views.told(fault.code, fault.remedy))
        return redirect(url(request, "purchases-files"))
    accounting.put_off_reading(by=by, at=at, file=kept)
    return redirect(url(request, "purchases-file", kept.public_id))


@policy("ledger.read")
def detail(request: CompanyRequest, accounting_id: UUID) -> HttpResponse:
    """One file: how it is written, what the controls found, what replaced it."""
    file = frame.file_of(request, accounting_id)
    job = queries.running(file)
    is_busy = job is not None and job.state in (JobState.WAITING, JobState.RUNNING)
    context = frame.context(request, "purchases-files") | {
        "file": file,
        "state": purchase_words.FILE_STATES[AccountingState(file.state)],
        "progress": progress_of(request, file) if is_busy else None,
        "job_error": said(job.error) if job and job.state == JobState.FAILED else "",
        "refused": file.refusal,
        "details": list(_details(request, file)),
        "findings": controls.of_findings(request, file),
        "rejected": controls.of_rejected(file),
        "may_retire": request.actor.may("ledger.write") and file.state == AccountingState.READ,
        "may_read_again": request.actor.may("ledger.write")
        and not is_busy
        and file.state in accounting.TO_READ,
        "replaces": [one.file_name for one in file.stands_for.filter(state="retired")],
        "breadcrumbs": frame.crumbs(
            request, (_("Fichiers"), url(request, "purchases-files")), (file.file_name, "")
        ),
    }
    return show(request, "purchases/file.html", context)


@policy("ledger.read")
def progress(request: CompanyRequest, accounting_id: UUID) -> HttpResponse:
    """How far the reading is; once over, the page is asked again."""
    file = frame.file_of(request, accounting_id)
    context = progress_of(request, file)
    response = render(request, "components/progress_bar.html", context)
    if not context["poll_url"]:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
@policy("ledger.write")
def read_again(request: CompanyRequest, accounting_id: UUID) -> HttpResponse:
    """Read a file that a stop left unread."""
    file = frame.file_of(request, accounting_id)
    accounting.put_off_reading(by=request.actor, at=timezone.now(), file=file)
    return redirect(url(request, "purchases-file", file.public_id))


@require_POST
@policy("ledger.write")
def retire(request: CompanyRequest, accounting_id: UUID) -> HttpResponse:
    """Take the entries of a file out of the figures; those it had replaced count again."""
    file = frame.file_of(request, accounting_id)
    try:
        accounting.retire(by=request.actor, at=timezone.now(), file=file)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        jobs.put_off(
            by=request.actor,
            kind=JobKind.ANSWER_BOOKS,
            key="answers",
            payload={},
            at=timezone.now(),
        )
        messages.success(request, _("Les écritures de ce fichier ne comptent plus."))
    return redirect(url(request, "purchases-file", file.public_id))


@policy("ledger.read")
def received(request: CompanyRequest, accounting_id: UUID) -> HttpResponseBase:
    """The file as it came."""
    file = frame.file_of(request, accounting_id)
    path = documents.path_of(company=request.company, blob=file.blob)
    return downloads.file(path, name=file.file_name)


def progress_of(request: CompanyRequest, file: AccountingFile) -> dict[str, Any]:
    """The context of the progress bar; no address to poll once the work is over."""
    job = queries.running(file)
    waiting = job is not None and job.state in (JobState.WAITING, JobState.RUNNING)
    share = job.progress if job else 1
    return {
        "id": "avancement",
        "label": said(job.step if job else "") or _("En attente de son tour"),
        "done": round(share * PER_CENT),
        "total": PER_CENT,
        "ratio": share,
        "is_share": True,
        "poll_url": url(request, "purchases-file-progress", file.public_id) if waiting else "",
        "estimate": "",
    }


def of_files(request: CompanyRequest, found: Iterable[AccountingFile]) -> Table:
    return Table(
        name="fichiers",
        caption=_("Fichiers des écritures"),
        columns=(
            Column(label=_("Fichier"), is_long=True),
            Column(label=_("Entité"), is_filter=True),
            Column(label=_("État"), is_filter=True),
            Column(label=_("Mois couverts")),
            Column(label=_("Lignes"), is_number=True),
            Column(label=_("Contrôles"), is_number=True),
            Column(label=_("Déposé")),
            Column(label=_("Par")),
        ),
        rows=tuple(_row(request, one) for one in found),
    )


def _row(request: CompanyRequest, one: AccountingFile) -> Row:
    state = AccountingState(one.state)
    seen = len(one.findings)
    other = one.counted_by
    return Row(
        cells=(
            Cell(text=one.file_name, url=url(request, "purchases-file", one.public_id)),
            Cell(text=entity(one)),
            Cell(
                text=state.label,
                state=purchase_words.FILE_STATES[state],
                note=_("voir %(file)s") % {"file": other} if other else "",
            ),
            Cell(text=frame.span_of(one), value=one.first_date),
            Cell(text=formats.number(one.lines), value=one.lines),
            Cell(text=formats.number(seen), value=seen),
            Cell(
                text=formats.instant(one.created_at, request.company.zone, style="short"),
                value=one.created_at,
            ),
            Cell(text=one.created_by),
        )
    )


def entity(one: AccountingFile) -> str:
    if one.legal_entity is not None:
        return str(one.legal_entity.name)
    if not one.profile:
        return "—"
    return one.siren or _("à préciser")


def _details(request: CompanyRequest, one: AccountingFile) -> Iterable[dict[str, str]]:
    told = one.profile
    pairs = [
        (_("Entité"), entity(one)),
        (_("Mois couverts"), frame.span_of(one)),
        (_("Lignes"), formats.number(one.lines)),
        (_("Écritures"), formats.number(one.entries)),
        (_("Encodage"), str(told.get("encoding", "")).upper()),
        (_("Séparateur"), controls.SEPARATORS.get(told.get("separator", ""), "")),
        (_("Déposé"), formats.instant(one.created_at, request.company.zone)),
        (_("Par"), one.created_by),
        (_("Empreinte du fichier"), one.blob.sha256[:16]),
    ]
    is_read = bool(told)
    kept = pairs if is_read else pairs[6:]
    return [{"term": term, "detail": str(detail)} for term, detail in kept if detail]
