"""A legal document: brought, read, checked with its proof, refused, erased, given back."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.contracts import duty_sentences
from timonerie.domains.contracts.catalogue.duties import Kind
from timonerie.domains.contracts.duty_enums import PieceState
from timonerie.domains.contracts.models import DutyDocument
from timonerie.domains.contracts.operations import duty_checks, duty_documents
from timonerie.foundations.accounts import limits
from timonerie.foundations.documents import operations as blobs
from timonerie.foundations.documents.models import Blob
from timonerie.web import downloads, duty_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.duties import CheckForm, DocumentForm, RefuseForm
from timonerie.web.pages.duties.frame import (
    address,
    asked,
    crumbs,
    document_of,
    form_page,
    provider_of,
    taking,
)
from timonerie.web.pages.settings.frame import act, answer, url
from timonerie.web.responses import show


@policy("duty.write")
def new(request: CompanyRequest, firm_id: UUID) -> HttpResponse:
    provider = provider_of(request, firm_id)
    form = DocumentForm(request.POST or None, request.FILES or None, initial=asked(request))
    if request.method == "POST":
        limits.take(limits.Gesture.IMPORT, of=str(request.user.pk), at=timezone.now())
    return answer(
        request,
        form,
        page=form_page(
            request,
            provider,
            heading=_("Déposer une pièce"),
            lead=_("Elle est gardée telle quelle, et reste à vérifier par l’un de vous."),
            submit=_("Déposer"),
        ),
        save=lambda data: taking(
            lambda: duty_documents.receive(
                by=request.actor,
                at=timezone.now(),
                provider=provider,
                entity=data["entity"],
                said=form.said(data["kind"]),
                received=form.received(),
            )
        ),
        done=lambda made: url(request, "duty-document", made.public_id),
        message=_("La pièce est déposée : vérifiez-la."),
    )


@policy("duty.read")
def detail(request: CompanyRequest, duty_document_id: UUID) -> HttpResponse:
    document = document_of(request, duty_document_id)
    kind, state = _kind(document), PieceState(document.state)
    here = address(request, document.provider)
    context = {
        "document": document,
        "kind": kind,
        "state": duty_words.PIECES[state],
        "word": state.label,
        "whose": document.legal_entity.name if document.legal_entity else _("toutes nos entités"),
        "is_writer": request.actor.may("duty.write"),
        "is_open": state == PieceState.RECEIVED,
        "provider_url": here,
        "caution": duty_sentences.caution(),
        "breadcrumbs": crumbs(request, (document.provider.name, here), (kind.title, "")),
    }
    return show(request, "duties/document.html", context)


@policy("duty.write")
def check(request: CompanyRequest, duty_document_id: UUID) -> HttpResponse:
    document = document_of(request, duty_document_id)
    known = {name: getattr(document, name) for name in ("issued_on", "valid_until", "number")}
    form = CheckForm(request.POST or None, request.FILES or None, initial=known)
    here, kind = _here(request, document), _kind(document)
    return answer(
        request,
        form,
        page=form_page(
            request,
            document.provider,
            heading=_("Vérifier la pièce"),
            lead=kind.check,
            submit=_("Elle est authentique"),
            back=here,
        ),
        save=lambda data: taking(
            lambda: duty_documents.check(
                by=request.actor,
                at=timezone.now(),
                document=document,
                said=form.said(document.kind),
                proof=data["proof"],
                received=form.received(),
            )
        ),
        done=lambda _saved: here,
        message=_("La vérification est notée, avec votre nom et la date."),
    )


@policy("duty.write")
def refuse(request: CompanyRequest, duty_document_id: UUID) -> HttpResponse:
    document = document_of(request, duty_document_id)
    here = _here(request, document)
    return answer(
        request,
        RefuseForm(request.POST or None),
        page=form_page(
            request,
            document.provider,
            heading=_("Refuser la pièce"),
            lead=_kind(document).title,
            submit=_("Refuser"),
            back=here,
        ),
        save=lambda data: duty_documents.refuse(
            by=request.actor, at=timezone.now(), document=document, reason=data["reason"]
        ),
        done=lambda _saved: here,
        message=_("La pièce est refusée : demandez-en une autre au prestataire."),
    )


@require_POST
@policy("duty.write")
def reopen(request: CompanyRequest, duty_document_id: UUID) -> HttpResponse:
    document = document_of(request, duty_document_id)
    gesture = partial(duty_documents.reopen, by=request.actor, at=timezone.now(), document=document)
    message = _("La pièce est de nouveau à vérifier.")
    return act(request, gesture, to=_here(request, document), message=message)


@require_POST
@policy("duty.write")
def erase(request: CompanyRequest, duty_document_id: UUID) -> HttpResponse:
    document = document_of(request, duty_document_id)
    gesture = partial(duty_documents.erase, by=request.actor, at=timezone.now(), document=document)
    message = _("Le fichier est effacé ; la date et la vérification restent.")
    return act(request, gesture, to=_here(request, document), message=message)


@policy("duty.read")
def file(request: CompanyRequest, duty_document_id: UUID) -> HttpResponseBase:
    document = document_of(request, duty_document_id)
    return _given(document, document.blob, document.file_name)


@policy("duty.read")
def proof(request: CompanyRequest, duty_document_id: UUID) -> HttpResponseBase:
    document = document_of(request, duty_document_id)
    return _given(document, document.proof_blob, document.proof_name)


def _given(document: DutyDocument, blob: Blob | None, name: str) -> HttpResponseBase:
    """Raises Http404 where no file is kept."""
    if blob is None:
        raise Http404
    path = blobs.path_of(company=document.company, blob=blob)
    return downloads.file(path, name=name)


def _kind(document: DutyDocument) -> Kind:
    return duty_words.shown(duty_checks.kind_called(document.kind))


def _here(request: CompanyRequest, document: DutyDocument) -> str:
    return url(request, "duty-document", document.public_id)
