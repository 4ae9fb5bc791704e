"""What is signed with the providers, its papers, and what is said of them."""

from timonerie.domains.contracts.models.contracts import Contract, ContractActivity
from timonerie.domains.contracts.models.documents import (
    ClauseFinding,
    ContractDocument,
    DocumentPage,
)
from timonerie.domains.contracts.models.lists import ContractList, ContractQuestion
from timonerie.domains.contracts.models.missions import (
    Mission,
    MissionAccess,
    MissionDeliverable,
    MissionDependency,
    MissionPresence,
)
from timonerie.domains.contracts.models.provider_links import Proposal, ProviderLink
from timonerie.domains.contracts.models.service_levels import ServiceLevel
from timonerie.domains.contracts.models.subcontractors import Subcontractor

__all__ = [
    "ClauseFinding",
    "Contract",
    "ContractActivity",
    "ContractDocument",
    "ContractList",
    "ContractQuestion",
    "DocumentPage",
    "Mission",
    "MissionAccess",
    "MissionDeliverable",
    "MissionDependency",
    "MissionPresence",
    "Proposal",
    "ProviderLink",
    "ServiceLevel",
    "Subcontractor",
]
