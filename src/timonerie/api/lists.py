"""The lists of a company (units, providers, people, posts, org chart…), by the rules of the
screens: said what they would do, then written whole or not at all."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from ninja import File, Form, Router
from ninja.files import UploadedFile

from timonerie.api import received, standing
from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import COUNTED
from timonerie.api.shapes.lists import ListOut
from timonerie.domains.organisation.operations.imports import lists, registry
from timonerie.domains.organisation.operations.imports.shapes import Importer
from timonerie.domains.performance.operations import refreshing

router = Router(tags=["lists"])


@router.post("/lists/{kind}", response={200: ListOut, **COUNTED}, summary="Send a list")
@policy("organisation.read")
def send_list(
    request: CompanyRequest,
    kind: str,
    file: File[UploadedFile],
    write: Form[bool] = False,
    leave_faulty: Form[bool] = False,
    choose: Form[list[str]] = [],  # noqa: B006 - read by django-ninja, never changed
) -> ListOut:
    """Nothing is written without `write`. A list with faulty lines is written only with
    `leave_faulty`, without them; `choose` names choices that settle what it leaves open."""
    importer, at = _importer(request, kind), timezone.now()
    asked: dict[str, Any] = {"by": request.actor, "at": at, "kind": kind, "chosen": choose}
    with received.aside(request, file) as path:
        asked |= {"path": path, "file_name": file.name or ""}
        if not write:
            return ListOut.of(lists.preview(**asked), importer, is_written=False)
        plan = lists.apply(**asked, leave_faulty=leave_faulty)
    refreshing.follow_list(by=request.actor, at=at, kind=kind)
    return ListOut.of(plan, importer, is_written=True)


def _importer(request: CompanyRequest, kind: str) -> type[Importer]:
    """Raises Http404 for a list that is none, Refusal for a proof that rights ask for."""
    try:
        importer = registry.of(kind)
    except registry.UnknownKind as error:
        raise Http404 from error
    request.actor.require(importer.permission)
    standing.demand(request, importer.permission)
    return importer
