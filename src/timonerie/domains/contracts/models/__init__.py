"""What is signed with the providers, its papers, and what is said of them."""

from timonerie.domains.contracts.models.calendar_feeds import CalendarFeed
from timonerie.domains.contracts.models.clauses import CompanyProject, ContractClause
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
from timonerie.domains.contracts.models.indexation import IndexClause, IndexValue, PriceRevision
from timonerie.domains.contracts.models.lists import ContractList, ContractQuestion
from timonerie.domains.contracts.models.lives import (
    ContractAmendment,
    ContractApproval,
    ContractSuspension,
)
from timonerie.domains.contracts.models.missions import (
    Mission,
    MissionAccess,
    MissionDeliverable,
    MissionDependency,
    MissionPresence,
)
from timonerie.domains.contracts.models.obligations import ExpectedReport, Obligation, SecurityProof
from timonerie.domains.contracts.models.prices import ContractPrice, ContractShare
from timonerie.domains.contracts.models.processing import (
    FurtherProcessor,
    ProcessingRecord,
    WayAnswer,
)
from timonerie.domains.contracts.models.provider_links import Proposal, ProviderLink
from timonerie.domains.contracts.models.renewals import RenewalFile, RenewalSetting
from timonerie.domains.contracts.models.scores import ScoreModel
from timonerie.domains.contracts.models.service_levels import ServiceLevel
from timonerie.domains.contracts.models.subcontractors import Subcontractor

__all__ = [
    "CalendarFeed",
    "ClauseFinding",
    "CompanyProject",
    "Contract",
    "ContractActivity",
    "ContractAmendment",
    "ContractApproval",
    "ContractClause",
    "ContractClient",
    "ContractDocument",
    "ContractList",
    "ContractPrice",
    "ContractQuestion",
    "ContractShare",
    "ContractSuspension",
    "DocumentPage",
    "DutyDocument",
    "DutyLink",
    "DutyReminder",
    "DutyRuling",
    "ExpectedReport",
    "FurtherProcessor",
    "IndexClause",
    "IndexValue",
    "Mission",
    "MissionAccess",
    "MissionDeliverable",
    "MissionDependency",
    "MissionPresence",
    "Obligation",
    "PriceRevision",
    "ProcessingRecord",
    "Proposal",
    "ProviderLink",
    "RenewalFile",
    "RenewalSetting",
    "ScoreModel",
    "SecurityProof",
    "ServiceLevel",
    "Subcontractor",
    "WayAnswer",
]
