"""Reads of the offers: those of a statement, what one says, the link that a secret opens."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from timonerie.domains.sourcing.enums import Conformity, OfferState
from timonerie.domains.sourcing.models import (
    InterestDeclaration,
    Offer,
    OfferAnswer,
    OfferLink,
    OfferMark,
    StatementOfWork,
    StatementVersion,
)
from timonerie.domains.sourcing.queries import incumbents, reaching, sealed_offers, statements
from timonerie.domains.sourcing.rules.offers import asked as questions
from timonerie.domains.sourcing.rules.offers.asked import Question
from timonerie.domains.sourcing.rules.offers.pricing import Said
from timonerie.domains.sourcing.rules.statements import bidding
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope import secrets

#: States of an offer that has come and stands.
RECEIVED = (OfferState.SENT, OfferState.CHOSEN, OfferState.DECLINED)
SOON = timedelta(days=7)
"""Before the end of a link that nobody answered, from which it asks for attention."""


class NoSuchLink(LookupError):
    """No such link, or it is revoked or past its day: nothing says which."""


@dataclass(frozen=True)
class Sheet:
    """An offer beside what its version asks."""

    offer: Offer
    asked: tuple[Question, ...]
    title: str
    """Of what is asked, as the reader may know it."""
    answers: dict[str, OfferAnswer]
    """By the key of their line; those that the offer adds go by their own identifier."""

    @property
    def lost(self) -> list[OfferAnswer]:
        """The answers to lines that this version asks no more: kept, and counted in nothing."""
        known = {one.line.key for one in self.asked} | {str(key) for key in questions.WHOLE}
        own = [one for one in self.answers.values() if one.line_key is not None]
        return [one for one in own if str(one.line_key) not in known]


def of(statement: StatementOfWork) -> list[Offer]:
    """The offers of a statement, the first opened first; one query."""
    rows = Offer.objects.filter(statement=statement)
    rows = rows.select_related("statement", "answered", "provider")
    return list(rows.order_by("created_at", "pk"))


def visible_to(actor: Actor, *, on: date) -> QuerySet[Offer]:
    """The offers of the statements that a reader reads."""
    seen = reaching.statements(actor, on=on)
    rows: QuerySet[Offer] = Offer.objects.filter(statement__in=seen)
    return rows.select_related("statement", "answered", "provider")


def asked_by(version: StatementVersion) -> tuple[Question, ...]:
    return questions.questions(statements.lines_in(version))


def sheet(offer: Offer) -> Sheet:
    """As the company reads it: without an answer while it is sealed. One query."""
    is_sealed = sealed_offers.is_sealed(offer)
    answers = {} if is_sealed else _answers(offer)
    return Sheet(offer, asked_by(offer.answered), offer.statement.title, answers)


def own_sheet(offer: Offer) -> Sheet:
    """As its bidder reads it behind their link: their answers at any time, and of the version what
    bidders may read. At most four queries."""
    names = incumbents.of(offer.statement, offer.answered)
    found = [
        replace(one, line=bidding.line(one.line, names=names)) for one in asked_by(offer.answered)
    ]
    about = bidding.about(offer.answered.document["about"], names=names)
    answers = _answers(offer)
    for row in answers.values():
        # Written here as the version said it then; never saved from a sheet.
        row.title = bidding.text(row.title, names=names)
    return Sheet(offer, tuple(found), about["title"], answers)


def _answers(offer: Offer) -> dict[str, OfferAnswer]:
    rows = OfferAnswer.objects.filter(offer=offer).order_by("rank", "pk")
    return {key_of(row): row for row in rows}


def key_of(answer: OfferAnswer) -> str:
    return str(answer.line_key or answer.public_id)


def said(answers: Iterable[OfferAnswer]) -> dict[str, Said]:
    """As the rules read them."""
    return {key_of(one): _said(one) for one in answers}


def _said(one: OfferAnswer) -> Said:
    return Said(
        key=key_of(one),
        is_own=one.line_key is None,
        conformity=Conformity(one.conformity),
        price=one.price,
        recurrence=one.recurrence,
        bands=tuple(one.bands),
        volume_key=str(one.volume_key or ""),
    )


def links_of(offer: Offer) -> list[OfferLink]:
    """The last made first."""
    return list(OfferLink.objects.filter(offer=offer).order_by("-made_at", "-pk"))


def has_come(offer: Offer) -> bool:
    """Whether it was handed in and stands: one that was declined before it came is no offer."""
    return offer.state in RECEIVED and not sealed_offers.is_sealed(offer)


def is_by_link(offer: Offer) -> bool:
    """Whether the bidder answers by themselves: nobody here writes in their place."""
    return OfferLink.objects.filter(offer=offer).exists()


def holding(token: str) -> OfferLink | None:
    """The link of whatever company that holds a secret, open or not. It opens that company alone,
    to who has the secret."""
    return secrets.holding(OfferLink, token, "offer__answered", "offer__statement")


def mark_of(offer: Offer, *, user_id: int | None) -> dict[UUID, OfferMark]:
    """The marks that somebody gave an offer, by criterion."""
    rows = OfferMark.objects.filter(offer=offer, user_id=user_id)
    return {row.criterion_key: row for row in rows}


def interest_of(statement: StatementOfWork, *, user_id: int | None) -> InterestDeclaration | None:
    rows = InterestDeclaration.objects.filter(statement=statement, user_id=user_id)
    found: InterestDeclaration | None = rows.first()
    return found


def interests_of(statement: StatementOfWork) -> list[InterestDeclaration]:
    return list(InterestDeclaration.objects.filter(statement=statement).order_by("at", "pk"))


def to_read(actor: Actor, *, on: date) -> QuerySet[Offer]:
    """Sent by their bidders and noted by nobody yet, nothing being chosen."""
    # Conditions rather than joins: these rows are also counted.
    used = OfferLink.objects.filter(offer=OuterRef("pk"), used_at__isnull=False)
    noted = OfferMark.objects.filter(offer=OuterRef("pk"))
    rows = visible_to(actor, on=on).filter(Exists(used), ~Exists(noted), state=OfferState.SENT)
    return rows.filter(statement__archived_at__isnull=True)


def ending_links(actor: Actor, *, at: datetime, on: date) -> QuerySet[OfferLink]:
    """Of each offer that has not come, its last open link where it ends within a week: another one
    that stays open longer leaves its bidder the time."""
    seen = visible_to(actor, on=on).filter(state__in=(OfferState.INVITED, OfferState.DRAFT))
    rows: QuerySet[OfferLink] = OfferLink.objects.filter(
        offer__in=seen, revoked_at__isnull=True, expires_at__gt=at, expires_at__lte=at + SOON
    )
    others = OfferLink.objects.filter(offer=OuterRef("offer"), revoked_at__isnull=True)
    later = Q(expires_at__gt=OuterRef("expires_at")) | Q(
        expires_at=OuterRef("expires_at"), pk__gt=OuterRef("pk")
    )
    return rows.filter(~Exists(others.filter(later)), offer__statement__archived_at__isnull=True)
