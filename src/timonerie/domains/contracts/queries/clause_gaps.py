"""The indispensable clauses that contracts lack: what blocks an approval, and what is still to be
looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from timonerie.domains.contracts.catalogue import clauses as catalogue
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.queries import contract_clauses, criticality, projects
from timonerie.domains.contracts.rules import clause_checks
from timonerie.domains.contracts.rules.clause_checks import Gap


@dataclass(frozen=True)
class Missing:
    """Of the clauses that a contract cannot do without: how many are weak or absent, how many
    nobody looked at; `is_looked_at` once somebody said something of any clause."""

    lacking: int
    unseen: int
    is_looked_at: bool


def blocking(contract: Contract, *, on: date) -> list[Gap]:
    """The clauses indispensable to its criticality, or to the project of the company, that somebody
    said weak or absent; what matters most first. `clause_sentences.gap` words each. Three queries.
    """
    return clause_checks.gaps(
        catalogue.clauses(),
        states=contract_clauses.states([contract]).get(contract.pk, {}),
        criticality=criticality.of([contract]).get(contract.pk),
        project=projects.code(on=on),
    )


def missing(contracts: Sequence[Contract], *, on: date) -> dict[int, Missing]:
    """By contract; three queries, whatever their number."""
    said = contract_clauses.states(contracts)
    levels, project = criticality.of(contracts), projects.code(on=on)
    return {
        one.pk: _missing(said.get(one.pk, {}), level=levels.get(one.pk), project=project)
        for one in contracts
    }


def _missing(states: Mapping[str, str], *, level: int | None, project: str) -> Missing:
    every = catalogue.clauses()
    gaps = clause_checks.gaps(every, states=states, criticality=level, project=project)
    unseen = clause_checks.unseen(every, states=states, criticality=level, project=project)
    return Missing(len(gaps), len(unseen), bool(states))
