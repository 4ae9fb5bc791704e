"""The models of the facts: where they come from, the batches that brought them, the live files, and
the incidents that explain them."""

from timonerie.domains.facts.models.batches import BatchState, ImportBatch
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

__all__ = [
    "Alias",
    "BatchState",
    "Change",
    "DeclarationLink",
    "Dimension",
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
    "Source",
]
