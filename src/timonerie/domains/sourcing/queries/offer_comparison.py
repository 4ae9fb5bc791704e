"""Offers side by side: the same figures for the screen, for the memo and for the API."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from timonerie.domains.sourcing.models import (
    InterestDeclaration,
    Offer,
    OfferAnswer,
    OfferMark,
    StatementOfWork,
    StatementVersion,
)
from timonerie.domains.sourcing.queries import offers as queries
from timonerie.domains.sourcing.queries import statements
from timonerie.domains.sourcing.rules.offers import asked, comparing, marks, pricing, totals
from timonerie.domains.sourcing.rules.offers.asked import Question, Weighing
from timonerie.domains.sourcing.rules.offers.comparisons import Candidate, Comparison
from timonerie.domains.sourcing.rules.offers.faults import OfferFault
from timonerie.domains.sourcing.rules.offers.marks import Averaged, Interest, Mark
from timonerie.domains.sourcing.rules.offers.totals import Total
from timonerie.domains.sourcing.rules.statements.shapes import Line

LONGEST = 120
"""Months of a term."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a reader varies: the months of the term; one index a year for all, as a ratio (None for
    that of each offer); the weight of the price, from 0 to 100 (None for that of the version)."""

    months: int | None = None
    index: Decimal | None = None
    price: float | None = None


@dataclass(frozen=True, kw_only=True)
class Beside:
    """An offer as the comparison reads it."""

    offer: Offer
    answers: Mapping[str, OfferAnswer]
    total: Total
    averages: Mapping[str, Averaged]
    index: Decimal

    @property
    def key(self) -> str:
        return str(self.offer.public_id)


@dataclass(frozen=True, kw_only=True)
class Compared:
    """The offers that came, under the last version that one of them answers. `fault` says why they
    cannot be compared, where they cannot."""

    statement: StatementOfWork
    version: StatementVersion
    asked: tuple[Question, ...]
    criteria: tuple[Line, ...]
    weighing: Weighing
    months: int
    offers: tuple[Beside, ...]
    marks: tuple[OfferMark, ...]
    interests: tuple[InterestDeclaration, ...]
    comparison: Comparison | None
    fault: OfferFault | None = None

    @property
    def names(self) -> dict[str, str]:
        """The words of every key."""
        return {
            # What an older version called a line gives way to what this one calls it.
            **{key: row.title for one in self.offers for key, row in one.answers.items()},
            **{one.key: one.offer.bidder for one in self.offers},
            **{question.line.key: question.line.title for question in self.asked},
        }


def compare(statement: StatementOfWork, wanted: Wanted) -> Compared | None:
    """None before an offer has come; five queries. Raises nothing for offers that cannot be
    compared: the fault is told beside them."""
    found = [one for one in queries.of(statement) if queries.has_come(one)]
    if not found:
        return None
    version = max((one.answered for one in found), key=lambda one: one.number)
    lines = statements.lines_in(version)
    months = wanted.months or months_of(version)
    given = tuple(OfferMark.objects.filter(offer__in=found).order_by("at", "pk"))
    interests = tuple(queries.interests_of(statement))
    criteria = tuple(asked.marked(lines))
    questions = asked.questions(lines)
    beside = _beside(found, questions, criteria, given, interests, wanted, months)
    weighing = asked.weighing(lines, price=wanted.price)
    comparison, fault = _compared(beside, questions, weighing)
    return Compared(
        statement=statement,
        version=version,
        asked=questions,
        criteria=criteria,
        weighing=weighing,
        months=months,
        offers=beside,
        marks=given,
        interests=interests,
        comparison=comparison,
        fault=fault,
    )


def _beside(
    found: Sequence[Offer],
    questions: tuple[Question, ...],
    criteria: Sequence[Line],
    given: Sequence[OfferMark],
    interests: Sequence[InterestDeclaration],
    wanted: Wanted,
    months: int,
) -> tuple[Beside, ...]:
    answers: dict[int, list[OfferAnswer]] = defaultdict(list)
    for row in OfferAnswer.objects.filter(offer__in=found).order_by("rank", "pk"):
        answers[row.offer_id].append(row)
    told = [Interest(str(one.user_id), one.has_conflict, True) for one in interests]
    keys = [one.key for one in criteria]
    return tuple(
        _one(
            offer,
            questions,
            answers[offer.pk],
            marks.averages(_marks(given, offer), told, keys),
            wanted.index,
            months,
        )
        for offer in found
    )


def _one(
    offer: Offer,
    questions: tuple[Question, ...],
    rows: Sequence[OfferAnswer],
    averages: Mapping[str, Averaged],
    index: Decimal | None,
    months: int,
) -> Beside:
    own = index_of(offer) if index is None else index
    return Beside(
        offer=offer,
        answers={queries.key_of(row): row for row in rows},
        total=total_of(offer, questions, rows, months=months, index=own),
        averages=averages,
        index=own,
    )


def months_of(version: StatementVersion) -> int:
    """The term that a version was approved with."""
    return int(version.document["about"]["months"])


def index_of(offer: Offer) -> Decimal:
    """What prices rise by in a year, as a ratio."""
    return Decimal(offer.yearly_index) / 10_000


def total_of(
    offer: Offer,
    questions: tuple[Question, ...],
    rows: Sequence[OfferAnswer],
    *,
    months: int,
    index: Decimal,
) -> Total:
    """Over a term that starts in January: nobody said when it does."""
    said = queries.said(rows)
    priced = pricing.priced(
        str(offer.public_id),
        questions,
        said,
        currency=offer.currency,
        answered=statements.lines_in(offer.answered),
    )
    volumes = pricing.asked_volumes(questions, said)
    return totals.total(priced, volumes, months=months, index_yearly=float(index))


def _marks(given: Sequence[OfferMark], offer: Offer) -> list[Mark]:
    return [
        Mark(str(one.user_id), str(one.criterion_key), one.value, one.reason)
        for one in given
        if one.offer_id == offer.pk
    ]


def _compared(
    beside: Sequence[Beside], questions: tuple[Question, ...], weighing: Weighing
) -> tuple[Comparison | None, OfferFault | None]:
    candidates = [
        Candidate(
            key=one.key,
            total=one.total,
            averages=one.averages,
            answers=pricing.conformities(questions, queries.said(one.answers.values())),
        )
        for one in beside
    ]
    try:
        return comparing.compare(candidates, weighing.criteria, weighing.price), None
    except OfferFault as fault:
        return None, fault
