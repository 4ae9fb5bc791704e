"""A list of contracts, whatever its titles: said what is understood of it, then taken in whole."""

from typing import Any

from django.utils import timezone
from ninja import File, Form, Router
from ninja.files import UploadedFile

from timonerie.api import received
from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import COUNTED
from timonerie.api.shapes.contract_lists import ContractListOut
from timonerie.domains.contracts.operations import lists

router = Router(tags=["contracts"])


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
    with received.aside(request, file) as path:
        asked: dict[str, Any] = {"by": request.actor, "at": timezone.now(), "path": path}
        asked |= {"file_name": file.name or "", "sheet": sheet or None}
        if not write:
            return ContractListOut.of(*lists.look(**asked))
        taken = lists.take(**asked, creates_providers=create_providers, leave_faulty=leave_faulty)
    return ContractListOut.of(*taken)
