"""The payroll put out to tender: a statement approved, two offers typed from their papers, one
bidder who answers by a link; nothing is chosen yet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from timonerie.cli.demo.suppliers import PAYROLL
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.performance.queries import measured_activities
from timonerie.domains.sourcing.models import Activity, Offer, StatementOfWork
from timonerie.domains.sourcing.operations import (
    offer_answers,
    offer_links,
    offer_marks,
    offers,
    statement_lines,
    statement_versions,
    statements,
)
from timonerie.domains.sourcing.operations.offer_answers import Given, Said
from timonerie.domains.sourcing.operations.statement_versions import Approval
from timonerie.domains.sourcing.queries import statements as queries
from timonerie.domains.sourcing.rules.offers import asked
from timonerie.domains.sourcing.rules.offers.asked import Question
from timonerie.foundations.accounts.actors import Actor

TITLE, WORK, CODES = "Paie des quatre sites", "payroll", ("PAIE-02", "PAIE-04", "PAIE-06")
#: Yearly volumes by the unit that the lines count: low, expected, high.
VOLUMES: Mapping[str, tuple[int, int, int]] = {"bulletins": (3_600, 4_100, 4_700)}
OTHERS = (60, 90, 130)
EURO = 10_000
"""Hundredths of cents."""


@dataclass(frozen=True)
class Bid:
    """Euros by the unit of a price, in all for what is paid once; notes in the order of the
    criteria."""

    bidder: str
    prices: Mapping[str, float]
    transition: float
    leaving: float
    notes: Sequence[int]
    provider: str = ""


BIDS = (
    Bid(
        PAYROLL.name,
        {"bulletin": 8.9, "dossier": 42},
        transition=0,
        leaving=3_000,
        notes=(3, 2, 2, 2),
        provider=PAYROLL.name,
    ),
    Bid(
        "Paie du Littoral",
        {"bulletin": 9.6, "dossier": 35},
        transition=7_300,
        leaving=0,
        notes=(3, 4, 3, 4),
    ),
)
INVITED = "Ardoise Paie"


def tender(*, by: Actor, at: datetime) -> None:
    """At the last evening covered."""
    activities = list(Activity.objects.filter(code__in=CODES).order_by("code"))
    firms = {one.name: one for one in Provider.objects.all()}
    statement = statements.draft(
        by=by,
        at=at,
        work=WORK,
        title=TITLE,
        months=36,
        activities=activities,
        sites=list(Unit.objects.sites().order_by("name")),
        provider=firms[PAYROLL.name],
        measured=measured_activities.read(by, activities, on=at.date()),
    )
    _fill_volumes(statement, by=by, at=at)
    _approve(statement, by=by, at=at)
    offer_marks.declare(by=by, at=at, statement=statement, has_conflict=False)
    for bid in BIDS:
        _bid(statement, bid, firms.get(bid.provider), by=by, at=at)
    invited = offers.begin(by=by, at=at, statement=statement, bidder=INVITED, is_invited=True)
    offer_links.make(by=by, at=at, offer=invited, recipient="Maud Ardoise", days=30)


def _fill_volumes(statement: StatementOfWork, *, by: Actor, at: datetime) -> None:
    for line in statement.lines.filter(kind="volume").order_by("pk"):
        low, expected, high = VOLUMES.get(line.values.get("unit", ""), OTHERS)
        told = {**line.values, "per": "year", "low": low, "expected": expected, "high": high}
        said = statement_lines.Said(
            title=line.title, text=line.text, values=told, activity=line.activity
        )
        statement_lines.change(by=by, at=at, line=line, version=line.version, said=said)


def _approve(statement: StatementOfWork, *, by: Actor, at: datetime) -> None:
    statement.refresh_from_db()
    said = Approval(
        note="Première version",
        reason="Les points ouverts se règlent avec les candidats.",
    )
    statement_versions.approve(
        by=by, at=at, statement=statement, version=statement.version, said=said
    )


def _bid(
    statement: StatementOfWork, bid: Bid, firm: Provider | None, *, by: Actor, at: datetime
) -> None:
    offer = offers.begin(by=by, at=at, statement=statement, bidder=bid.bidder, provider=firm)
    lines = queries.lines_in(offer.answered)
    said = [*_said(asked.questions(lines), bid), *_whole(bid)]
    offer_answers.answer(
        by=by, at=at, offer=offer, version=offer.version, given=Given(answers=tuple(said))
    )
    _mark(offer, bid, by=by, at=at)


def _said(questions: Sequence[Question], bid: Bid) -> Iterator[Said]:
    for question in questions:
        key, unit = UUID(question.line.key), str(question.line.values.get("unit", ""))
        if question.way == "price" and unit in bid.prices:
            yield Said(line_key=key, price=round(bid.prices[unit] * EURO))
        elif question.way == "conformity":
            yield Said(line_key=key, conformity="yes")


def _whole(bid: Bid) -> Iterator[Said]:
    yield Said(line_key=asked.TRANSITION, price=round(bid.transition * EURO))
    yield Said(line_key=asked.EXIT, price=round(bid.leaving * EURO))


def _mark(offer: Offer, bid: Bid, *, by: Actor, at: datetime) -> None:
    criteria = asked.marked(queries.lines_in(offer.answered))
    given = {
        UUID(criterion.key): offer_marks.Given(value=note, reason="Entretien et pièces lues")
        for criterion, note in zip(criteria, bid.notes, strict=False)
    }
    offer_marks.mark(by=by, at=at, offer=offer, given=given)
