"""What is signed with the providers, its papers, and what is said of them."""

from timonerie.domains.contracts.models.calendar_feeds import CalendarFeed
from timonerie.domains.contracts.models.clauses import ContractClause, CompanyProject
from timonerie.domains.contracts.models.contracts import Contract, ContractActivity
from timonerie.domains.contracts.models.documents import ContractDocument, DocumentPage, ClauseFinding
from timonerie.domains.contracts.models.duties import ContractClient, DutyDocument, DutyRuling, DutyReminder, DutyLink
from timonerie.domains.contracts.models.indexation import IndexClause, IndexValue, PriceRevision
from timonerie.domains.contracts.models.lists import ContractList, ContractQuestion
from timonerie.domains.contracts.models.lives import ContractApproval, ContractAmendment, ContractSuspension
from timonerie.domains.contracts.models.missions import Mission, MissionDeliverable, MissionPresence, MissionDependency, MissionAccess
from timonerie.domains.contracts.models.obligations import ExpectedReport, Obligation, SecurityProof
from timonerie.domains.contracts.models.prices import ContractPrice, ContractShare
from timonerie.domains.contracts.models.processing import ProcessingRecord, FurtherProcessor, WayAnswer
from timonerie.domains.contracts.models.provider_links import ProviderLink, Proposal
from timonerie.domains.contracts.models.renewals import RenewalSetting, RenewalFile
from timonerie.domains.contracts.models.scores import ScoreModel
from timonerie.domains.contracts.models.service_levels import ServiceLevel
from timonerie.domains.contracts.models.subcontractors import Subcontractor

__all__ = ["CalendarFeed", "ClauseFinding", "CompanyProject", "Contract", "ContractActivity", "ContractAmendment", "ContractApproval", "ContractClause", "ContractClient", "ContractDocument", "ContractList", "ContractPrice", "ContractQuestion", "ContractShare", "ContractSuspension", "DocumentPage", "DutyDocument", "DutyLink", "DutyReminder", "DutyRuling", "ExpectedReport", "FurtherProcessor", "IndexClause", "IndexValue", "Mission", "MissionAccess", "MissionDeliverable", "MissionDependency", "MissionPresence", "Obligation", "PriceRevision", "ProcessingRecord", "Proposal", "ProviderLink", "RenewalFile", "RenewalSetting", "ScoreModel", "SecurityProof", "ServiceLevel", "Subcontractor", "WayAnswer"]
