"""Signing in at a provider: a real one runs beside, and lies when it is asked to."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from tests.factories import accounts, organisation
from tests.identity import provider, walk
from tests.identity.provider import Provider
from timonerie.foundations.accounts.models import Identity, Membership, User

pytestmark = pytest.mark.slow

BACK = "http://testserver/connexion/par/maison/retour/"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    with provider.running(tmp_path_factory.mktemp("provider"), back=BACK) as running:
        yield running


@pytest.fixture(autouse=True)
def trusted(house: Provider, settings: Settings) -> None:
    settings.IDENTITY_PROVIDERS = house.tables


@pytest.fixture
def alice(db: None) -> User:
    """She is known here by alice@example.org, and manages a site."""
    user = accounts.user(email="alice@example.org")
    company = organisation.company("brevent")
    Membership.objects.create(
        user=user, company=company, role="site_manager", start_date=accounts.LONG_AGO
    )
    return user


def test_a_verified_address_opens_the_account_that_has_it(alice: User, house: Provider) -> None:
    client = Client()
    start = f"{walk.START}?next=/compte/sessions/"
    assert walk.through(client, name=alice.email, start=start)["Location"] == "/compte/sessions/"
    assert client.get("/compte/").status_code == 200
    assert Identity.objects.get().user == alice
    assert f"Relié à {house.issuer}" in client.get("/compte/").text


def test_from_then_on_the_identifier_counts_and_not_the_address(alice: User) -> None:
    walk.through(Client(), name="alice@example.org")
    alice.email = "alice.durand@example.org"
    alice.save()
    client = Client()
    walk.through(client, name="alice@example.org")
    assert client.get("/compte/").status_code == 200


def test_an_address_given_to_somebody_else_opens_nothing(alice: User, house: Provider) -> None:
    Identity.objects.create(
        user=alice, issuer=house.issuer, subject="before", linked_at="2026-01-01T00:00Z"
    )
    assert "déjà relié" in walk.through(Client(), name=alice.email).text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("unverified-alice@example.org", "ne garantit pas votre adresse"),
        ("bob@elsewhere.test", "pas d’un domaine admis"),
        ("bob@example.org", "Aucun compte n’a votre adresse"),
    ],
)
def test_somebody_not_surely_known_is_refused_with_a_remedy(
    alice: User, name: str, said: str
) -> None:
    client = Client()
    answer = walk.through(client, name=name)
    assert (answer.status_code, said in answer.text) == (403, True)
    assert client.get("/compte/").status_code == 302
    assert (User.objects.count(), Membership.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("lie", "cause"),
    [
        ("wrong-nonce", "'nonce'"),
        ("wrong-audience", "'aud'"),
        ("other-issuer", "'iss'"),
        ("expired", "expired_token"),
        ("unsigned", "bad_signature"),
    ],
)
def test_a_token_wrong_in_one_point_opens_nothing(
    alice: User, lie: str, cause: str, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client()
    answer = walk.through(client, name=lie)
    assert "n’a pas pu être vérifiée" in answer.text
    assert cause in caplog.text
    assert client.get("/compte/").status_code == 302
    assert not Identity.objects.exists()


def test_an_answer_that_this_visitor_did_not_ask_for_opens_nothing(alice: User) -> None:
    back = walk.come_back(Client().get(walk.START)["Location"], name=alice.email)
    victim = Client()
    victim.get(walk.START)
    assert victim.get(back).status_code == 403
    assert victim.get("/compte/").status_code == 302


def test_an_answer_serves_once(alice: User) -> None:
    client = Client()
    back = walk.come_back(client.get(walk.START)["Location"], name=alice.email)
    assert client.get(back).status_code == 302
    client.post("/deconnexion/")
    assert client.get(back).status_code == 403


def test_an_account_closed_stays_closed(alice: User) -> None:
    alice.is_active = False
    alice.save()
    assert "Ce compte est fermé" in walk.through(Client(), name=alice.email).text


def test_a_provider_that_does_not_answer_is_said(alice: User, settings: Settings) -> None:
    [table] = settings.IDENTITY_PROVIDERS
    settings.IDENTITY_PROVIDERS = [table | {"issuer": "http://127.0.0.1:9"}]
    answer = Client().get(walk.START)
    assert (answer.status_code, "ne répond pas" in answer.text) == (403, True)


def test_a_provider_that_nobody_configured_does_not_exist(alice: User) -> None:
    assert Client().get("/connexion/par/ailleurs/").status_code == 404
