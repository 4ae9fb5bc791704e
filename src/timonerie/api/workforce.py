"""The workforce: read as far as each reader reaches, and fed by a payroll file that is not kept."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import COUNTED, REFUSALS, Refusal
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.workforce import DeclarationOut, ReceivedOut, SiteMonthOut
from timonerie.domains.facts.operations import workforce
from timonerie.domains.facts.operations.workforce import Received
from timonerie.domains.facts.queries import workforce as queries
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.sentences import said
from timonerie.foundations.accounts import limits
from timonerie.foundations.documents.connectors import FileRefused

router = Router(tags=["workforce"])


@router.get(
    "/workforce",
    response={200: Page[SiteMonthOut], **REFUSALS},
    summary="Read the workforce by site and month",
)
@policy("workforce.read")
def read_workforce(request: CompanyRequest, paging: Paging) -> Page[SiteMonthOut]:
    """Twelve months up to the last one declared, the last first."""
    board = queries.months(request.actor, on=timezone.localdate())
    in_full = queries.reads_reasons(request.actor)
    rows = [(place, month) for month in reversed(board.months) for place in board.places]
    return page_of(rows, paging, lambda one: SiteMonthOut.of(board, *one, in_full=in_full))


@router.get(
    "/payroll-declarations",
    response={200: Page[DeclarationOut], **REFUSALS},
    summary="List the payroll declarations",
)
@policy("workforce.read")
def list_declarations(request: CompanyRequest, paging: Paging) -> Page[DeclarationOut]:
    """The last month first; nothing for who reads a part of the company."""
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    rows = rows.order_by("-month", "siret", "-received_at", "-pk")
    return page_of(rows, paging, DeclarationOut.of)


@router.get(
    "/payroll-declarations/{declaration_id}",
    response={200: DeclarationOut, **REFUSALS},
    summary="Read a payroll declaration",
)
@policy("workforce.read")
def read_declaration(request: CompanyRequest, declaration_id: UUID) -> DeclarationOut:
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    return DeclarationOut.of(get_object_or_404(rows, public_id=declaration_id))


@router.post(
    "/payroll-declarations",
    response={201: ReceivedOut, **COUNTED},
    summary="Send a payroll file (DSN)",
)
@policy("workforce.write")
def send_declarations(
    request: CompanyRequest, file: File[UploadedFile], create_entities: Form[bool] = False
) -> Status[ReceivedOut]:
    """The file is read at once and deleted; names, numbers, accounts and amounts are not kept. A
    legal entity with an unknown SIREN is created with `create_entities`, else the file is refused.
    """
    limits.take(limits.Gesture.IMPORT, of=str(request.user.pk), at=timezone.now())
    try:
        received = _receive(request, file, create_entities=create_entities)
    except FileRefused as fault:
        remedy = _("Rien n’a été enregistré, et le fichier est effacé.")
        raise Refusal(422, fault.code, said(fault.remedy), remedy) from None
    except Refused as refusal:
        remedy = _("Rien n’a été enregistré, et le fichier est effacé.")
        raise Refusal(422, "refused", refusal.message, remedy) from None
    return Status(
        201,
        ReceivedOut(
            declarations=list(map(DeclarationOut.of, received.declarations)),
            known=list(map(DeclarationOut.of, received.known)),
        ),
    )


def _receive(request: CompanyRequest, file: UploadedFile, *, create_entities: bool) -> Received:
    with file, workforce.put_aside(file.chunks()) as path:
        return workforce.receive(
            by=request.actor,
            at=timezone.now(),
            path=path,
            file_name=file.name or "",
            creates_entities=create_entities,
        )
