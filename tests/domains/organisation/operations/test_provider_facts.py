"""The sheet of a provider, how critical it is, who of it is still there."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.factories.organisation import NOW
from timonerie.domains.organisation.models import Contact, ContactRoll, Provider, ProviderTier
from timonerie.domains.organisation.operations import (
    contacts,
    identifiers,
    providers,
    rolls,
    tiers,
)
from timonerie.domains.organisation.operations import provider_sheets as sheets
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.operations.identifiers import WrongIdentifier
from timonerie.domains.organisation.operations.provider_sheets import Sheet
from timonerie.domains.organisation.operations.rolls import Answered
from timonerie.domains.organisation.queries import contact_moves
from timonerie.domains.organisation.queries import tiers as tier_queries
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit.models import Event

SIREN = "732829320"
TODAY = date(2026, 3, 2)


@pytest.fixture
def nova(alice: Actor) -> Provider:
    return providers.create(by=alice, at=NOW, name="Nova")


def said(by: Actor, provider: Provider, **parts: object) -> None:
    provider.refresh_from_db()
    told = Sheet(**parts)  # type: ignore[arg-type]
    sheets.update(by=by, at=NOW, provider=provider, version=provider.version, sheet=told)


def test_a_sheet_keeps_numbers_whose_key_is_right(alice: Actor, nova: Provider) -> None:
    said(alice, nova, siren=SIREN, siret="732 829 320 00074", vat="fr 44 732829320")
    nova.refresh_from_db()
    assert (nova.siret, nova.vat) == ("73282932000074", "FR44732829320")


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"siren": SIREN, "vat": "FR45732829320"}, "vat"),
        ({"siren": "552100554", "vat": "FR44732829320"}, "vat"),
        ({"vat": "44732829320"}, "vat"),
        ({"siren": "552100554", "siret": "73282932000074"}, "siret"),
        ({"siren": "732829321"}, "siren"),
        ({"website": "pas une adresse"}, "website"),
        ({"legal_form": "x" * 61}, "legal_form"),
    ],
)
def test_a_wrong_sheet_is_refused_by_its_field_and_changes_nothing(
    alice: Actor, nova: Provider, parts: dict[str, str], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        said(alice, nova, **parts)
    assert refused.value.field == field
    assert Provider.objects.get(pk=nova.pk).version == nova.version


def test_a_foreign_number_is_kept_as_it_is(alice: Actor, nova: Provider) -> None:
    said(alice, nova, vat="BE 0123.456.749")
    assert Provider.objects.get(pk=nova.pk).vat == "BE0123456749"


def test_a_sheet_said_again_writes_nothing(alice: Actor, nova: Provider) -> None:
    said(alice, nova, siren=SIREN)
    before = Event.objects.count()
    said(alice, nova, siren=SIREN)
    assert Event.objects.count() == before


def test_no_firm_owns_its_own_owner(alice: Actor, nova: Provider) -> None:
    group = providers.create(by=alice, at=NOW, name="Groupe")
    holding = providers.create(by=alice, at=NOW, name="Holding")
    said(alice, nova, parent=group)
    said(alice, group, parent=holding)
    with pytest.raises(Refused, match="dépend déjà"):
        said(alice, holding, parent=nova)
    with pytest.raises(Refused, match="dépend déjà"):
        said(alice, nova, parent=nova)


def test_a_wrong_vat_number_names_the_right_one() -> None:
    with pytest.raises(WrongIdentifier, match="FR44732829320"):
        identifiers.vat("FR83404833048", siren=SIREN)


def test_a_tier_is_added_to_those_before(alice: Actor, nova: Provider) -> None:
    tiers.set(by=alice, at=NOW, provider=nova, tier=2, reason="Deux semaines sans lui.")
    tiers.set(by=alice, at=NOW, provider=nova, tier=4, reason="La paie en dépend.")
    assert [one.tier for one in tier_queries.history(nova)] == [4, 2]
    assert tier_queries.standing([nova.pk]) == {nova.pk: 4}
    assert tiers.set(by=alice, at=NOW, provider=nova, tier=4, reason="La paie en dépend.") is None


@pytest.mark.parametrize(("tier", "reason"), [(0, "a"), (5, "a"), (2, " "), (2, "a" * 501)])
def test_a_tier_needs_its_scale_and_its_reason(
    alice: Actor, nova: Provider, tier: int, reason: str
) -> None:
    with pytest.raises(Refused):
        tiers.set(by=alice, at=NOW, provider=nova, tier=tier, reason=reason)
    assert not ProviderTier.objects.exists()


def test_the_database_rewrites_no_tier(alice: Actor, nova: Provider) -> None:
    tiers.set(by=alice, at=NOW, provider=nova, tier=2, reason="Deux semaines sans lui.")
    with pytest.raises(DatabaseError), transaction.atomic():
        ProviderTier.objects.update(tier=1)


@pytest.fixture
def team(alice: Actor, nova: Provider) -> list[Contact]:
    arrived = date(2024, 1, 1)
    return [
        contacts.add(by=alice, at=NOW, provider=nova, name=name, arrived_date=arrived)
        for name in ("Ana Silva", "Paul Weiss", "Léa Petit")
    ]


def roll(by: Actor, provider: Provider, *gone: Contact, day: date = TODAY) -> ContactRoll | None:
    left = {one.public_id: day for one in gone}
    answered = Answered(month=TODAY, left=left, announced=False if gone else None)
    return rolls.say(by=by, at=NOW, provider=provider, answered=answered)


def test_everybody_is_kept_in_one_gesture(
    alice: Actor, nova: Provider, team: list[Contact]
) -> None:
    made = roll(alice, nova)
    assert made is not None
    assert (len(made.kept), made.left, made.said_by) == (3, [], alice.name)
    assert roll(alice, nova) is None


def test_who_is_unticked_has_left_on_a_day(
    alice: Actor, nova: Provider, team: list[Contact]
) -> None:
    roll(alice, nova, team[0], day=TODAY - timedelta(days=3))
    gone = Contact.objects.get(pk=team[0].pk)
    assert (gone.left_date, gone.was_announced) == (date(2026, 2, 27), False)
    with pytest.raises(Refused, match="déjà été pointée"):
        roll(alice, nova, team[1])


def test_a_departure_to_come_is_refused(alice: Actor, nova: Provider, team: list[Contact]) -> None:
    with pytest.raises(Refused, match="à venir"):
        roll(alice, nova, team[0], day=TODAY + timedelta(days=1))
    assert not ContactRoll.objects.exists()


def test_nobody_leaves_before_arriving(alice: Actor, nova: Provider, team: list[Contact]) -> None:
    with pytest.raises(Refused, match="après l’arrivée"):
        roll(alice, nova, team[0], day=date(2023, 12, 31))


def test_departures_are_facts_and_their_rate_needs_names_enough(
    alice: Actor, nova: Provider, team: list[Contact]
) -> None:
    assert contact_moves.contact_moves(nova, on=TODAY).state == "measured"
    roll(alice, nova, team[0], day=date(2026, 2, 27))
    found = contact_moves.contact_moves(nova, on=TODAY)
    assert (found.state, found.departures, found.unannounced) == ("too_few", 1, 1)
    assert found.rate is None
