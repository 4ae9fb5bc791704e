"""A provider proposes by its link; nothing changes before somebody here accepts each line."""

from datetime import date, timedelta

import pytest

from tests.factories.organisation import NOW
from timonerie.domains.contracts.models import Proposal, Subcontractor
from timonerie.domains.contracts.operations import proposals_by_link as proposing
from timonerie.domains.contracts.operations import provider_links, provider_proposals
from timonerie.domains.contracts.operations.provider_links import Made
from timonerie.domains.contracts.operations.subcontractors import Said
from timonerie.domains.contracts.queries import provider_links as queries
from timonerie.domains.contracts.queries.provider_links import NoSuchLink
from timonerie.domains.organisation.models import Contact, ContactRoll, Provider
from timonerie.domains.organisation.operations import contacts, providers
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit.models import Event

TODAY = date(2026, 3, 2)
SIREN = "732829320"


@pytest.fixture
def nova(alice: Actor) -> Provider:
    return providers.create(by=alice, at=NOW, name="Nova")


@pytest.fixture
def ana(alice: Actor, nova: Provider) -> Contact:
    return contacts.add(by=alice, at=NOW, provider=nova, name="Ana Silva")


@pytest.fixture
def made(alice: Actor, nova: Provider) -> Made:
    return provider_links.make(by=alice, at=NOW, provider=nova, recipient="Léa Petit", days=90)


def test_a_link_keeps_the_fingerprint_of_its_secret_alone(made: Made) -> None:
    assert made.token not in str(vars(made.link))
    assert queries.holding(made.token) == made.link
    assert queries.holding("autre") is None


def test_a_sheet_waits_then_is_applied_field_by_field(
    alice: Actor, nova: Provider, made: Made
) -> None:
    said = {"siren": SIREN, "siret": "73282932000074", "legal_form": ""}
    assert proposing.sheet(link=made.link, at=NOW, values=said) == 2
    assert proposing.sheet(link=made.link, at=NOW, values=said) == 0
    assert Provider.objects.get(pk=nova.pk).siren == ""
    siren, siret = queries.awaiting(nova)
    provider_proposals.accept(by=alice, at=NOW, proposal=siren)
    provider_proposals.refuse(by=alice, at=NOW, proposal=siret, reason="Ce n’est plus le siège.")
    found = Provider.objects.get(pk=nova.pk)
    assert (found.siren, found.siret) == (SIREN, "")
    with pytest.raises(Refused, match="déjà décidée"):
        provider_proposals.accept(by=alice, at=NOW, proposal=siret)


def test_another_value_takes_the_place_of_the_first(nova: Provider, made: Made) -> None:
    for form in ("SAS", "SARL"):
        proposing.sheet(link=made.link, at=NOW, values={"legal_form": form})
    assert [one.document["value"] for one in queries.awaiting(nova)] == ["SARL"]


def test_everything_is_accepted_at_once(
    alice: Actor, nova: Provider, ana: Contact, made: Made
) -> None:
    link = made.link
    proposing.sheet(link=link, at=NOW, values={"siret": "73282932000074", "siren": SIREN})
    proposing.roll(link=link, at=NOW, left={ana.public_id: TODAY}, announced=True)
    proposing.contact(link=link, at=NOW, said={"name": "Paul Weiss", "role": "Paie"})
    said = Said(name="Nuage Est", task="Hébergement", handles_personal_data=True)
    proposing.subcontractor(link=link, at=NOW, said=said)
    assert provider_proposals.accept_all(by=alice, at=NOW, provider=nova) == []
    assert Provider.objects.get(pk=nova.pk).siret == "73282932000074"
    assert Contact.objects.get(pk=ana.pk).left_date == TODAY
    assert Contact.objects.get(name="Paul Weiss").role == "Paie"
    assert Subcontractor.objects.get().said_by_them
    roll = ContactRoll.objects.get()
    assert (roll.is_theirs, roll.said_by) == (True, "Léa Petit")


def test_what_cannot_stand_any_more_still_waits(
    alice: Actor, nova: Provider, ana: Contact, made: Made
) -> None:
    proposing.roll(link=made.link, at=NOW, left={ana.public_id: TODAY}, announced=None)
    proposing.contact(link=made.link, at=NOW, said={"name": "Paul Weiss"})
    contacts.leave(by=alice, at=NOW, contact=ana, version=ana.version, left_date=TODAY)
    [refused] = provider_proposals.accept_all(by=alice, at=NOW, provider=nova)
    assert "ajoutez d’abord un contact" in refused
    assert [one.kind for one in queries.awaiting(nova)] == ["roll"]


def test_a_closed_link_proposes_nothing(alice: Actor, made: Made) -> None:
    late = NOW + timedelta(days=91)
    with pytest.raises(NoSuchLink):
        proposing.sheet(link=made.link, at=late, values={"legal_form": "SAS"})
    provider_links.revoke(by=alice, at=NOW, link=made.link)
    before = Event.objects.count()
    provider_links.revoke(by=alice, at=NOW, link=made.link)
    assert Event.objects.count() == before
    with pytest.raises(NoSuchLink):
        proposing.sheet(link=made.link, at=NOW, values={"legal_form": "SAS"})
    assert not Proposal.objects.exists()


def test_another_provider_is_out_of_reach_of_a_link(alice: Actor, ana: Contact, made: Made) -> None:
    other = providers.create(by=alice, at=NOW, name="Orion")
    stranger = contacts.add(by=alice, at=NOW, provider=other, name="Paul Weiss")
    with pytest.raises(Refused, match="rechargez"):
        proposing.roll(link=made.link, at=NOW, left={stranger.public_id: TODAY}, announced=None)


def test_a_refusal_has_its_reason(alice: Actor, nova: Provider, made: Made) -> None:
    proposing.sheet(link=made.link, at=NOW, values={"legal_form": "SAS"})
    [row] = queries.awaiting(nova)
    with pytest.raises(Refused, match="pourquoi"):
        provider_proposals.refuse(by=alice, at=NOW, proposal=row, reason=" ")


def test_a_heap_of_proposals_is_refused(made: Made) -> None:
    for rank in range(proposing.MOST_AWAITING):
        proposing.contact(link=made.link, at=NOW, said={"name": f"Personne {rank}"})
    with pytest.raises(Refused, match="Trop de propositions"):
        proposing.contact(link=made.link, at=NOW, said={"name": "Une de plus"})
