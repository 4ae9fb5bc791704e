"""When an offer may be written: on a statement that stands, by who may not read a draft."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from tests.factories import offers
from tests.factories.figures import NOW
from tests.factories.offers import Asking
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.models import Offer, OfferMark
from timonerie.domains.sourcing.operations import (
    offer_answers,
    offer_links,
    offer_marks,
    offer_papers,
    offer_replies,
    offer_typing,
)
from timonerie.domains.sourcing.operations import offers as operations
from timonerie.domains.sourcing.operations.offer_checks import Settled
from timonerie.domains.sourcing.operations.offer_papers import Received
from timonerie.domains.sourcing.operations.offer_replies import AlreadySent
from timonerie.foundations.accounts.actors import Actor

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


@pytest.fixture
def asking(alice: Actor) -> Asking:
    return offers.asking(alice)


def file() -> Received:
    return Received(name="devis.pdf", size=len(PDF), chunks=[PDF])


def another(by: Actor, offer: Offer) -> None:
    offer_links.make(by=by, at=NOW, offer=offer, recipient="Alice", days=3)


@pytest.mark.rule("AUT-13")
@pytest.mark.parametrize("does", ["answers", "attaches"])
def test_no_other_link_opens_what_a_bidder_began(alice: Actor, asking: Asking, does: str) -> None:
    link = offers.invited(alice, asking).link
    another(alice, link.offer)
    if does == "answers":
        offer_replies.save(link=link, at=NOW, version=1, given=offers.answers(asking))
    else:
        offer_replies.attach(link=link, at=NOW, received=file())
    # As the page knew it before the bidder wrote.
    with pytest.raises(Refused, match="a commencé à répondre"):
        another(alice, link.offer)
    assert link.offer.links.count() == 2


Write = Callable[[Actor, SimpleNamespace], object]
WRITES: dict[str, Write] = {
    "answer": lambda by, it: offer_answers.answer(
        by=by, at=NOW, offer=it.typed, version=it.typed.version, given=offers.answers(it.asking)
    ),
    "attach": lambda by, it: offer_papers.add(by=by, at=NOW, offer=it.typed, received=file()),
    "link": lambda by, it: another(by, it.link.offer),
    "mark": lambda by, it: offer_marks.mark(by=by, at=NOW, offer=it.typed, given={}),
    "withdraw": lambda by, it: operations.withdraw(
        by=by, at=NOW, offer=it.typed, version=it.typed.version
    ),
    "reopen": lambda by, it: operations.reopen(
        by=by, at=NOW, offer=it.typed, version=it.typed.version
    ),
    "follow": lambda by, it: operations.follow(
        by=by, at=NOW, offer=it.typed, version=it.typed.version
    ),
    "choose": lambda by, it: operations.choose(
        by=by, at=NOW, offer=it.typed, version=it.typed.version, reason="Seule."
    ),
    "undo": lambda by, it: operations.undo_choice(by=by, at=NOW, statement=it.asking.statement),
    "type": lambda by, it: offer_typing.type_lines(
        by=by, at=NOW, offer=it.typed, version=it.typed.version,
        pasted=offer_typing.Pasted(text="", placed={}, counted_on={}),
    ),
}  # fmt: skip


@pytest.fixture
def archived(alice: Actor, asking: Asking) -> SimpleNamespace:
    """A statement put away after an offer was typed and another bidder invited."""
    typed, link = offers.typed(alice, asking), offers.invited(alice, asking).link
    asking.statement.archived_at = NOW
    asking.statement.save()
    return SimpleNamespace(asking=asking, typed=typed, link=link)


@pytest.mark.parametrize("name", WRITES)
def test_an_archived_statement_has_its_offers_as_they_are(
    alice: Actor, archived: SimpleNamespace, name: str
) -> None:
    with pytest.raises(Refused, match="archivé"):
        WRITES[name](alice, archived)


def test_behind_a_link_an_archived_statement_is_closed(
    alice: Actor, archived: SimpleNamespace
) -> None:
    with pytest.raises(AlreadySent, match="close"):
        offer_replies.attach(link=archived.link, at=NOW, received=file())
    with pytest.raises(AlreadySent, match="close"):
        offer_replies.withdraw(link=archived.link, at=NOW, version=1)
    offer_links.revoke(by=alice, at=NOW, link=archived.link)
    archived.link.refresh_from_db()
    assert archived.link.revoked_at == NOW


def test_a_note_that_comes_after_the_choice_is_refused(alice: Actor, asking: Asking) -> None:
    stale = offers.typed(alice, asking)
    fresh = Offer.objects.get(pk=stale.pk)
    operations.choose(by=alice, at=NOW, offer=fresh, version=fresh.version, reason="Seule.")
    with pytest.raises(Settled):
        offers.marked(alice, asking, stale)
    assert not OfferMark.objects.exists()
