"""What a bidder does by their link: save, attach, send, withdraw. The company of the link must be
the current one; nothing is ever asked of an account."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.enums import OfferState
from timonerie.domains.sourcing.models import Offer, OfferLink, OfferPaper
from timonerie.domains.sourcing.operations import offer_answers, offer_checks, offer_papers
from timonerie.domains.sourcing.operations.offer_answers import Given
from timonerie.domains.sourcing.operations.offer_papers import Received
from timonerie.domains.sourcing.queries.offers import NoSuchLink

T = TypeVar("T")


class AlreadySent(Refused):
    """It was sent, or withdrawn, the choice is made, or the statement is archived: only the company
    opens it again."""


def save(*, link: OfferLink, at: datetime, version: int, given: Given) -> None:
    """Keep a draft. `version` is that of the offer whose answers the bidder saw.

    Raises:
        NoSuchLink: it was revoked or reached its day meanwhile.
        AlreadySent: it is read-only.
        Refused: an answer that the version does not ask, or out of bounds.
        Conflict: it was saved from elsewhere since.
    """
    with _answering(link, at) as offer:
        made = offer_answers.write(offer, version=version, given=given, state=OfferState.DRAFT)
        if made:
            by = offer_checks.bidding(offer)
            offer_checks.audited(by, at, "offer.saved", offer, {"answers": made["answers"]})


def send(*, link: OfferLink, at: datetime, version: int) -> None:
    """Hand the offer in: from now on it is read-only. Raises as `save`; Refused for an empty
    one."""
    with _answering(link, at) as offer:
        if not offer.answers.exists() and not offer.papers.exists():
            raise Refused(_("Cette offre est vide : répondez, ou joignez un fichier."))
        values = {"state": OfferState.SENT, "sent_at": at}
        changes.replace(offer, version=version, values=values)
        told = offer_papers.named(offer)
        offer_checks.audited(offer_checks.bidding(offer), at, "offer.sent", offer, told)


def withdraw(*, link: OfferLink, at: datetime, version: int) -> None:
    """Give up, before or after it was sent, as long as nothing is chosen. Raises as `save`."""
    with _held(link, at) as offer:
        if offer.state not in (*offer_checks.ANSWERING, OfferState.SENT):
            raise _closed()
        changes.replace(offer, version=version, values={"state": OfferState.WITHDRAWN})
        offer_checks.audited(offer_checks.bidding(offer), at, "offer.withdrawn", offer)


def attach(*, link: OfferLink, at: datetime, received: Received) -> OfferPaper:
    """Join a file. Raises NoSuchLink, AlreadySent, Refused; FileRefused when it may not be kept."""
    return _with_papers(link, at, lambda offer: _joined(offer, at, received))


def detach(*, link: OfferLink, at: datetime, paper: OfferPaper) -> None:
    """Take a file of the draft away. Raises NoSuchLink, AlreadySent."""
    _with_papers(link, at, lambda offer: _removed(offer, at, paper))


def _joined(offer: Offer, at: datetime, received: Received) -> OfferPaper:
    by = offer_checks.bidding(offer)
    return offer_papers.keep(by=by, at=at, offer=offer, received=received)


def _removed(offer: Offer, at: datetime, paper: OfferPaper) -> None:
    by = offer_checks.bidding(offer)
    offer_papers.remove(by=by, at=at, offer=offer, paper=paper)


def _with_papers(link: OfferLink, at: datetime, do: Callable[[Offer], T]) -> T:
    with _answering(link, at) as offer:
        made = do(offer)
        if offer.state == OfferState.INVITED:
            changes.replace(offer, version=None, values={"state": OfferState.DRAFT})
    return made


@contextmanager
def _answering(link: OfferLink, at: datetime) -> Iterator[Offer]:
    """The offer of a link that is open, being answered."""
    with _held(link, at) as offer:
        if offer.state not in offer_checks.ANSWERING:
            raise _closed()
        yield offer


@contextmanager
def _held(link: OfferLink, at: datetime) -> Iterator[Offer]:
    """One transaction: the link and the offer are locked, and the link is used if all goes well."""
    with transaction.atomic():
        row = OfferLink.objects.select_for_update().get(pk=link.pk)
        if not row.is_open(at=at):
            raise NoSuchLink(link.pk)
        rows = Offer.objects.select_related("statement", "answered")
        offer = rows.select_for_update(of=("self",)).get(pk=row.offer_id)
        if offer.statement.archived_at is not None:
            raise AlreadySent(_("Cette demande d’offre est close : voyez-le avec l’entreprise."))
        yield offer
        row.used_at = at
        row.save(update_fields=["used_at"])


def _closed() -> AlreadySent:
    return AlreadySent(_("Cette offre ne change plus : demandez à l’entreprise de la rouvrir."))
