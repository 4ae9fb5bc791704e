"""Files of an offer: kept whole or not at all, and gone once their bidder takes them away."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.factories import accounts, offers, organisation
from tests.factories.figures import NOW
from tests.factories.offers import Asking
from timonerie.domains.sourcing.models import Offer, OfferLink, OfferPaper
from timonerie.domains.sourcing.operations import offer_papers, offer_replies
from timonerie.domains.sourcing.operations import offers as operations
from timonerie.domains.sourcing.operations.offer_papers import NotTaken, Received
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit.models import Event
from timonerie.foundations.documents import operations as blobs
from timonerie.foundations.documents.connectors.base import MEGABYTE
from timonerie.foundations.documents.models import Blob, Reception
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


def received(content: bytes = PDF, size: int | None = None) -> Received:
    return Received(name="devis.pdf", size=size or len(content), chunks=[content])


@pytest.fixture
def committed(emptied: None) -> Iterator[Actor]:
    by = accounts.actor(organisation.company())
    with current.company(by.company_id):
        yield by


def test_a_file_typed_here_is_kept_with_its_trace(committed: Actor) -> None:
    asking = offers.asking(committed)
    made = operations.begin(by=committed, at=NOW, statement=asking.statement, bidder="Nova")
    offer_papers.add(by=committed, at=NOW, offer=made, received=received())
    assert Event.objects.get(act="offer.paper_added").detail["size"] == len(PDF)


@pytest.fixture
def asking(alice: Actor) -> Asking:
    return offers.asking(alice)


@pytest.fixture
def link(alice: Actor, asking: Asking) -> OfferLink:
    return offers.invited(alice, asking).link


def attached(link: OfferLink, content: bytes = PDF) -> OfferPaper:
    return offer_replies.attach(link=link, at=NOW, received=received(content))


def path(company: Company, blob: Blob) -> Path:
    return blobs.path_of(company=company, blob=blob)


def test_a_file_taken_away_leaves_nothing(
    company: Company,
    link: OfferLink,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    paper = attached(link)
    attached(link)
    kept = path(company, paper.blob)
    assert kept.exists()
    with django_capture_on_commit_callbacks(execute=True):
        offer_replies.detach(link=link, at=NOW, paper=paper)
        assert kept.exists()
    assert not kept.exists()
    assert not Blob.objects.exists()
    assert not Reception.objects.exists()


def test_bytes_that_somebody_else_sent_stay(
    company: Company,
    alice: Actor,
    asking: Asking,
    link: OfferLink,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    other = offers.invited(alice, asking, "Vega").link
    later = NOW + timedelta(hours=1)
    paper = attached(link)
    shared = offer_replies.attach(link=other, at=later, received=received())
    with django_capture_on_commit_callbacks(execute=True):
        offer_replies.detach(link=link, at=NOW, paper=paper)
    assert path(company, shared.blob).exists()
    assert [one.received_at for one in Reception.objects.all()] == [later]
    own = Actor(company_id=alice.company_id, name="Bob", role=alice.role, user_id=7)
    blobs.keep(by=own, at=NOW, chunks=[PDF], name="devis.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        offer_replies.detach(link=other, at=later, paper=shared)
    assert path(company, shared.blob).exists()
    assert [one.user_id for one in Reception.objects.all()] == [7]


def test_bytes_that_come_again_before_the_commit_stay(
    company: Company,
    link: OfferLink,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    paper = attached(link)
    with django_capture_on_commit_callbacks(execute=True):
        offer_replies.detach(link=link, at=NOW, paper=paper)
        again = attached(link)
    assert path(company, again.blob).exists()


def test_what_an_offer_received_is_bounded_with_what_was_taken_away(
    link: OfferLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offer_papers, "MOST_RECEIVED", 2 * MEGABYTE)
    for rank in range(2):
        paper = attached(link, PDF + bytes([rank]))
        offer_replies.detach(link=link, at=NOW, paper=paper)
    with pytest.raises(NotTaken, match="retirés compris"):
        attached(link)
    assert not OfferPaper.objects.exists()
    # The trail of a draft tells a weight to the megabyte, nothing to know a file by.
    told = Event.objects.filter(act="offer.paper_added").values_list("detail", flat=True)
    assert [one["size"] for one in told] == [MEGABYTE] * 2
    assert all("file" not in one and "sha256" not in one for one in told)
    assert Offer.objects.get().state == "draft"
