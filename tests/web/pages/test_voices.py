"""Voices beside the figures, on every page and in every file that holds them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.factories import levels, missions
from tests.factories import voices as factory
from tests.factories.figures import NOW, Measured
from tests.web.pages.conftest import browse
from tests.web.pages.test_provider_files import text
from timonerie.domains.contracts.operations import mission_parts, renewals
from timonerie.domains.organisation.models import Provider
from timonerie.domains.reporting.models import ProviderRating, Reply, Thumb
from timonerie.domains.reporting.operations import replies
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow

SAID = "Vos variables sont arrivées le 12"


@pytest.fixture(autouse=True)
def clock(measured: Measured) -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as traveller, current.company(measured.company.pk):
        yield traveller


@pytest.fixture
def supplier(measured: Measured) -> Client:
    return browse(measured.member(Role.PROVIDER, provider=measured.nova))


def query(measured: Measured) -> str:
    lyon = measured.group.lyon.public_id
    return f"?prestataire={measured.nova.public_id}&site={lyon}&mois=2026-02"


def test_a_provider_replies_from_the_page_of_its_figure(
    browser: Client, supplier: Client, measured: Measured
) -> None:
    home = f"/{measured.slug}"
    whole = f"?prestataire={measured.nova.public_id}&mois=2026-02"
    page = text(supplier.get(f"{home}/chiffre/sla_met/{whole}"))
    assert "Répondre à ce chiffre" in page
    form = f"{home}/paroles/chiffre/sla_met/repondre/{whole}"
    shown = text(supplier.post(form, {"text": SAID}, follow=True))
    assert SAID in shown
    for address in (
        f"/chiffre/sla_met/{whole}",
        "/indicateurs/sla_met/?mois=2026-02",
        f"/prestataires/{measured.nova.public_id}/?cout=1",
        f"/prestataires/{measured.nova.public_id}/paroles/",
    ):
        assert SAID in text(browser.get(home + address)), address
    exported = supplier.get(f"{home}/indicateurs/?mois=2026-02&format=csv")
    assert SAID in exported.content.decode("utf-8-sig")


def test_a_site_replies_about_itself_only(browser: Client, measured: Measured) -> None:
    manager = browse(measured.member(Role.SITE_MANAGER, unit=measured.group.lyon))
    form = f"/{measured.slug}/paroles/chiffre/sla_met/repondre/{query(measured)}"
    assert "février 2026" in text(manager.get(form))
    manager.post(form, {"text": SAID})
    assert Reply.objects.get().unit == measured.group.lyon
    assert SAID in text(browser.get(f"/{measured.slug}/indicateurs/sla_met/?mois=2026-02"))
    nantes = query(measured).replace(
        str(measured.group.lyon.public_id), str(measured.group.nantes.public_id)
    )
    assert (
        manager.get(f"/{measured.slug}/paroles/chiffre/sla_met/repondre/{nantes}").status_code
        == 404
    )
    # On the page of the site, beside its figures; not on that of another.
    sites = f"/{measured.slug}/sites/"
    assert SAID in text(browser.get(f"{sites}{measured.group.lyon.public_id}/"))
    assert SAID not in text(browser.get(f"{sites}{measured.group.nantes.public_id}/"))
    shown = text(browser.post(form, {"text": "Dit au téléphone"}, follow=True))
    assert "Nova, 2 mars 2026, rapportée par l’entreprise" in shown


def test_a_link_replies_to_one_figure(browser: Client, client: Client, measured: Measured) -> None:
    asked = f"/{measured.slug}/paroles/chiffre/sla_met/demander/{query(measured)}"
    made = browser.post(asked, {"recipient": "Mme Roux", "days": "30"})
    address = made.context["address"]
    address = address[address.index("/parole/") :]
    page = text(client.get(address))
    assert "Lyon, février 2026" in page
    assert "Grenoble" not in page
    client.post(address, {"text": SAID})
    assert "Votre réponse est reçue" in text(client.get(address))
    assert SAID in text(browser.get(f"/{measured.slug}/chiffre/sla_met/{query(measured)}"))


def test_a_reply_stands_beside_its_level_and_its_claim(browser: Client, measured: Measured) -> None:
    contract = levels.signed(measured.alice)
    level = levels.promised(contract)
    levels.measure(NOW)
    start = max(levels.results(level))
    about = replies.level_of(level, period_kind="month", period_start=start)
    factory.replied(measured.alice, about, SAID)
    here = f"/{measured.slug}/contrats/{contract.public_id}/mesure/"
    assert text(browser.get(here)).count(SAID) == 2
    exported = browser.get(f"{here}?table=periodes&format=csv").content.decode("utf-8-sig")
    assert SAID in exported
    claims = levels.claims(level)
    claim = next(iter(claims.values())) if claims else levels.claimed(contract, title="Autre")
    factory.replied(measured.alice, replies.claim_of(claim), "Nous contestons")
    listed = f"/{measured.slug}/avoirs-et-penalites/"
    assert "Nous contestons" in text(browser.get(listed))
    assert "Nous contestons" in text(browser.get(f"{listed}{claim.public_id}/"))
    exported = browser.get(f"{listed}?format=csv").content.decode("utf-8-sig")
    assert "Nous contestons" in exported
    ask = f"/{measured.slug}/paroles/avoirs/{claim.public_id}/demander/"
    assert browser.get(ask).status_code == 200
    ask = f"/{measured.slug}/paroles/niveaux/{level.public_id}/demander/?debut={start}"
    assert browser.get(ask).status_code == 200


def test_a_reply_is_printed_on_the_sheet_of_the_renewal(
    browser: Client, measured: Measured
) -> None:
    contract = levels.signed(measured.alice)
    renewals.open_file(by=measured.alice, at=NOW, contract=contract)
    factory.replied(measured.alice, factory.figure(measured.nova), SAID)
    factory.rated(measured.alice, measured.nova)
    shown = text(browser.get(f"/{measured.slug}/contrats/{contract.public_id}/decision/"))
    assert SAID in shown
    assert "7,0 sur 10" in shown


def test_a_reply_is_changed_then_withdrawn(supplier: Client, measured: Measured) -> None:
    whole = f"?prestataire={measured.nova.public_id}&mois=2026-02"
    supplier.post(f"/{measured.slug}/paroles/chiffre/sla_met/repondre/{whole}", {"text": SAID})
    reply = Reply.objects.get()
    here = f"/{measured.slug}/paroles/repondre/{reply.public_id}/"
    shown = text(supplier.post(here, {"version": 1, "text": "Autre"}, follow=True))
    assert "modifiée" in shown
    shown = text(supplier.post(f"{here}retirer/?version=2", follow=True))
    assert "retirée" in shown
    page = text(supplier.get(f"/{measured.slug}/chiffre/sla_met/{whole}"))
    assert "réponse retirée le 2 mars 2026" in page
    assert "Autre" not in page


def test_a_thumb_is_one_gesture(browser: Client, measured: Measured) -> None:
    row = missions.deliverable(measured.alice, missions.held(measured.alice, measured.nova))
    mission_parts.say_deliverable(
        by=measured.alice,
        at=NOW,
        row=row,
        version=row.version,
        state="delivered",
        day=date(2026, 2, 20),
    )
    here = f"/{measured.slug}/prestataires/{measured.nova.public_id}/paroles/"
    assert "Budget 2026" in text(browser.get(here))
    told = {
        "kind": "deliverable",
        "thing": row.public_id,
        "day": "2026-02-20",
        "verdict": "haut",
        "line": "Clair",
    }
    shown = text(browser.post(f"{here}pouce/", told, follow=True))
    assert "trop peu" in shown
    assert Thumb.objects.get().is_up is True
    refused = text(browser.post(f"{here}pouce/", {**told, "day": "2026-02-21"}, follow=True))
    assert "Choisissez un pouce" in refused
    assert Thumb.objects.count() == 1


def test_a_provider_says_what_it_thinks_of_us(
    browser: Client, client: Client, supplier: Client, measured: Measured
) -> None:
    here = f"/{measured.slug}/prestataires/{measured.nova.public_id}/paroles/"
    told = {"year": "2026", "recipient": "M. Blanc", "days": "30"}
    made = browser.post(f"{here}noter/", told)
    address = made.context["address"]
    address = address[address.index("/parole/") :]
    page = text(client.get(address))
    assert "Vos réponses portent le nom de votre société" in page
    answers = {**{name: str(value) for name, value in factory.answers().items()}, "payment": ""}
    client.post(address, {**answers, "remark": "Décidez plus tôt"})
    assert "payment" not in ProviderRating.objects.get().answers
    shown = text(browser.get(here))
    assert "7,0 sur 10" in shown
    assert "Décidez plus tôt" in shown
    assert "sans réponse" in shown
    assert "Décidez plus tôt" not in text(supplier.get(here))


def test_two_purposes_do_not_open_each_other(client: Client, measured: Measured) -> None:
    made = factory.rating_link(measured.alice, Provider.objects.get(name="Nova"))
    assert client.get(f"/parole/{made.token}/").status_code == 200
    assert client.get(f"/flash-du-site/{made.token}/").status_code == 410
