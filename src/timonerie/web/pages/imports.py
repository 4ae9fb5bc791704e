"""The way in of a file: dropped, its columns named, looked at, accepted; undone if need be."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from timonerie.domains.facts import opening, store
from timonerie.domains.facts.enums import JobKind as FactJob
from timonerie.domains.facts.models import BatchState, ImportBatch
from timonerie.domains.facts.operations import batches, sources
from timonerie.domains.facts.queries import batches as queries
from timonerie.domains.facts.queries import mappings
from timonerie.domains.facts.rules import drafts
from timonerie.domains.facts.rules.mapping import MappingError
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.organisation.sentences import said
from timonerie.domains.performance.enums import JobKind as ResultJob
from timonerie.foundations.accounts import limits
from timonerie.foundations.documents import operations as documents
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.foundations.jobs import operations as jobs
from timonerie.web import downloads
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.exports import CSV
from timonerie.web.forms.imports import ColumnsForm, FileForm, initial_of, mapping_of
from timonerie.web.pages import absences, import_views
from timonerie.web.remembering import remembered
from timonerie.web.responses import show

STEPS = (
    gettext_lazy("Fichier"),
    gettext_lazy("Colonnes"),
    gettext_lazy("Vérification"),
    gettext_lazy("Accepté"),
)


@policy("import.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    found = queries.visible_to(request.actor).order_by("-created_at")[:100]
    context = {
        "breadcrumbs": [],
        "table": import_views.table(found, request.company),
        "absence": absences.of_files(request),
        "may_write": request.actor.may("import.write"),
    }
    return show(request, "imports.html", context)


@policy("import.write")
def new(request: CompanyRequest) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        limits.take(limits.Gesture.IMPORT, of=str(request.user.pk), at=timezone.now())
        batch = _receive(request, form)
        if batch is not None:
            return redirect("import-mapping", request.company.slug, batch.public_id)
    context = {
        "breadcrumbs": _crumbs(request, _("Nouveau fichier")),
        "form": form,
        "sources": queries.sources(request.actor),
        "steps": STEPS,
    }
    return show(request, "import_new.html", context)


@policy("import.write")
def columns(request: CompanyRequest, batch_id: UUID) -> HttpResponse:
    """Columns proposed with samples; sending them reads the file."""
    batch = _batch(request, batch_id)
    if batch.state not in (BatchState.RECEIVED, BatchState.READ, BatchState.REFUSED):
        return redirect("import", request.company.slug, batch.public_id)
    try:
        sample = opening.sample(_path(request, batch), batch.file_name)
    except FileRefused as fault:
        return _refused(request, batch, fault)
    document, reasons = _proposed(batch, sample.draft)
    form = ColumnsForm(
        request.POST or None,
        header=sample.header,
        samples=sample.samples,
        reasons=reasons,
        initial=initial_of(document),
    )
    if request.method == "POST" and form.is_valid():
        try:
            mapping = mapping_of(form, document)
        except MappingError as error:
            form.add_error(None, said(str(error)))
        else:
            payload = {"batch": str(batch.public_id), "mapping": mapping.to_dict()}
            jobs.put_off(
                by=request.actor,
                kind=FactJob.READ,
                key=str(batch.public_id),
                payload=payload,
                at=timezone.now(),
            )
            return redirect("import", request.company.slug, batch.public_id)
    context = {
        "breadcrumbs": _crumbs(request, batch.file_name),
        "batch": batch,
        "format": sample.format.upper(),
        "form": form,
        "is_known": not reasons,
        "steps": STEPS,
    }
    return show(request, "import_columns.html", context)


@policy("import.read")
def detail(request: CompanyRequest, batch_id: UUID) -> HttpResponse:
    batch = _batch(request, batch_id)
    context = import_views.page(batch, request.company, request.actor)
    context |= {"breadcrumbs": _crumbs(request, batch.file_name), "steps": STEPS}
    return show(request, "import.html", context)


@policy("import.read")
def progress(request: CompanyRequest, batch_id: UUID) -> HttpResponse:
    """The progress of the work on a file; once over, the page is asked again."""
    batch = _batch(request, batch_id)
    context = import_views.progress(batch, request.company)
    response = render(request, "components/progress_bar.html", context)
    if not context["poll_url"]:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
@policy("import.write")
def accept(request: CompanyRequest, batch_id: UUID) -> HttpResponse:
    batch = _batch(request, batch_id)
    if batch.rejected and "accept_rejects" not in request.POST:
        messages.error(request, _("Des lignes sont rejetées : corrigez-les ou acceptez le reste."))
        return redirect("import", request.company.slug, batch.public_id)
    payload = {"batch": str(batch.public_id), "accept_rejects": bool(batch.rejected)}
    _put_off(request, ResultJob.ACCEPT, payload)
    return redirect("import", request.company.slug, batch.public_id)


@require_POST
@policy("import.undo")
def undo(request: CompanyRequest, batch_id: UUID) -> HttpResponse:
    batch = _batch(request, batch_id)
    _put_off(request, ResultJob.UNDO, {"batch": str(batch.public_id)})
    return redirect("import", request.company.slug, batch.public_id)


@policy("import.read")
def rejects(request: CompanyRequest, batch_id: UUID) -> HttpResponseBase:
    """Every rejected line, with its column, its value and its remedy."""
    batch = _batch(request, batch_id)
    path = store.rejects_path(request.company.public_id, batch.public_id)
    if not path.exists():
        raise Http404
    return downloads.file(path, name="lignes-rejetees.csv", kind=CSV)


@policy("import.read")
def received(request: CompanyRequest, batch_id: UUID) -> HttpResponseBase:
    """The file as it came."""
    batch = _batch(request, batch_id)
    return downloads.file(_path(request, batch), name=batch.file_name)


def _batch(request: CompanyRequest, batch_id: UUID) -> ImportBatch:
    return get_object_or_404(queries.visible_to(request.actor), public_id=batch_id)


def _put_off(request: CompanyRequest, kind: str, payload: dict[str, Any]) -> None:
    jobs.put_off(
        by=request.actor, kind=kind, key=payload["batch"], payload=payload, at=timezone.now()
    )


def _receive(request: CompanyRequest, form: FileForm) -> ImportBatch | None:
    name = form.cleaned_data["source"]
    known = queries.sources(request.actor).filter(name=name).first()
    provider = _own_provider(request)
    if known is None and mappings.source_exists(name=name):
        form.add_error("source", _("Cette source n’est pas la vôtre : choisissez-en une autre."))
        return None
    by, at, file = request.actor, timezone.now(), form.cleaned_data["file"]
    try:
        documents.require_acceptable(by=by, at=at, name=file.name, size=file.size)
    except FileRefused as fault:
        form.add_error("file", import_views.told(fault.code, fault.remedy))
        return None
    source = known or sources.ensure(by=by, at=at, name=name, provider=provider)
    return batches.receive(by=by, at=at, source=source, chunks=file.chunks(), file_name=file.name)


def _own_provider(request: CompanyRequest) -> Provider | None:
    """A provider's user feeds the sources of their firm only."""
    seen = reach(request.actor, on=timezone.localdate()).provider_ids
    return Provider.objects.filter(pk__in=seen).first() if seen else None


def _proposed(
    batch: ImportBatch, draft: drafts.Draft
) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    """The mapping kept for the source, else a draft, with the reason of each column."""
    kept = mappings.kept(source_name=batch.source.name)
    if kept is not None:
        return kept.to_dict(), {}
    return draft.data, {one.field.value: _why(one) for one in draft.proposals}


def _why(proposal: drafts.Proposal) -> str:
    reason = said(proposal.reason)
    return _("Proposé : %(reason)s") % {"reason": f"{reason[:1].lower()}{reason[1:]}"}


def _path(request: CompanyRequest, batch: ImportBatch) -> Path:
    return documents.path_of(company=request.company, blob=batch.blob)


def _refused(request: CompanyRequest, batch: ImportBatch, fault: FileRefused) -> HttpResponse:
    batches.refuse(by=request.actor, at=timezone.now(), batch=batch, fault=fault)
    return redirect("import", request.company.slug, batch.public_id)


def _crumbs(request: CompanyRequest, here: str) -> list[dict[str, str]]:
    return [
        {"label": _("Données"), "url": reverse("imports", args=[request.company.slug])},
        {"label": here, "url": ""},
    ]
