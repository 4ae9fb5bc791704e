"""What is signed with the providers, its papers, and what is said of them."""

from timonerie.domains.contracts.models.contracts import Contract, ContractActivity
from timonerie.domains.contracts.models.documents import (
    ClauseFinding,
    ContractDocument,
    DocumentPage,
)
from timonerie.domains.contracts.models.duties import (
    ContractClient,
    DutyDocument,
    DutyLink,
    DutyReminder,
    DutyRuling,
)
from timonerie.domains.contracts.models.lists import ContractList, ContractQuestion
from timonerie.domains.contracts.models.processing import (
    FurtherProcessor,
    ProcessingRecord,
    WayAnswer,
)
from timonerie.domains.contracts.models.service_levels import ServiceLevel

__all__ = [
    "ClauseFinding",
    "Contract",
    "ContractActivity",
    "ContractClient",
    "ContractDocument",
    "ContractList",
    "ContractQuestion",
    "DocumentPage",
    "DutyDocument",
    "DutyLink",
    "DutyReminder",
    "DutyRuling",
    "FurtherProcessor",
    "ProcessingRecord",
    "ServiceLevel",
    "WayAnswer",
]
