"""Contracts as tests sign them: three firm years, then by tacit renewal of twelve months."""

from datetime import date
from typing import Any

from tests.factories.organisation import NOW
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.operations import contracts
from timonerie.domains.contracts.operations.contract_checks import Statement
from timonerie.foundations.accounts.actors import Actor

__all__ = ["Statement", "bare", "said", "signed"]

TERMS: dict[str, Any] = {
    "start_date": date(2023, 7, 1),
    "firm": "36 months",
    "renewal": "tacit",
    "renewal_length": "12 months",
    "notice": "3 months",
}
"""On 2 March 2026 the first term ends on 30 June: notice is to be received by 30 March."""


def said(name: str = "Tenue de la paie", **parts: Any) -> Statement:
    return Statement(**{"name": name, **TERMS, **parts})


def signed(by: Actor, name: str = "Tenue de la paie", **parts: Any) -> Contract:
    return contracts.create(by=by, at=NOW, said=said(name, **parts))


def bare(by: Actor, name: str = "Nettoyage", **parts: Any) -> Contract:
    """One of which nothing but the object is known."""
    return contracts.create(by=by, at=NOW, said=Statement(name=name, **parts))
