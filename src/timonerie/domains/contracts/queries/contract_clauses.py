"""Reads of the clauses of a contract: what is said of each, and what its papers propose."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from timonerie.domains.contracts.catalogue import clauses as catalogue
from timonerie.domains.contracts.catalogue.clauses import Clause
from timonerie.domains.contracts.models import (
    ClauseFinding,
    Contract,
    ContractClause,
)
from timonerie.domains.contracts.queries import criticality, projects
from timonerie.domains.contracts.rules import clause_checks
from timonerie.domains.contracts.rules.clause_checks import Weight
from timonerie.domains.contracts.rules.papers.catalogue import Clause as Finder


@dataclass(frozen=True)
class Standing:
    """A clause of a contract: `row` is what somebody said, `proposal` where a paper speaks of it,
    which is no opinion."""

    clause: Clause
    weight: Weight
    row: ContractClause | None
    proposal: ClauseFinding | None

    @property
    def state(self) -> str:
        """A value of `ClauseState`; empty while nobody looked."""
        return self.row.state if self.row else ""

    @property
    def version(self) -> int:
        """That to judge upon; 0 where nobody ever said anything."""
        return self.row.version if self.row else 0


@dataclass(frozen=True)
class Checklist:
    """The clauses of a contract, what matters most first; `project` is empty where none acts."""

    criticality: int | None
    project: str
    lines: tuple[Standing, ...]

    def counts(self) -> Mapping[str, int]:
        """How many clauses by state, "" for those that nobody looked at."""
        return Counter(one.state for one in self.lines)

    def lacking(self) -> list[Standing]:
        return [one for one in self.lines if one.state in clause_checks.LACKS]


def of(contract: Contract, *, on: date) -> Checklist:
    """Four queries."""
    level = criticality.of([contract]).get(contract.pk)
    project = projects.code(on=on)
    rows = ContractClause.objects.select_related("contract", "document")
    known = {one.clause: one for one in rows.filter(contract=contract)}
    proposed = _proposals(contract)
    ordered = clause_checks.in_order(catalogue.clauses(), criticality=level, project=project)
    lines = tuple(
        Standing(
            one,
            clause_checks.weight(one, criticality=level, project=project),
            known.get(one.code),
            proposed.get(one.finder) if one.finder else None,
        )
        for one in ordered
    )
    return Checklist(level, project, lines)


def states(contracts: Iterable[Contract]) -> dict[int, dict[str, str]]:
    """What is said of each contract, by code of clause; one query."""
    found: dict[int, dict[str, str]] = {}
    rows = ContractClause.objects.filter(contract__in=[one.pk for one in contracts])
    for contract, clause, state in rows.exclude(state="").values_list(
        "contract_id", "clause", "state"
    ):
        found.setdefault(contract, {})[clause] = state
    return found


def _proposals(contract: Contract) -> dict[Finder, ClauseFinding]:
    """The best place of the papers for each finder: the clearest, of the latest paper."""
    rows = ClauseFinding.objects.filter(
        document__contract=contract, document__archived_at__isnull=True, page__isnull=False
    )
    found: dict[Finder, ClauseFinding] = {}
    for one in rows.select_related("document").order_by("-is_clear", "-document__created_at", "pk"):
        found.setdefault(Finder(one.clause), one)
    return found
