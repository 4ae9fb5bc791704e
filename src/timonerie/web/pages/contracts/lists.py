"""A list of contracts: dropped, its columns checked, what it would change seen, then accepted."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from timonerie.domains.contracts import list_sentences
from timonerie.domains.contracts.enums import ListState
from timonerie.domains.contracts.models import ContractList
from timonerie.domains.contracts.operations import lists
from timonerie.domains.contracts.operations.list_steps import Plan, Step
from timonerie.domains.contracts.rules.headings import FIELDS
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.operations.imports.files import UnreadableFile
from timonerie.domains.organisation.operations.imports.shapes import Act
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.foundations.wording.formats import number
from timonerie.web import contract_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.contracts import tables
from timonerie.web.pages.contracts.frame import crumbs, list_of, sees_all
from timonerie.web.pages.import_views import told
from timonerie.web.pages.settings.frame import Crumb, act, url
from timonerie.web.responses import show

#: Lines shown on the page; the counts above them are of the whole list.
SHOWN = 200
LATEST = 50
ACTS = {
    Act.CREATE: gettext_lazy("ajout"),
    Act.UPDATE: gettext_lazy("modification"),
    Act.SAME: gettext_lazy("question seulement"),
}
ORIGINS = {"glpi": "GLPI", "dolibarr": "Dolibarr"}


@policy("contract.write")
def index(request: CompanyRequest) -> HttpResponse:
    """The lists dropped so far; dropping another."""
    if request.method != "POST":
        return _render(request)
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, _("Choisissez un fichier, puis recommencez."))
        return _render(request)
    at, name = timezone.now(), file.name or ""
    try:
        made = lists.receive(by=request.actor, at=at, chunks=file.chunks(), file_name=name)
    except FileRefused as fault:
        return _render(request, error=told(fault.code, fault.remedy))
    except UnreadableFile as refusal:
        return _render(request, error=told(refusal.code, refusal.message))
    except Refused as refusal:
        return _render(request, error=refusal.message)
    return redirect(url(request, "contract-list", made.public_id))


def _render(request: CompanyRequest, *, error: str = "") -> HttpResponse:
    reads_all = sees_all(request)
    known = ContractList.objects.order_by("-created_at")[:LATEST] if reads_all else ()
    context = {
        "table": tables.of_lists(request, known),
        "reads_all": reads_all,
        "error": error,
        "breadcrumbs": _crumbs(request),
    }
    return show(request, "contracts/lists.html", context, status=422 if error else 200)


@policy("contract.write")
def detail(request: CompanyRequest, list_id: UUID) -> HttpResponse:
    found = list_of(request, list_id)
    if found.state != ListState.RECEIVED:
        context = {"list": found, "counts": _counts(found.counts)}
        context["breadcrumbs"] = _crumbs(request, (found.name, ""))
        return show(request, "contracts/list_done.html", context)
    context = {"list": found, "breadcrumbs": _crumbs(request, (found.name, ""))}
    context |= {"columns": _columns(found), "fields": _fields()}
    context["origin"] = ORIGINS.get(found.origin, "")
    try:
        plan = lists.preview(by=request.actor, at=timezone.now(), contract_list=found)
    except UnreadableFile as refusal:
        context["error"] = told(refusal.code, refusal.message)
    except Refused as refusal:
        context["error"] = refusal.message
    else:
        context |= _planned(plan)
    return show(request, "contracts/list.html", context)


@require_POST
@policy("contract.write")
def columns(request: CompanyRequest, list_id: UUID) -> HttpResponse:
    """Another sheet, or what each column means."""
    found, here = list_of(request, list_id), url(request, "contract-list", list_id)
    by, at = request.actor, timezone.now()
    sheet = request.POST.get("sheet", found.sheet)
    if sheet != found.sheet:
        choosing = partial(lists.choose_sheet, by=by, at=at, contract_list=found, sheet=sheet)
        return act(request, choosing, to=here, message=_("Cette feuille est lue."))
    fields = [request.POST.get(f"column-{rank}", "") for rank in range(len(found.columns))]
    choosing = partial(lists.choose_columns, by=by, at=at, contract_list=found, fields=fields)
    return act(request, choosing, to=here, message=_("La liste est relue avec ces colonnes."))


@require_POST
@policy("contract.write")
def accept(request: CompanyRequest, list_id: UUID) -> HttpResponse:
    found = list_of(request, list_id)
    try:
        plan = lists.accept(
            by=request.actor,
            at=timezone.now(),
            contract_list=found,
            creates_providers="create_providers" in request.POST,
            leave_faulty="leave_faulty" in request.POST,
        )
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(url(request, "contract-list", list_id))
    counts = lists.counts_of(plan)
    messages.success(
        request,
        _("C’est enregistré. Contrats ajoutés : %(created)s ; modifiés : %(changed)s.")
        % {name: number(counts[name]) for name in ("created", "changed")},
    )
    found.refresh_from_db()
    asks = found.questions.filter(state="open").exists()
    return redirect(url(request, "contract-questions" if asks else "contracts"))


@require_POST
@policy("contract.write")
def undo(request: CompanyRequest, list_id: UUID) -> HttpResponse:
    found = list_of(request, list_id)
    undoing = partial(lists.undo, by=request.actor, at=timezone.now(), contract_list=found)
    message = _("La liste est annulée : ses contrats sont aux archives, rien n’est effacé.")
    return act(request, undoing, to=url(request, "contract-list", list_id), message=message)


def _columns(found: ContractList) -> list[dict[str, Any]]:
    try:
        samples = lists.sample(found)
    except UnreadableFile:
        samples = [[] for _pair in found.columns]
    return [
        {
            "title": title or _("(sans titre)"),
            "field": field,
            "cells": cells,
            "name": f"column-{rank}",
        }
        for rank, ((title, field), cells) in enumerate(zip(found.columns, samples, strict=True))
    ]


def _fields() -> list[tuple[str, str]]:
    named = {**list_sentences.FIELDS, **list_sentences.COLUMNS}
    return [(name, str(named[name])) for name in FIELDS]


def _planned(plan: Plan) -> dict[str, Any]:
    done = [step for step in plan.steps if step.does_something]
    return {
        "plan": plan,
        "counts": _counts(lists.counts_of(plan)),
        "lines": [_line(step) for step in done[:SHOWN]],
        "hidden": max(0, len(done) - SHOWN),
        "faults": [_fault(one) for one in plan.faults[:SHOWN]],
        "asked": _asked(plan),
    }


def _line(step: Step) -> dict[str, Any]:
    changed = [
        f"{contract_words.value(name, before) or '—'} → {contract_words.value(name, after) or '—'}"
        for name, (before, after) in step.changed.items()
    ]
    told = [
        f"{list_sentences.FIELDS[name]} : {contract_words.value(name, text)}"
        for name, text in step.said.values.items()
        if name in list_sentences.FIELDS and name not in ("note", "currency", "tax")
    ]
    asks = [list_sentences.asked(one.code, one.field, one.params) for one in step.asked]
    return {
        "number": step.line,
        "label": step.label,
        "whose": step.said.provider,
        "act": _("reprise des archives") if step.comes_back else ACTS[step.act],
        "told": " · ".join(changed if step.contract is not None else told),
        "asks": asks,
    }


def _fault(one: Any) -> dict[str, Any]:
    named = {**list_sentences.FIELDS, **list_sentences.COLUMNS}
    return {**vars(one), "column": named.get(one.column, one.column)}


def _asked(plan: Plan) -> list[dict[str, Any]]:
    """The questions that will be asked, those of one cell together."""
    found: dict[tuple[str, str, str], int] = {}
    for _step, one in plan.asked:
        key = (list_sentences.asked(one.code, one.field, one.params), one.cell, one.field)
        found[key] = found.get(key, 0) + 1
    return [
        {"sentence": sentence, "cell": cell, "count": count}
        for (sentence, cell, _field), count in found.items()
    ]


def _counts(counts: dict[str, int]) -> list[dict[str, str]]:
    labels = {
        "created": _("Contrats ajoutés"),
        "changed": _("Contrats modifiés"),
        "same": _("Lignes sans effet"),
        "questions": _("Questions"),
        "left": _("Lignes laissées de côté"),
        "faulty": _("Lignes à corriger"),
    }
    return [
        {"term": label, "detail": number(counts[name])}
        for name, label in labels.items()
        if name in counts
    ]


def _crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    return crumbs(request, (_("Listes"), url(request, "contract-lists")), *steps)
