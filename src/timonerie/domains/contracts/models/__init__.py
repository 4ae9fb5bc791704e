"""What is signed with the providers, its papers, and what is said of them."""

from timonerie.domains.contracts.models.contracts import Contract
from timonerie.domains.contracts.models.documents import (
    ClauseFinding,
    ContractDocument,
    DocumentPage,
)
from timonerie.domains.contracts.models.lists import ContractList, ContractQuestion

__all__ = [
    "ClauseFinding",
    "Contract",
    "ContractDocument",
    "ContractList",
    "ContractQuestion",
    "DocumentPage",
]
