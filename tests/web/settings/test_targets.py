"""A target is set from a day on, confirmed by what it changes, and never edited."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories import accounts
from tests.factories.figures import NOW, Measured
from timonerie.domains.performance.models import Target
from timonerie.domains.performance.operations import periods
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")
NEW = "/brevent/reglages/cibles/nouvelle/"
ASKED = {
    "indicator": "sla_met",
    "low": "97,5",
    "watch": "1",
    "start_date": "2026-02-01",
    "source": "contrat Nova",
}


@pytest.fixture
def browser(measured: Measured) -> Client:
    client = Client()
    client.force_login(accounts.user_of(measured.alice))
    return client


def last(measured: Measured) -> Target:
    with current.company(measured.company.pk):
        return Target.objects.select_related("provider").order_by("pk").reverse()[0]


def test_it_is_confirmed_by_what_it_changes(browser: Client, measured: Measured) -> None:
    with current.company(measured.company.pk):
        at = NOW + timedelta(days=1)
        periods.close(by=measured.alice, at=at, kind="month", start=date(2026, 2, 1))
    before = last(measured).pk
    told = browser.post(NEW, ASKED | {"start_date": "2026-01-01"}).content.decode()
    assert "1 mois ouvert sera jugé de nouveau. 1 mois clôturé garde" in told
    assert "au moins 95" in told
    assert last(measured).pk == before


def test_a_per_cent_is_typed_as_people_say_it(browser: Client, measured: Measured) -> None:
    nova = str(nova_of(measured))
    told = confirmed(browser, ASKED | {"provider": nova})
    target = last(measured)
    assert (target.low, target.watch, target.start_date) == (0.975, 0.01, date(2026, 2, 1))
    assert "contrat Nova" in told.content.decode()
    assert "Cible posée" in told.content.decode()
    assert "1 point<" in told.content.decode()


def confirmed(browser: Client, asked: dict[str, str]) -> Any:
    """What is typed, then confirmed beside what it takes the place of."""
    form = browser.post(NEW, asked).context["form"]
    return browser.post(NEW, asked | {"confirmed": "1", "over": form["over"].value()}, follow=True)


def nova_of(measured: Measured) -> object:
    with current.company(measured.company.pk):
        return measured.nova.public_id


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"low": ""}, "Donnez au moins une borne"),
        ({"low": "120"}, "va de 0 à 100"),
        ({"high": "90"}, "sous la borne basse"),
        ({"watch": "-1"}, "nombre positif"),
        ({"indicator": "inconnu"}, "valide"),
    ],
)
def test_what_cannot_be_held_is_said_beside_its_field(
    browser: Client, wrong: dict[str, str], message: str
) -> None:
    assert message in browser.post(NEW, ASKED | wrong).content.decode()


def test_the_export_comes_back_without_an_effect(browser: Client, measured: Measured) -> None:
    confirmed(browser, ASKED)
    exported = browser.get("/brevent/reglages/cibles/export.csv").content
    file = SimpleUploadedFile("cibles.csv", exported)
    address = reverse("settings-import", args=["brevent", "cibles"])
    told = browser.post(address, {"file": file}, follow=True).content.decode()
    assert "Tout est déjà dans vos listes" in told


def test_a_list_of_targets_is_imported(browser: Client, measured: Measured) -> None:
    lines = "indicateur;à partir du;au plus;prestataire\nerrors;01/02/2026;3 %;Nova\nx;;1;\n"
    address = reverse("settings-import", args=["brevent", "cibles"])
    page = browser.post(address, {"file": SimpleUploadedFile("c.csv", lines.encode())}, follow=True)
    assert "Aucun indicateur ne porte ce code" in page.content.decode()
    browser.post(page.redirect_chain[-1][0], {"leave_faulty": "on"})
    target = last(measured)
    assert target.provider is not None
    assert (target.provider.name, target.high) == ("Nova", 0.03)


def test_who_only_reads_is_not_offered_to_set_one(measured: Measured) -> None:
    client = Client()
    client.force_login(measured.member(Role.SITE_MANAGER, unit=measured.group.lyon))
    assert "nouvelle" not in client.get("/brevent/reglages/cibles/").content.decode()
    assert client.get(NEW).status_code == 403
