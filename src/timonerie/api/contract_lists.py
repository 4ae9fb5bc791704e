"""A list of contracts, whatever its titles: said what is understood of it, then taken in whole."""

from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Form, Router
from ninja.files import UploadedFile

from timonerie.api import received
from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import COUNTED
from timonerie.api.shapes.contract_lists import ContractListOut
from timonerie.domains.contracts.models import ContractList
from timonerie.domains.contracts.operations import lists

router = Router(tags=["contracts"])
BLOCK = 1 << 20


@router.post(
    "/contract-lists",
    response={200: ContractListOut, **COUNTED},
    summary="Send a list of contracts",
)
@policy("contract.write")
def send_list(
    request: CompanyRequest,
    file: File[UploadedFile],
    sheet: Form[str] = "",
    write: Form[bool] = False,
    create_providers: Form[bool] = False,
    leave_faulty: Form[bool] = False,
) -> ContractListOut:
    """Nothing is written, nor kept, without `write`. `sheet` names another sheet than the one that
    looks most like a list; without `create_providers`, a contract asks who it is with."""
    by, at = request.actor, timezone.now()
    with received.aside(request, file) as path:
        made, plan = lists.look(
            by=by, at=at, path=path, file_name=file.name or "", sheet=sheet or None
        )
        if not write:
            return ContractListOut.of(made, plan)
        if plan.faults and not leave_faulty:
            message = _("Corrigez les lignes fautives, ou acceptez de les laisser de côté.")
            remedy = _("Renvoyez la liste sans « write » pour lire les lignes fautives.")
            raise received.faulty_lines(message, remedy)
        made = _kept(request, path, made)
        plan = lists.accept(
            by=by,
            at=at,
            contract_list=made,
            creates_providers=create_providers,
            leave_faulty=leave_faulty,
        )
    return ContractListOut.of(made, plan)


def _kept(request: CompanyRequest, path: Path, looked: ContractList) -> ContractList:
    by, at = request.actor, timezone.now()
    with path.open("rb") as stream:
        chunks = iter(lambda: stream.read(BLOCK), b"")
        made = lists.receive(by=by, at=at, chunks=chunks, file_name=looked.name)
    lists.choose_sheet(by=by, at=at, contract_list=made, sheet=looked.sheet)
    return made
