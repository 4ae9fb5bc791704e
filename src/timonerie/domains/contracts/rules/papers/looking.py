"""A whole document looked at: what it is, its clauses, the terms that it seems to give."""

from collections.abc import Sequence
from dataclasses import dataclass

from timonerie.domains.contracts.rules.papers import findings, nature, proposals
from timonerie.domains.contracts.rules.papers.catalogue import Clause
from timonerie.domains.contracts.rules.papers.findings import Finding
from timonerie.domains.contracts.rules.papers.nature import Nature
from timonerie.domains.contracts.rules.papers.pages import Page
from timonerie.domains.contracts.rules.papers.proposals import Proposal


@dataclass(frozen=True)
class Looked:
    """Nothing is found in what is no contract, or is not in French: `nature` says so."""

    nature: Nature
    findings: dict[Clause, Finding]
    proposals: list[Proposal]


def look(pages: Sequence[Page]) -> Looked:
    """`pages` are those that could be read."""
    found = findings.found(pages)
    kind = nature.of(pages, clauses=len(found))
    if not kind.is_contract or kind.language != nature.FRENCH:
        return Looked(kind, {}, [])
    return Looked(kind, found, proposals.proposed(pages, found))
