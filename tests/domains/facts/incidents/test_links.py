"""A link declares without an account: for whom it was made, until its day, and no longer."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tests.factories import accounts, organisation
from tests.factories.incidents import KNOWN, declared, link, said
from tests.factories.organisation import NOW, Group
from timonerie.domains.facts.models import DeclarationLink, Incident
from timonerie.domains.facts.operations import declaration_links, incidents
from timonerie.domains.facts.queries import declaration_links as queries
from timonerie.domains.facts.queries.declaration_links import NoSuchLink
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit import queries as audit
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


@pytest.mark.rule("AUT-12")
def test_only_the_hash_of_its_secret_is_kept(alice: Actor, nova: Provider) -> None:
    made = link(alice, provider=nova)
    kept = DeclarationLink.objects.get()
    assert made.token not in json.dumps([str(value) for value in vars(kept).values()])
    assert len(kept.token_sha256) == 64
    assert queries.holding(made.token) == kept
    assert queries.holding(kept.token_sha256) is None


def test_what_comes_by_a_link_is_its_owner_s_whatever_it_says(
    alice: Actor, group: Group, nova: Provider, clarte: Provider
) -> None:
    made = link(alice, provider=nova)
    forged = said(provider=clarte, units=(group.lyon,), cause="tool", cost=5, currency="EUR")
    found = declaration_links.declare(link=made.link, at=NOW, said=forged, declared_by="Léa")
    kept = Incident.objects.get()
    assert found == kept
    assert (kept.provider, kept.sites.count(), kept.cause, kept.cost) == (nova, 0, "", None)
    assert (kept.told_at, kept.declared_by, kept.origin) == (NOW, "Léa", "link")


def test_the_link_of_a_site_declares_there(alice: Actor, group: Group) -> None:
    made = link(alice, unit=group.lyon)
    found = declaration_links.declare(link=made.link, at=NOW, said=said())
    assert [site.unit for site in found.sites.all()] == [group.lyon]
    assert found.provider is None


def test_the_same_thing_sent_twice_is_one(alice: Actor, nova: Provider) -> None:
    made = link(alice, provider=nova)
    for at in (NOW, NOW + timedelta(seconds=2)):
        declaration_links.declare(link=made.link, at=at, said=said())
    assert Incident.objects.count() == 1
    declaration_links.declare(
        link=made.link, at=NOW, said=said(known_at=KNOWN - timedelta(hours=1))
    )
    assert Incident.objects.count() == 2


def test_what_was_declared_stays_word_for_word_whatever_it_becomes_here(
    alice: Actor, nova: Provider
) -> None:
    made = link(alice, provider=nova)
    found = declaration_links.declare(link=made.link, at=NOW, said=said("Réseau coupé"))
    ours = said("Réseau coupé : pénalité à demander", more="Entre nous")
    incidents.qualify(by=alice, at=NOW, incident=found, version=1, said=ours)
    [shown] = queries.declared_by(made.link)
    assert (shown.declaration["what"], shown.declaration["more"]) == ("Réseau coupé", "")
    again = declaration_links.declare(link=made.link, at=NOW, said=said("Réseau coupé"))
    assert again == found


def test_a_revoked_link_declares_nothing_and_what_it_declared_stays(
    alice: Actor, nova: Provider
) -> None:
    made = link(alice, provider=nova)
    declaration_links.declare(link=made.link, at=NOW, said=said())
    declaration_links.revoke(by=alice, at=NOW, link=made.link)
    declaration_links.revoke(by=alice, at=NOW, link=made.link)
    with pytest.raises(NoSuchLink):
        declaration_links.declare(link=made.link, at=NOW, said=said("encore"))
    assert Incident.objects.count() == 1
    assert Event.objects.filter(act="declaration_link.revoked").count() == 1


def test_past_its_day_a_link_declares_nothing(alice: Actor, nova: Provider) -> None:
    made = link(alice, provider=nova, days=1)
    with pytest.raises(NoSuchLink):
        declaration_links.declare(link=made.link, at=NOW + timedelta(days=1), said=said())


def test_a_link_is_of_a_provider_or_of_a_site(alice: Actor, group: Group, nova: Provider) -> None:
    both: dict[str, Any] = {"provider": nova, "unit": group.lyon}
    for whose in ({}, both):
        with pytest.raises(Refused):
            link(alice, **whose)
    made = link(alice, provider=nova)
    with pytest.raises(IntegrityError), transaction.atomic():
        DeclarationLink.objects.filter(pk=made.link.pk).update(unit=group.lyon)


@pytest.mark.parametrize("days", [0, 366])
def test_a_link_lasts_a_year_at_most(alice: Actor, nova: Provider, days: int) -> None:
    with pytest.raises(Refused):
        link(alice, provider=nova, days=days)


@pytest.mark.parametrize("role", [one for one in Role if one != Role.DIRECTOR])
def test_the_direction_alone_makes_and_revokes_links(
    alice: Actor, company: Company, nova: Provider, role: Role
) -> None:
    made = link(alice, provider=nova)
    other = accounts.actor(company, role, name="Bob")
    with pytest.raises(PermissionDenied):
        link(other, provider=nova)
    with pytest.raises(PermissionDenied):
        declaration_links.revoke(by=other, at=NOW, link=made.link)


def test_the_trail_says_by_which_link_and_names_nobody_in_clear(
    alice: Actor, company: Company, nova: Provider
) -> None:
    made = link(alice, provider=nova)
    incident = declaration_links.declare(link=made.link, at=NOW, said=said())
    event = Event.objects.get(act="incident.declared")
    assert "Accueil" not in json.dumps(event.detail)
    [told] = audit.history(company_id=company.pk, kind="incident", public_id=incident.public_id)
    assert (told.actor, told.detail["recipient"]) == ("lien de déclaration", "Accueil de Nova")
    assert audit.verify(company_id=company.pk) == []


def test_a_secret_opens_its_own_company_alone(alice: Actor, nova: Provider) -> None:
    made = link(alice, provider=nova)
    other = organisation.company("autre")
    with current.company(other.pk):
        found = queries.holding(made.token)
        assert found is not None
        assert found.company_id == alice.company_id
        assert queries.listed() == []


def test_the_list_counts_what_each_declared(alice: Actor, nova: Provider) -> None:
    made = link(alice, provider=nova)
    declaration_links.declare(link=made.link, at=NOW, said=said())
    declared(alice, provider=nova)
    [found] = queries.listed()
    assert (found.declared, found.used_at) == (1, NOW)  # type: ignore[attr-defined]
    assert len(queries.declared_by(made.link)) == 1
