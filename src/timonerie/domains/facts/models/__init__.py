"""The models of the facts: where they come from, the batches that brought them, the live files, the
incidents that explain them, what the books and the payroll declarations say."""

from timonerie.domains.facts.models.accounting import (
    AccountingAnswers,
    AccountingFile,
    AccountingState,
    ThirdParty,
    ThirdPartyState,
)
from timonerie.domains.facts.models.batches import BatchState, ImportBatch
from timonerie.domains.facts.models.dropped import DroppedFile, DroppedState
from timonerie.domains.facts.models.incidents import (
    Incident,
    IncidentCause,
    IncidentNote,
    IncidentOrigin,
    IncidentSeverity,
    IncidentSide,
    IncidentSite,
    IncidentState,
)
from timonerie.domains.facts.models.ledger import Change, FactFile, FileKind, Ledger
from timonerie.domains.facts.models.links import DeclarationLink
from timonerie.domains.facts.models.sources import Alias, Dimension, MappingVersion, Source
from timonerie.domains.facts.models.workforce import (
    DeclarationKind,
    PayrollDeclaration,
    WorkplaceMonth,
)

__all__ = [
    "AccountingAnswers",
    "AccountingFile",
    "AccountingState",
    "Alias",
    "BatchState",
    "Change",
    "DeclarationKind",
    "DeclarationLink",
    "Dimension",
    "DroppedFile",
    "DroppedState",
    "FactFile",
    "FileKind",
    "ImportBatch",
    "Incident",
    "IncidentCause",
    "IncidentNote",
    "IncidentOrigin",
    "IncidentSeverity",
    "IncidentSide",
    "IncidentSite",
    "IncidentState",
    "Ledger",
    "MappingVersion",
    "PayrollDeclaration",
    "Source",
    "ThirdParty",
    "ThirdPartyState",
    "WorkplaceMonth",
]
