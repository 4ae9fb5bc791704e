"""Bringing a paper, filing it, judging its clauses, taking its terms."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.contracts.models import ContractDocument
from timonerie.domains.contracts.operations import clauses, documents, proposals
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts import limits
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.papers import FilingForm, PaperForm
from timonerie.web.pages import import_views
from timonerie.web.pages.papers.frame import crumbs, finding_of, paper_of
from timonerie.web.pages.settings.frame import act, url, version_asked
from timonerie.web.responses import show

LONGEST_NOTE = 500


@policy("contract.write")
def new(request: CompanyRequest) -> HttpResponse:
    form = PaperForm(
        request.POST or None,
        request.FILES or None,
        reader=request.actor,
        initial={"contract": request.GET.get("contrat")},
    )
    if request.method == "POST" and form.is_valid():
        limits.take(limits.Gesture.IMPORT, of=str(request.user.pk), at=timezone.now())
        paper = _receive(request, form)
        if paper is not None:
            return redirect(url(request, "paper", paper.public_id))
    context = {"form": form, "breadcrumbs": crumbs(request, (_("Déposer"), ""))}
    return show(request, "papers/new.html", context)


def _receive(request: CompanyRequest, form: PaperForm) -> ContractDocument | None:
    by, at, file = request.actor, timezone.now(), form.cleaned_data["file"]
    try:
        documents.require_acceptable(by=by, at=at, name=file.name, size=file.size)
        return documents.receive(
            by=by,
            at=at,
            chunks=file.chunks(),
            file_name=file.name,
            contract=form.cleaned_data["contract"],
        )
    except FileRefused as fault:
        form.add_error("file", import_views.told(fault.code, fault.remedy))
    except Refused as refusal:
        form.add_error("contract", refusal.message)
    return None


@require_POST
@policy("contract.write")
def file_under(request: CompanyRequest, paper_id: UUID) -> HttpResponse:
    paper = paper_of(request, paper_id)
    form = FilingForm(request.POST, reader=request.actor)
    if not form.is_valid():
        messages.error(
            request, _("Ce contrat n’existe pas, ou n’est plus à vous : choisissez-en un autre.")
        )
        return redirect(url(request, "paper", paper.public_id))
    return act(
        request,
        partial(
            documents.file_under,
            by=request.actor,
            at=timezone.now(),
            document=paper,
            contract=form.chosen,
        ),
        to=url(request, "paper", paper.public_id),
        message=_("Le document est classé.") if form.chosen else _("Le document est à classer."),
    )


@require_POST
@policy("contract.write")
def judge(request: CompanyRequest, finding_id: UUID) -> HttpResponse:
    finding = finding_of(request, finding_id)
    return act(
        request,
        partial(
            clauses.judge,
            by=request.actor,
            at=timezone.now(),
            finding=finding,
            version=version_asked(request, finding.version),
            opinion=request.POST.get("opinion", "")[:10],
            note=request.POST.get("note", "")[:LONGEST_NOTE],
        ),
        to=f"{url(request, 'paper', finding.document.public_id)}#{finding.clause}",
        message=_("Votre avis est enregistré."),
    )


@require_POST
@policy("contract.write")
def take_terms(request: CompanyRequest, paper_id: UUID) -> HttpResponse:
    paper = paper_of(request, paper_id)
    return act(
        request,
        partial(
            proposals.accept,
            by=request.actor,
            at=timezone.now(),
            document=paper,
            fields=request.POST.getlist("fields"),
            version=version_asked(request, paper.contract.version if paper.contract else 1),
        ),
        to=url(request, "paper", paper.public_id),
        message=_("Les termes sont repris dans le contrat, comme vérifiés sur le papier."),
    )


@require_POST
@policy("contract.write")
def read_again(request: CompanyRequest, paper_id: UUID) -> HttpResponse:
    return _gesture(request, paper_id, documents.put_off_reading, _("Le document est relu."))


@require_POST
@policy("contract.write")
def archive(request: CompanyRequest, paper_id: UUID) -> HttpResponse:
    return _gesture(request, paper_id, documents.archive, _("Le document est archivé."))


@require_POST
@policy("contract.write")
def restore(request: CompanyRequest, paper_id: UUID) -> HttpResponse:
    return _gesture(request, paper_id, documents.restore, _("Le document est repris des archives."))


def _gesture(
    request: CompanyRequest, paper_id: UUID, gesture: Callable[..., None], message: str
) -> HttpResponse:
    paper = paper_of(request, paper_id)
    return act(
        request,
        partial(gesture, by=request.actor, at=timezone.now(), document=paper),
        to=url(request, "paper", paper.public_id),
        message=message,
    )
