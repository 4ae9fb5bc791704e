"""A word that nothing answers to is given to a known name, once and for the next files."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import accounts, facts, organisation
from tests.factories.facts import event
from timonerie.domains.facts.models import Alias, ImportBatch
from timonerie.domains.organisation.models import Unit
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return organisation.company()


def test_a_word_given_to_a_site_counts_there_and_creates_nothing(
    client: Client, company: Company
) -> None:
    with current.company(company.pk):
        alice = accounts.actor(company)
        lyon = organisation.group(alice).lyon
        batch = _read(alice)
    client.force_login(accounts.user_of(alice))
    address = reverse("import-names", args=[company.slug, batch.public_id])
    assert "LYO" in client.get(address).content.decode()

    client.post(address, {"unit-0": str(lyon.public_id)})

    with current.company(company.pk):
        assert Alias.objects.get().target_id == lyon.pk
        facts.bring(alice, [event("A", site="LYO")])
        assert facts.told()["A"]["unit"] == lyon.pk
        assert not Unit.objects.filter(name="LYO").exists()


def test_a_site_of_another_company_is_no_answer(client: Client, company: Company) -> None:
    other = organisation.company(slug="autre")
    with current.company(other.pk):
        stranger = organisation.group(accounts.actor(other)).lyon
    with current.company(company.pk):
        alice = accounts.actor(company)
        batch = _read(alice)
    client.force_login(accounts.user_of(alice))

    client.post(
        reverse("import-names", args=[company.slug, batch.public_id]),
        {"unit-0": str(stranger.public_id)},
    )

    with current.company(company.pk):
        assert not Alias.objects.exists()


def _read(alice: Actor) -> ImportBatch:
    return facts.read(alice, [event("A", site="LYO", provider="")])
