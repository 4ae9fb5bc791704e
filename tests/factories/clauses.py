"""Clauses of contracts as tests judge them."""

from typing import Any

from tests.factories.organisation import NOW
from timonerie.domains.contracts.models import Contract, ContractClause
from timonerie.domains.contracts.operations import contract_clauses
from timonerie.domains.contracts.operations.contract_clauses import NEVER, Judgement
from timonerie.foundations.accounts.actors import Actor


def judged(
    by: Actor,
    contract: Contract,
    clause: str = "reversibility",
    *,
    version: int = NEVER,
    state: str = "absent",
    **parts: Any,
) -> ContractClause:
    made = contract_clauses.judge(
        by=by,
        at=NOW,
        contract=contract,
        clause=clause,
        version=version,
        said=Judgement(state=state, **parts),
    )
    assert made is not None
    return made
