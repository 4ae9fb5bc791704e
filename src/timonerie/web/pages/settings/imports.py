"""Importing a list: choose a file, see what it would do, then accept."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.facts.operations import dropped
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.operations.imports import lists, registry
from timonerie.domains.organisation.operations.imports.files import UnreadableFile
from timonerie.domains.organisation.operations.imports.shapes import Act, Importer, Plan
from timonerie.domains.performance.operations import refreshing
from timonerie.foundations.documents import operations as documents
from timonerie.foundations.documents.connectors import FileRefused, clean_name
from timonerie.foundations.documents.models import Blob
from timonerie.foundations.wording.formats import number
from timonerie.web import step_up
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.exports import csv_file
from timonerie.web.pages.import_views import told
from timonerie.web.pages.settings.frame import Crumb, crumbs, url
from timonerie.web.responses import show

#: Lines shown on the page; the counts above them are of the whole file.
SHOWN = 200
#: The lists that a reader sent, the last ones, in their own session.
SENT, KEPT = "lists", 20
#: The list that each kind fills.
LISTS = {
    "entites": "settings-legal",
    "calendriers": "settings-calendars",
    "unites": "settings-units",
    "prestataires": "settings-providers",
    "personnes": "settings-people",
    "postes": "settings-seats",
    "organigramme": "org-chart",
    "activites": "activities",
    "acces": "settings-members",
    "indicateurs": "settings-indicators",
    "cibles": "settings-targets",
    "incidents": "incidents",
}
ACTS = {
    Act.CREATE: gettext_lazy("ajout"),
    Act.UPDATE: gettext_lazy("modification"),
    Act.SAME: gettext_lazy("sans effet"),
}


@policy("organisation.read")
def upload(request: CompanyRequest, kind: str) -> HttpResponse:
    importer = _importer(request, kind)
    if first := step_up.owed_for(request, importer.permission):
        return first
    try:
        lists.require_whole(by=request.actor, at=timezone.now())
    except Refused as refusal:
        return _render_upload(request, importer, error=str(refusal.message), is_open=False)
    file = request.FILES.get("file")
    if request.method == "POST" and file is None:
        messages.error(request, _("Choisissez un fichier, puis recommencez."))
    if request.method == "POST" and file is not None:
        try:
            blob = _received(request, file)
        except FileRefused as fault:
            return _render_upload(request, importer, error=told(fault.code, fault.remedy))
        remember(request, blob)
        return redirect(url(request, "settings-import-preview", kind, blob.public_id))
    return _render_upload(request, importer)


@policy("organisation.read")
def model(request: CompanyRequest, kind: str) -> HttpResponse:
    """The columns with an example, to fill in a spreadsheet."""
    importer = _importer(request, kind)
    header = [column.name for column in importer.columns]
    return csv_file(f"modele-{kind}", header, importer.examples)


@policy("organisation.read")
def preview(request: CompanyRequest, kind: str, blob_id: UUID) -> HttpResponse:
    importer = _importer(request, kind)
    if first := step_up.owed_for(request, importer.permission):
        return first
    blob = _sent(request, blob_id)
    path = documents.path_of(company=request.company, blob=blob)
    name = documents.name_of(blob=blob)
    chosen = (request.POST if request.method == "POST" else request.GET).getlist("choix")
    try:
        if request.method == "POST":
            plan = lists.apply(
                by=request.actor,
                at=timezone.now(),
                kind=kind,
                path=path,
                file_name=name,
                leave_faulty="leave_faulty" in request.POST,
                chosen=chosen,
            )
            dropped.settle(by=request.actor, at=timezone.now(), blob=blob)
            refreshing.follow_list(by=request.actor, at=timezone.now(), kind=kind)
            messages.success(request, _summary(plan))
            return redirect(url(request, LISTS[kind]))
        plan = lists.preview(
            by=request.actor,
            at=timezone.now(),
            kind=kind,
            path=path,
            file_name=name,
            chosen=chosen,
        )
    except lists.FaultyLines as refusal:
        messages.error(request, refusal.message)
        return redirect(request.get_full_path())
    except UnreadableFile as refusal:
        error = told(refusal.code, refusal.message)
        return _render_upload(request, importer, error=error)
    except Refused as refusal:
        return _render_upload(request, importer, error=refusal.message)
    context = _context(request, importer, name, plan) | {
        "choices": _choices(importer, plan, chosen)
    }
    return show(request, "settings/import_preview.html", context)


def _choices(
    importer: type[Importer], plan: Plan, chosen: Sequence[str]
) -> list[dict[str, object]]:
    """Those that would settle a question of the file, and those already made."""
    useful = {one.choice for one in plan.questions} | set(chosen)
    return [
        {"name": one.name, "label": one.label, "is_chosen": one.name in chosen}
        for one in importer.choices
        if one.name in useful
    ]


def _received(request: CompanyRequest, file: "UploadedFile[bytes]") -> Blob:
    by, at, sent = request.actor, timezone.now(), file.name or ""
    documents.require_acceptable(by=by, at=at, name=sent, size=file.size or 0)
    name, _notices = clean_name(sent)
    return documents.keep(by=by, at=at, chunks=file.chunks(), name=name)


def remember(request: CompanyRequest, blob: Blob) -> None:
    """Their reader may look at what a list would do."""
    known = request.session.get(SENT, [])
    request.session[SENT] = [*known, str(blob.public_id)][-KEPT:]


def _sent(request: CompanyRequest, blob_id: UUID) -> Blob:
    """A file that the reader sent here themselves: the company keeps others, which lists are not.

    Raises:
        Http404: they did not, or no longer remember it.
    """
    if str(blob_id) not in request.session.get(SENT, []):
        raise Http404
    return get_object_or_404(Blob, public_id=blob_id)


def _importer(request: CompanyRequest, kind: str) -> type[Importer]:
    try:
        importer = registry.of(kind)
    except registry.UnknownKind as error:
        raise Http404 from error
    request.actor.require(importer.permission)
    return importer


def _render_upload(
    request: CompanyRequest, importer: type[Importer], *, error: str = "", is_open: bool = True
) -> HttpResponse:
    context = {
        "importer": importer,
        "error": error,
        "is_open": is_open,
        "breadcrumbs": _crumbs(request, importer, (_("Importer"), "")),
    }
    is_wrong = bool(error) and is_open
    return show(request, "settings/import.html", context, status=422 if is_wrong else 200)


def _context(
    request: CompanyRequest, importer: type[Importer], name: str, plan: Plan
) -> dict[str, object]:
    told = [step for step in plan.by_line if step.act is not Act.SAME]
    lines = [
        {
            "number": step.line,
            "label": step.label,
            "act": ACTS[step.act],
            "is_new": step.act is Act.CREATE,
            "changed": ", ".join(
                f"{before or '—'} → {after or '—'}" for before, after in step.changed.values()
            ),
        }
        for step in told[:SHOWN]
    ]
    here = url(request, "settings-import", importer.kind)
    return {
        "importer": importer,
        "file_name": name,
        "plan": plan,
        "lines": lines,
        "hidden": len(told) - len(lines),
        "counts": [
            {"term": _("Lignes qui ajoutent"), "detail": number(plan.count(Act.CREATE))},
            {"term": _("Lignes qui modifient"), "detail": number(plan.count(Act.UPDATE))},
            {"term": _("Lignes sans effet"), "detail": number(plan.count(Act.SAME))},
            {"term": _("Lignes à corriger"), "detail": number(len(plan.faults))},
        ],
        "faults": plan.faults[:SHOWN],
        "questions": plan.questions[:SHOWN],
        "back": here,
        "breadcrumbs": _crumbs(request, importer, (_("Importer"), here), (name, "")),
    }


def _crumbs(
    request: CompanyRequest, importer: type[Importer], *steps: tuple[str, str]
) -> list[Crumb]:
    return crumbs(request, (importer.title, url(request, LISTS[importer.kind])), *steps)


def _summary(plan: Plan) -> str:
    return _(
        "C’est enregistré. Lignes en ajout : %(created)s ; en modification : %(changed)s ; sans"
        " effet : %(same)s ; laissées de côté : %(left)s."
    ) % {
        "created": number(plan.count(Act.CREATE)),
        "changed": number(plan.count(Act.UPDATE)),
        "same": number(plan.count(Act.SAME)),
        "left": number(len(plan.faults)),
    }
