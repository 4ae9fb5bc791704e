"""Legal duties: what providers owe, their documents, the records of personal data."""

from datetime import date
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, Refusal, refusing
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.duties import CheckIn, DutyDocumentOut, DutyOut, ProcessingOut
from timonerie.domains.contracts.models import DutyDocument
from timonerie.domains.contracts.operations import duty_documents
from timonerie.domains.contracts.operations.duty_documents import Said
from timonerie.domains.contracts.queries import duties as queries
from timonerie.domains.contracts.queries import processing, reaching
from timonerie.domains.organisation.models import Provider

router = Router(tags=["contracts"])


class DocumentIn(Schema):
    """A document seen elsewhere: its file is brought on the page of the provider."""

    provider: UUID | None = None
    kind: str
    issued_on: date | None = None
    valid_until: date | None = None
    number: str = ""


@router.get("/duties", response={200: Page[DutyOut], **REFUSALS}, summary="List the legal duties")
@policy("duty.read")
def list_duties(
    request: CompanyRequest, paging: Paging, provider: UUID | None = None, late: bool = False
) -> Page[DutyOut]:
    """By provider and by our legal entity; `late` keeps what is over, or was asked for and never
    came."""
    on, firm = timezone.localdate(), _provider(request, provider)
    if late:
        found = queries.late(request.actor, on=on, provider=firm)
    else:
        board = queries.board(request.actor, on=on, provider=firm)
        found = [one for held in board for one in held.duties]
    return page_of(found, paging, DutyOut.of)


@router.get(
    "/duty-documents",
    response={200: Page[DutyDocumentOut], **REFUSALS},
    summary="List the legal documents",
)
@policy("duty.read")
def list_duty_documents(
    request: CompanyRequest, paging: Paging, provider: UUID | None = None
) -> Page[DutyDocumentOut]:
    """The last that came first."""
    rows = queries.visible_to(request.actor, on=timezone.localdate()).select_related("provider")
    firm = _provider(request, provider)
    if firm is not None:
        rows = rows.filter(provider=firm)
    return page_of(rows.order_by("-received_at", "-pk"), paging, DutyDocumentOut.of)


@router.post(
    "/duty-documents",
    response={201: DutyDocumentOut, **REFUSALS},
    summary="Add a legal document",
)
@policy("duty.write")
def add_duty_document(request: CompanyRequest, body: DocumentIn) -> Status[DutyDocumentOut]:
    """For all our entities, without its file; it is still to be checked."""
    firm = _provider(request, body.provider)
    if firm is None:
        remedy = _("Corrigez le champ « %(field)s ».") % {"field": "provider"}
        raise Refusal(422, "refused", _("Dites de quel prestataire vient cette pièce."), remedy)
    told = {name: getattr(body, name) for name in ("kind", "issued_on", "valid_until", "number")}
    with refusing():
        made = duty_documents.receive(
            by=request.actor,
            at=timezone.now(),
            provider=firm,
            entity=None,
            said=Said(**told),
            received=None,
        )
    return Status(201, DutyDocumentOut.of(made))


@router.post(
    "/duty-documents/{duty_document_id}/check",
    response={200: DutyDocumentOut, **REFUSALS},
    summary="Say that a legal document is authentic",
)
@policy("duty.write")
def check_duty_document(
    request: CompanyRequest, duty_document_id: UUID, body: CheckIn
) -> DutyDocumentOut:
    rows = queries.visible_to(request.actor, on=timezone.localdate()).select_related("provider")
    document: DutyDocument = get_object_or_404(rows, public_id=duty_document_id)
    told = {name: getattr(body, name) for name in ("issued_on", "valid_until", "number")}
    with refusing():
        duty_documents.check(
            by=request.actor,
            at=timezone.now(),
            document=document,
            said=Said(kind=document.kind, **told),
            proof=body.proof,
        )
    document.refresh_from_db()
    return DutyDocumentOut.of(document)


@router.get(
    "/processing-records",
    response={200: Page[ProcessingOut], **REFUSALS},
    summary="List the records of personal data",
)
@policy("duty.read")
def list_processing(request: CompanyRequest, paging: Paging) -> Page[ProcessingOut]:
    """Those that are not archived, by provider."""
    found = processing.register(request.actor, on=timezone.localdate())
    return page_of(found, paging, ProcessingOut.of)


def _provider(request: CompanyRequest, public_id: UUID | None) -> Provider | None:
    """Raises Http404 for one whose contracts are out of reach."""
    if public_id is None:
        return None
    found: Provider = get_object_or_404(Provider.objects.all(), public_id=public_id)
    if not reaching.holds(request.actor, on=timezone.localdate(), provider=found.pk):
        raise Http404
    return found
