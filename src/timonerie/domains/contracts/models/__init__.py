"""What is signed with the providers, its papers, and what is said of them."""

from timonerie.domains.contracts.models.calendar_feeds import CalendarFeed
from timonerie.domains.contracts.models.contracts import Contract, ContractActivity
from timonerie.domains.contracts.models.documents import (
    ClauseFinding,
    ContractDocument,
    DocumentPage,
)
from timonerie.domains.contracts.models.lists import ContractList, ContractQuestion
from timonerie.domains.contracts.models.renewals import RenewalFile, RenewalSetting
from timonerie.domains.contracts.models.scores import ScoreModel
from timonerie.domains.contracts.models.service_levels import ServiceLevel

__all__ = [
    "CalendarFeed",
    "ClauseFinding",
    "Contract",
    "ContractActivity",
    "ContractDocument",
    "ContractList",
    "ContractQuestion",
    "DocumentPage",
    "RenewalFile",
    "RenewalSetting",
    "ScoreModel",
    "ServiceLevel",
]
