"""The way in of a file: sent, read, accepted, undone. Work goes on behind the answer."""

from typing import Annotated, Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile
from pydantic import StringConstraints

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import COUNTED, REFUSALS, Refusal
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.facts import AcceptIn, BatchDetail, BatchOut, MappingIn
from timonerie.domains.facts.enums import JobKind as FactJob
from timonerie.domains.facts.models import BatchState, ImportBatch, Source
from timonerie.domains.facts.operations import batches, sources
from timonerie.domains.facts.queries import batches as queries
from timonerie.domains.facts.queries import mappings
from timonerie.domains.facts.rules.mapping import Mapping, MappingError
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.organisation.sentences import said
from timonerie.domains.performance.enums import JobKind as ResultJob
from timonerie.foundations.accounts import limits
from timonerie.foundations.documents import operations as documents
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.foundations.jobs import operations as jobs

router = Router(tags=["facts"])

SourceName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


@router.get("/batches", response={200: Page[BatchOut], **REFUSALS}, summary="List the files sent")
@policy("import.read")
def list_batches(
    request: CompanyRequest,
    paging: Paging,
    state: BatchState | None = None,
    source: UUID | None = None,
) -> Page[BatchOut]:
    """The latest first."""
    rows = queries.visible_to(request.actor).order_by("-created_at", "-pk")
    if state is not None:
        rows = rows.filter(state=state)
    if source is not None:
        rows = rows.filter(source__public_id=source)
    return page_of(rows, paging, BatchOut.of)


@router.get(
    "/batches/{batch_id}",
    response={200: BatchDetail, **REFUSALS},
    summary="Read a file's state, its rejects and its progress",
)
@policy("import.read")
def read_batch(request: CompanyRequest, batch_id: UUID) -> BatchDetail:
    return _told(_batch(request, batch_id))


@router.post("/batches", response={202: BatchDetail, **COUNTED}, summary="Send a file")
@policy("import.write")
def send_batch(
    request: CompanyRequest,
    file: File[UploadedFile],
    source: Form[SourceName],
    mapping: Form[str] = "",
) -> Status[BatchDetail]:
    """The file is read with `mapping` (the text of a mapping.toml), else with the one kept for the
    source. With neither it waits, received, for `read`. Nothing is live before `accept`."""
    limits.take(limits.Gesture.IMPORT, of=str(request.user.pk), at=timezone.now())
    given = _from_toml(mapping, request.company.zone) if mapping else None
    batch = _receive(request, file, source)
    chosen = given or mappings.kept(source_name=source)
    if chosen is not None:
        _put_off_reading(request, batch, chosen)
    return Status(202, _told(batch))


@router.post(
    "/batches/{batch_id}/read",
    response={202: BatchDetail, **REFUSALS},
    summary="Read a file with a mapping",
)
@policy("import.write")
def read_with(request: CompanyRequest, batch_id: UUID, body: MappingIn) -> Status[BatchDetail]:
    batch = _batch(request, batch_id)
    _require(batch, BatchState.RECEIVED, BatchState.READ, BatchState.REFUSED)
    try:
        mapping = Mapping.from_dict(body.mapping, default_zone=request.company.zone)
    except MappingError as error:
        raise _bad_mapping(error) from error
    _put_off_reading(request, batch, mapping)
    return Status(202, _told(batch))


@router.post(
    "/batches/{batch_id}/accept",
    response={202: BatchDetail, **REFUSALS},
    summary="Make the rows of a file live",
)
@policy("import.write")
def accept_batch(request: CompanyRequest, batch_id: UUID, body: AcceptIn) -> Status[BatchDetail]:
    """The figures follow, in the same work."""
    batch = _batch(request, batch_id)
    _require(batch, BatchState.READ)
    if batch.rejected and not body.accept_rejects:
        raise Refusal(
            409,
            "rejects",
            _("Des lignes sont rejetées."),
            _("Corrigez le fichier, ou acceptez le reste avec « accept_rejects »."),
        )
    payload = {"batch": str(batch.public_id), "accept_rejects": body.accept_rejects}
    _put_off(request, ResultJob.ACCEPT, batch, payload)
    return Status(202, _told(batch))


@router.post(
    "/batches/{batch_id}/undo",
    response={202: BatchDetail, **REFUSALS},
    summary="Take the rows of a file out",
)
@policy("import.undo")
def undo_batch(request: CompanyRequest, batch_id: UUID) -> Status[BatchDetail]:
    """Its cases become again what the other files say of them, and the figures follow."""
    batch = _batch(request, batch_id)
    _require(batch, BatchState.ACCEPTED)
    _put_off(request, ResultJob.UNDO, batch, {"batch": str(batch.public_id)})
    return Status(202, _told(batch))


def _receive(request: CompanyRequest, file: UploadedFile, source: str) -> ImportBatch:
    by, at, name = request.actor, timezone.now(), file.name or ""
    try:
        documents.require_acceptable(by=by, at=at, name=name, size=file.size or 0)
    except FileRefused as fault:
        message = _("Le fichier est refusé ; rien n’a changé.")
        raise Refusal(422, fault.code, message, said(fault.remedy)) from fault
    return batches.receive(
        by=by, at=at, source=_source(request, source), chunks=file.chunks(), file_name=name
    )


def _batch(request: CompanyRequest, batch_id: UUID) -> ImportBatch:
    found: ImportBatch = get_object_or_404(queries.visible_to(request.actor), public_id=batch_id)
    return found


def _told(batch: ImportBatch) -> BatchDetail:
    batch.refresh_from_db()
    return BatchDetail.told(batch, queries.running(batch))


def _require(batch: ImportBatch, *states: BatchState) -> None:
    if batch.state not in states:
        raise Refusal(
            409,
            "not-ready",
            _("Ce fichier est dans l’état « %(state)s », qui ne permet pas ce geste.")
            % {"state": BatchState(batch.state).label},
            _("Lisez son état à son adresse, puis reprenez à l’étape qui le suit."),
        )


def _source(request: CompanyRequest, name: str) -> Source:
    """The source of that name among those the reader may feed, created when nobody has it; a
    provider's user feeds the sources of their firm only."""
    known = queries.sources(request.actor).filter(name=name).first()
    if known is not None:
        return known
    if mappings.source_exists(name=name):
        raise Refusal(
            409,
            "source-taken",
            _("Cette source n’est pas la vôtre."),
            _("Choisissez un autre nom de source."),
        )
    seen = reach(request.actor, on=timezone.localdate()).provider_ids
    provider = Provider.objects.filter(pk__in=seen).first() if seen else None
    return sources.ensure(by=request.actor, at=timezone.now(), name=name, provider=provider)


def _from_toml(text: str, zone: str) -> Mapping:
    try:
        return Mapping.from_toml(text, default_zone=zone)
    except MappingError as error:
        raise _bad_mapping(error) from error


def _bad_mapping(error: MappingError) -> Refusal:
    remedy = _("Corrigez la clé nommée, puis renvoyez la correspondance.")
    return Refusal(422, "mapping", said(str(error)), remedy)


def _put_off_reading(request: CompanyRequest, batch: ImportBatch, mapping: Mapping) -> None:
    payload = {"batch": str(batch.public_id), "mapping": mapping.to_dict()}
    _put_off(request, FactJob.READ, batch, payload)


def _put_off(
    request: CompanyRequest, kind: str, batch: ImportBatch, payload: dict[str, Any]
) -> None:
    jobs.put_off(
        by=request.actor, kind=kind, key=str(batch.public_id), payload=payload, at=timezone.now()
    )
