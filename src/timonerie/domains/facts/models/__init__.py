"""The models of the facts: where they come from, the batches that brought them, the live files."""

from timonerie.domains.facts.models.batches import BatchState, ImportBatch
from timonerie.domains.facts.models.ledger import Change, FactFile, FileKind, Ledger
from timonerie.domains.facts.models.sources import Alias, Dimension, MappingVersion, Source

__all__ = [
    "Alias",
    "BatchState",
    "Change",
    "Dimension",
    "FactFile",
    "FileKind",
    "ImportBatch",
    "Ledger",
    "MappingVersion",
    "Source",
]
