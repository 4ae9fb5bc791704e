"""Offers and their comparison, as the API tells them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from timonerie.domains.sourcing.models import Offer, OfferAnswer
from timonerie.domains.sourcing.queries import sealed_offers
from timonerie.domains.sourcing.queries.offer_comparison import Beside, Compared
from timonerie.domains.sourcing.queries.offers import Sheet
from timonerie.domains.sourcing.queries.sealed_offers import Progress
from timonerie.domains.sourcing.rules.offers.totals import Total


class OfferOut(Schema):
    """`yearly_index` is a ratio: 0.02 for prices that rise by 2 % a year. One that is sealed is
    read by its bidder alone: instead of what it says, how far it is."""

    id: UUID
    bidder: str
    provider: UUID | None
    state: str
    statement_version: int
    is_sealed: bool
    lines_answered: int | None
    lines_asked: int | None
    saved_at: datetime | None
    currency: str
    yearly_index: float | None
    valid_until: date | None
    sent_at: datetime | None
    reason: str
    version: int

    @classmethod
    def of(cls, one: Offer, far: Progress | None) -> "OfferOut":
        return cls(**_plain(one, far))


class AnswerOut(Schema):
    """`price` in the currency, with up to four decimals; without a `line` the offer adds it."""

    line: UUID | None
    title: str
    conformity: str
    text: str
    price: float | None
    unit: str
    recurrence: str


class OneOfferOut(OfferOut):
    answers: list[AnswerOut]

    @classmethod
    def told(cls, sheet: Sheet, far: Progress | None = None) -> "OneOfferOut":
        answers = [_answer(one) for one in sheet.answers.values()]
        return cls(**_plain(sheet.offer, far), answers=answers)


class TypedIn(Schema):
    """`placed` says by number of line where each price goes: the key of a line of the version,
    "added" for one that comes beside; a line without a place is left out. `counted_on` gives the
    volume of those that are added and paid by the unit."""

    text: str
    placed: dict[int, str]
    counted_on: dict[int, str] = {}
    is_untaxed: bool = False
    version: int


class TypedOut(Schema):
    """`questions` about the lines that were not understood, in words."""

    lines: int
    questions: list[str]
    offer: OneOfferOut


class MissingOut(Schema):
    code: str
    line: str


class TotalOut(Schema):
    """In the smallest unit of the currency; not to be compared unless it is complete."""

    low: int
    expected: int
    high: int
    is_complete: bool
    missing: list[MissingOut]

    @classmethod
    def of(cls, found: Total) -> "TotalOut":
        return cls(
            low=found.low,
            expected=found.expected,
            high=found.high,
            is_complete=found.is_complete,
            missing=[MissingOut(code=one.code, line=one.key) for one in found.missing],
        )


class MarkOut(Schema):
    criterion: UUID
    value: float | None
    low: int | None
    high: int | None
    count: int
    left_out: int


class StandingOut(Schema):
    """`state` is scored, to_mark, to_price or excluded; score and price note are out of 100.
    `first_share` is the share of plausible weightings under which the offer comes first."""

    id: UUID
    bidder: str
    state: str
    score: float | None
    rank: int | None
    price_note: float | None
    first_share: float | None
    excluded_by: list[str]
    total: TotalOut
    marks: list[MarkOut]


class FlipOut(Schema):
    """Past the share `turning` of a weight, `winner` comes first."""

    key: str
    chosen: float
    turning: float
    winner: str


class ComparisonOut(Schema):
    """`fault` is the code of what keeps the offers from being compared, empty for nothing."""

    statement_version: int
    months: int
    price_weight: float
    is_provisional: bool
    fault: str
    offers: list[StandingOut]
    flips: list[FlipOut]

    @classmethod
    def of(cls, found: Compared) -> "ComparisonOut":
        comparison = found.comparison
        return cls(
            statement_version=found.version.number,
            months=found.months,
            price_weight=found.weighing.price,
            is_provisional=comparison.is_provisional if comparison else True,
            fault=found.fault.code if found.fault else "",
            offers=[_standing(found, one) for one in found.offers],
            flips=[
                FlipOut(key=one.key, chosen=one.chosen, turning=one.turning, winner=one.winner)
                for one in (comparison.flips if comparison else ())
            ],
        )


def _plain(one: Offer, far: Progress | None) -> dict[str, Any]:
    is_sealed = sealed_offers.is_sealed(one)
    return {
        "id": one.public_id,
        "bidder": one.bidder,
        "provider": one.provider.public_id if one.provider else None,
        "state": one.state,
        "statement_version": one.answered.number,
        "is_sealed": is_sealed,
        "lines_answered": far.answered if far else None,
        "lines_asked": far.asked if far else None,
        "saved_at": far.saved_at if far else None,
        "currency": one.currency,
        "yearly_index": None if is_sealed else one.yearly_index / 10_000,
        "valid_until": None if is_sealed else one.valid_until,
        "sent_at": one.sent_at,
        "reason": one.reason,
        "version": one.version,
    }


def _answer(one: OfferAnswer) -> AnswerOut:
    return AnswerOut(
        line=one.line_key,
        title=one.title,
        conformity=one.conformity,
        text=one.text,
        price=None if one.price is None else one.price / 10_000,
        unit=one.unit,
        recurrence=one.recurrence,
    )


def _standing(found: Compared, one: Beside) -> StandingOut:
    comparison = found.comparison
    standings = comparison.standings if comparison else ()
    told = next((each for each in standings if each.key == one.key), None)
    marks = [
        MarkOut(
            criterion=UUID(key),
            value=each.value,
            low=each.low,
            high=each.high,
            count=each.count,
            left_out=len(each.left_out),
        )
        for key, each in one.averages.items()
    ]
    return StandingOut(
        id=one.offer.public_id,
        bidder=one.offer.bidder,
        state=told.state if told else "",
        score=told.score if told else None,
        rank=told.rank if told else None,
        price_note=told.notes.get("price") if told else None,
        first_share=comparison.shares.get(one.key) if comparison else None,
        excluded_by=list(told.excluded_by) if told else [],
        total=TotalOut.of(one.total),
        marks=marks,
    )
