"""A provider hands in what is asked of it, by its link and nothing else."""

from datetime import timedelta

import pytest

from tests.factories import duties
from tests.factories.organisation import NOW
from timonerie.domains.contracts.models import DutyLink
from timonerie.domains.contracts.operations import duty_links, duty_replies
from timonerie.domains.contracts.operations.duty_documents import Said
from timonerie.domains.contracts.queries import duty_links as queries
from timonerie.domains.contracts.queries.duty_links import NoSuchLink
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.operations.offer_papers import NotTaken
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope import secrets


@pytest.fixture
def nova(alice: Actor) -> Provider:
    return duties.provider(alice)


SAID = Said(kind="VIGILANCE", issued_on=duties.ISSUED)


def test_what_comes_by_a_link_waits_to_be_checked(alice: Actor, nova: Provider) -> None:
    made = duties.link(alice, nova)
    assert queries.holding(made.token) == made.link
    piece = duty_replies.hand_in(link=made.link, at=NOW, said=SAID, received=duties.file())
    assert (piece.state, piece.way, piece.user_id) == ("received", "link", None)
    assert queries.brought(made.link) == [piece]


def test_a_link_asks_for_its_documents_alone(alice: Actor, nova: Provider) -> None:
    made = duties.link(alice, nova, "REGISTRATION")
    with pytest.raises(Refused, match="ne demande pas"):
        duty_replies.hand_in(link=made.link, at=NOW, said=SAID, received=duties.file())


def test_a_link_shows_nothing_that_came_otherwise(alice: Actor, nova: Provider) -> None:
    made = duties.link(alice, nova)
    duties.received(alice, nova)
    assert queries.brought(made.link) == []


def test_a_link_revoked_or_past_its_day_takes_nothing(alice: Actor, nova: Provider) -> None:
    made = duties.link(alice, nova, days=1)
    with pytest.raises(NoSuchLink):
        duty_replies.hand_in(
            link=made.link, at=NOW + timedelta(days=2), said=SAID, received=duties.file()
        )
    duty_links.revoke(by=alice, at=NOW, link=made.link)
    duty_links.revoke(by=alice, at=NOW, link=made.link)
    with pytest.raises(NoSuchLink):
        duty_replies.hand_in(link=made.link, at=NOW, said=SAID, received=duties.file())


def test_a_link_takes_so_many_files(
    alice: Actor, nova: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duty_replies, "MOST_FILES", 1)
    made = duties.link(alice, nova)
    duty_replies.hand_in(link=made.link, at=NOW, said=SAID, received=duties.file())
    with pytest.raises(NotTaken):
        duty_replies.hand_in(link=made.link, at=NOW, said=SAID, received=duties.file())


def test_the_secret_is_not_kept(alice: Actor, nova: Provider) -> None:
    made = duties.link(alice, nova)
    kept = DutyLink.objects.values_list("token_sha256", flat=True).get()
    assert kept == secrets.digest(made.token) != made.token


@pytest.mark.parametrize(
    ("pieces", "days", "field"),
    [((), 30, "pieces"), (("INCONNUE",), 30, "kind"), (("VIGILANCE",), 0, "days")],
)
def test_a_link_that_cannot_stand_is_refused(
    alice: Actor, nova: Provider, pieces: tuple[str, ...], days: int, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        duty_links.make(
            by=alice,
            at=NOW,
            provider=nova,
            entity=None,
            pieces=pieces,
            recipient="Léa Petit",
            days=days,
        )
    assert refusal.value.field == field
