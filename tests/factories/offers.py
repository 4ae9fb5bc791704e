"""A statement approved with prices, questions and an eliminatory line; offers that answer it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tests.factories.figures import NOW
from timonerie.domains.sourcing.models import (
    Offer,
    StatementLine,
    StatementOfWork,
    StatementVersion,
)
from timonerie.domains.sourcing.operations import (
    offer_answers,
    offer_links,
    offer_marks,
    offers,
    statement_versions,
    statements,
)
from timonerie.domains.sourcing.operations.offer_answers import Given, Said
from timonerie.domains.sourcing.operations.statement_versions import Approval
from timonerie.domains.sourcing.rules.offers import asked
from timonerie.foundations.accounts.actors import Actor

HUNDREDTHS = 10_000
"""Hundredths of cents in a euro."""


@dataclass(frozen=True)
class Asking:
    """An approved statement, with its lines by a short name."""

    statement: StatementOfWork
    version: StatementVersion
    keys: dict[str, UUID]


_LINES: tuple[tuple[str, int, str, str, dict[str, Any]], ...] = (
    ("volume", 4, "volume", "Bulletins", {"unit": "bulletins", "per": "month"}),
    ("insured", 10, "security", "Assurance en vigueur (éliminatoire)", {}),
    ("hours", 9, "service_level", "Réponse en quatre heures", {}),
    ("payslip", 14, "price", "Bulletin", {"unit": "bulletin", "recurrence": "unit"}),
    ("package", 14, "price", "Forfait mensuel", {"unit": "forfait", "recurrence": "month"}),
    ("team", 15, "criterion", "Équipe", {"weight": 60, "question": "Qui tient la paie ?"}),
    ("proofs", 15, "criterion", "Preuves", {"weight": 40, "question": "Que montrez-vous ?"}),
)


def asking(by: Actor, *, title: str = "Paie des sites", at: datetime = NOW) -> Asking:
    """80, 100 or 120 payslips a month over 12 months."""
    statement = statements.draft(by=by, at=at, work="payroll", title=title, months=12)
    StatementLine.objects.filter(statement=statement).delete()
    keys: dict[str, UUID] = {}
    for rank, (name, section, kind, words, values) in enumerate(_LINES):
        told = {**values, "low": 80, "expected": 100, "high": 120} if kind == "volume" else values
        if name == "payslip":
            told = {**told, "volume_key": str(keys["volume"])}
        line = StatementLine.objects.create(
            statement=statement, section=section, kind=kind, rank=rank, title=words, values=told
        )
        keys[name] = line.public_id
    return Asking(statement, approve(by, statement, at=at), keys)


def approve(by: Actor, statement: StatementOfWork, *, at: datetime = NOW) -> StatementVersion:
    said = Approval(note="Pour les tests", reason="Lignes choisies")
    return statement_versions.approve(
        by=by, at=at, statement=statement, version=statement.version, said=said
    )


def typed(by: Actor, asking: Asking, bidder: str = "Nova Paie", **told: Any) -> Offer:
    """An offer that came on paper, with complete prices: 12 € a payslip, 100 € a month, 1 000 € to
    get there, nothing to leave, unless told otherwise."""
    made = offers.begin(by=by, at=NOW, statement=asking.statement, bidder=bidder)
    given = answers(asking, **told)
    offer_answers.answer(by=by, at=NOW, offer=made, version=made.version, given=given)
    return made


def answers(
    asking: Asking,
    *,
    payslip: float | None = 12,
    package: float | None = 100,
    transition: float | None = 1000,
    leaving: float | None = 0,
    insured: str = "yes",
    index: int = 0,
) -> Given:
    keys = asking.keys
    prices = {
        keys["payslip"]: payslip,
        keys["package"]: package,
        asked.TRANSITION: transition,
        asked.EXIT: leaving,
    }
    said = [
        Said(line_key=key, price=None if euros is None else round(euros * HUNDREDTHS))
        for key, euros in prices.items()
    ]
    said.append(Said(line_key=keys["insured"], conformity=insured))
    said.append(Said(line_key=keys["team"], text="Deux gestionnaires et leur suppléant."))
    return Given(answers=tuple(said), yearly_index=index)


def marked(by: Actor, asking: Asking, offer: Offer, team: int = 3, proofs: int = 3) -> None:
    """Notes with a reason, from somebody who may have declared nothing."""
    given = {
        asking.keys["team"]: offer_marks.Given(value=team, reason="Équipe vue"),
        asking.keys["proofs"]: offer_marks.Given(value=proofs, reason="Pièces lues"),
    }
    offer_marks.mark(by=by, at=NOW, offer=offer, given=given)


def free(by: Actor, asking: Asking) -> None:
    """Somebody declares having no interest."""
    offer_marks.declare(by=by, at=NOW, statement=asking.statement, has_conflict=False)


def invited(
    by: Actor, asking: Asking, bidder: str = "Clarté", *, at: datetime = NOW, days: int = 21
) -> offer_links.Made:
    """A bidder with their link."""
    made = offers.begin(by=by, at=at, statement=asking.statement, bidder=bidder, is_invited=True)
    return offer_links.make(by=by, at=at, offer=made, recipient="Léa Petit", days=days)
