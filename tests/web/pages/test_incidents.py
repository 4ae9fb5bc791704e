"""The incidents on screen: the list, the page of one, its gestures, the links."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.factories import incidents
from tests.factories.figures import NOW, Measured
from tests.web.pages.conftest import browse
from timonerie.domains.facts.models import DeclarationLink, Incident
from timonerie.domains.facts.operations import incidents as operations
from timonerie.domains.facts.operations.incident_checks import Remedy
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow

LOCAL = "%Y-%m-%dT%H:%M"


def declared(measured: Measured, what: str = "Réseau coupé", **parts: Any) -> Incident:
    with current.company(measured.company.pk):
        return incidents.declared(measured.alice, what, **parts)


def kept(measured: Measured) -> list[Incident]:
    with current.company(measured.company.pk):
        return list(Incident.objects.order_by("pk"))


def nova(measured: Measured) -> Provider:
    with current.company(measured.company.pk):
        return measured.nova


def page(client: Client, measured: Measured, path: str = "") -> Any:
    answer = client.get(f"/{measured.slug}/incidents/{path}")
    assert answer.status_code == 200, path
    return answer


def text(answer: Any) -> str:
    """Of a page, with plain spaces."""
    found = re.sub(r"\s+", " ", answer.content.decode())
    return found.replace("\u00a0", " ").replace("\u202f", " ")


def test_an_empty_list_says_what_to_do_next(browser: Client, measured: Measured) -> None:
    assert "Faire un lien de déclaration" in text(page(browser, measured))
    auditor = browse(measured.member(Role.AUDITOR, unit=measured.group.lyon))
    found = text(page(auditor, measured))
    assert "Aucun incident déclaré" in found
    assert "Déclarer un incident" not in found


def test_the_list_counts_and_filters_in_its_address(browser: Client, measured: Measured) -> None:
    firm = nova(measured)
    declared(measured, "un", provider=firm, cause="tool", cost=125050, currency="EUR")
    declared(measured, "deux", provider=firm, cause="tool")
    declared(measured, "trois", cause="volume")
    found = text(page(browser, measured))
    assert "3 h 00" in found
    assert "50 %" in found
    assert "1 250,50 €" in found
    narrowed = page(browser, measured, "?filtre.cause=volume").context["table"]
    assert [row.cells[0].text for row in narrowed.rows] == ["trois"]
    sheet = page(browser, measured, "?format=csv&filtre.cause=volume").content.decode()
    assert ("trois" in sheet, "deux" in sheet) == (True, False)


def test_two_lines_declare(browser: Client, measured: Measured) -> None:
    told = timezone.localtime(timezone.now())
    sent = {
        "what": "Plus de téléphone",
        "more": "Depuis ce matin",
        "known_at": (told - timedelta(hours=2)).strftime(LOCAL),
        "told_at": told.strftime(LOCAL),
    }
    answer = browser.post(f"/{measured.slug}/incidents/declarer/", sent)
    [one] = kept(measured)
    assert answer.headers["Location"] == f"/{measured.slug}/incidents/{one.public_id}/"
    assert (one.what, one.severity) == ("Plus de téléphone", "minor")
    assert "2 h 00" in text(page(browser, measured, f"{one.public_id}/"))


def test_what_is_refused_is_said_beside_its_field(browser: Client, measured: Measured) -> None:
    later = timezone.localtime(timezone.now() + timedelta(days=1)).strftime(LOCAL)
    sent = {"what": "x", "known_at": later}
    answer = browser.post(f"/{measured.slug}/incidents/declarer/", sent)
    assert "pas encore venu" in text(answer)
    assert kept(measured) == []


def test_a_provider_is_offered_itself_and_tells_us_now(measured: Measured) -> None:
    firm = nova(measured)
    client = browse(measured.member(Role.PROVIDER, provider=firm))
    form = page(client, measured, "declarer/").context["form"]
    assert form.initial["provider"] == firm.public_id
    assert "told_at" not in form.fields
    sent = {
        "what": "Serveur arrêté",
        "known_at": timezone.localtime(timezone.now() - timedelta(hours=1)).strftime(LOCAL),
        "provider": str(firm.public_id),
    }
    answer = client.post(f"/{measured.slug}/incidents/declarer/", sent)
    assert answer.status_code == 302, answer.context["form"].errors
    [one] = kept(measured)
    assert one.told_at is not None
    assert timezone.now() - one.told_at < timedelta(minutes=1)


def test_what_it_cost_is_not_told_to_the_provider(browser: Client, measured: Measured) -> None:
    firm = nova(measured)
    one = declared(measured, provider=firm, cost=987600, currency="EUR")
    client = browse(measured.member(Role.PROVIDER, provider=firm))
    for path in ("", f"{one.public_id}/"):
        assert "9 876" in text(page(browser, measured, path))
        assert "9 876" not in text(page(client, measured, path))


def qualify(client: Client, measured: Measured, one: Incident, **changes: Any) -> Any:
    path = f"/{measured.slug}/incidents/{one.public_id}/qualifier/"
    form = client.get(path).context["form"]
    sent = {
        name: value.strftime(LOCAL) if hasattr(value, "strftime") else value
        for name, value in form.initial.items()
        if value is not None
    }
    for name in ("known_at", "told_at"):
        sent[name] = timezone.localtime(form.initial[name]).strftime(LOCAL)
    return client.post(path, sent | changes)


def test_qualifying_says_the_cause_the_cost_and_the_sites(
    browser: Client, measured: Measured
) -> None:
    one = declared(measured)
    lyon = str(measured.group.lyon.public_id)
    answer = qualify(browser, measured, one, cause="tool", cost="12,50", units=[lyon])
    assert answer.status_code == 302
    [saved] = kept(measured)
    assert (saved.cause, saved.cost, saved.currency, saved.known_at) == (
        "tool", 1250, "EUR", incidents.KNOWN,
    )  # fmt: skip
    found = text(page(browser, measured, f"{one.public_id}/"))
    assert "coût : — → 12,50 €" in found
    assert f"/{measured.slug}/sites/{lyon}/" in found


def test_somebody_who_wrote_first_is_shown(browser: Client, measured: Measured) -> None:
    one = declared(measured)
    answer = qualify(browser, measured, one, version="7", cause="tool")
    assert "entre-temps" in text(answer)
    assert kept(measured)[0].cause == ""


def test_a_site_manager_reads_what_touched_the_site_and_no_other_name(measured: Measured) -> None:
    group = measured.group
    one = declared(measured, units=(group.lyon, group.nantes), cause="tool")
    client = browse(measured.member(Role.SITE_MANAGER, unit=group.lyon))
    found = text(page(client, measured, f"{one.public_id}/"))
    assert "Lyon" in found
    assert "Nantes" not in found
    assert "Qualifier" not in found
    other = declared(measured, units=(group.nantes,))
    assert client.get(f"/{measured.slug}/incidents/{other.public_id}/").status_code == 404


def test_an_incident_goes_from_open_to_closed_and_to_the_archives(
    browser: Client, measured: Measured
) -> None:
    one = declared(measured)
    path = f"/{measured.slug}/incidents/{one.public_id}/"
    assert "d’abord la cause" in text(browser.post(f"{path}clore/", follow=True))
    qualify(browser, measured, one, cause="tool")
    browser.post(f"{path}clore/")
    assert kept(measured)[0].state == "closed"
    browser.post(f"{path}rouvrir/")
    assert kept(measured)[0].state == "open"
    browser.post(f"{path}archiver/")
    assert len(page(browser, measured).context["table"].rows) == 0
    assert "Réseau coupé" in text(page(browser, measured, "archives/"))
    browser.post(f"{path}reprendre/")
    assert len(page(browser, measured).context["table"].rows) == 1


def test_a_note_joins_the_thread(browser: Client, measured: Measured) -> None:
    one = declared(measured)
    path = f"/{measured.slug}/incidents/{one.public_id}/"
    answer = browser.post(f"{path}note/", {"text": "Rappelé à midi <b>"}, follow=True)
    found = text(answer)
    assert "Rappelé à midi &lt;b&gt;" in found
    steps = [step.title for step in answer.context["steps"]]
    assert steps[:2] == ["Connu là où c’est arrivé", "Dit à l’entreprise"]
    assert "Note" in steps


def test_an_action_is_said_and_its_check_waits(browser: Client, measured: Measured) -> None:
    one = declared(measured, provider=nova(measured))
    path = f"/{measured.slug}/incidents/{one.public_id}/"
    sent = {
        "version": 1, "action": "Deuxième lien", "action_on": "2026-02-28",
        "indicator": "sla_met", "periods": 3,
    }  # fmt: skip
    with time_machine.travel(NOW, tick=False):
        browser.post(f"{path}action/", sent)
    [saved] = kept(measured)
    assert (saved.state, saved.indicator) == ("under_way", "sla_met")
    with time_machine.travel(NOW, tick=False):
        assert "Pas encore mesurable" in text(browser.get(path))


def test_a_provider_and_a_site_show_their_incidents_and_charts_tell_them(
    browser: Client, measured: Measured
) -> None:
    firm, lyon = nova(measured), measured.group.lyon
    declared(measured, "Panne de Nova", provider=firm, units=(lyon,))
    for path in (f"prestataires/{firm.public_id}/", f"sites/{lyon.public_id}/"):
        answer = browser.get(f"/{measured.slug}/{path}")
        assert text(answer).count("Panne de Nova") > 1
        events = [event for one in answer.context["trends"] for event in one.events]
        assert "Panne de Nova" in [event.text for event in events]
        assert any("/incidents/" in event.url for event in events)
    other = browser.get(f"/{measured.slug}/sites/{measured.group.nantes.public_id}/")
    assert "Panne de Nova" not in text(other)


def test_what_waits_for_a_decision_comes_first_on_the_first_page(
    browser: Client, measured: Measured
) -> None:
    declared(measured, "Tout est arrêté", severity="major")
    assert "Incident à qualifier : Tout est arrêté" in text(browser.get(f"/{measured.slug}/"))
    with current.company(measured.company.pk):
        one = Incident.objects.get()
        said = incidents.said(one.what, cause="tool")
        operations.qualify(by=measured.alice, at=NOW, incident=one, version=1, said=said)
    assert "Incident à qualifier" not in text(browser.get(f"/{measured.slug}/"))


def test_the_search_finds_them(browser: Client, measured: Measured) -> None:
    one = declared(measured, "Commutateur grillé")
    found = browser.get(f"/{measured.slug}/recherche/", {"q": "commutateur"})
    assert f"/incidents/{one.public_id}/" in text(found)


def made(browser: Client, measured: Measured, **changes: Any) -> str:
    """A link made on screen; its secret address, as shown once."""
    sent = {"recipient": "Accueil", "provider": str(nova(measured).public_id), "days": 30}
    answer = browser.post(f"/{measured.slug}/incidents/liens/nouveau/", sent | changes)
    found = re.search(r'value="https?://[^/]+(/declarer/[^"]+)"', answer.content.decode())
    assert found is not None, answer.content.decode()
    return found[1]


def a_declaration(**changes: str) -> dict[str, str]:
    known = timezone.localtime(timezone.now() - timedelta(hours=3)).strftime(LOCAL)
    return {"what": "Plus de réseau", "more": "Depuis huit heures", "known_at": known, **changes}


def test_a_link_is_shown_once_and_declares_without_an_account(
    browser: Client, measured: Measured
) -> None:
    address = made(browser, measured)
    nobody = Client()
    first = nobody.get(address)
    assert first.status_code == 200
    assert "Ateliers Brévent" in text(first)
    answer = nobody.post(address, a_declaration(declared_by="Léa", is_major="on"), follow=True)
    assert "C’est dit" in text(answer)
    assert "Plus de réseau" in text(answer)
    [one] = kept(measured)
    with current.company(measured.company.pk):
        assert one.provider == measured.nova
    assert (one.severity, one.declared_by) == ("major", "Léa")
    assert re.search(r"3 h 0[01]", text(page(browser, measured, f"{one.public_id}/")))
    links = page(browser, measured, "liens/")
    assert address.split("/")[2] not in links.content.decode()


@pytest.mark.rule("AUT-12")
def test_behind_a_link_stand_its_form_and_what_it_declared(
    browser: Client, measured: Measured
) -> None:
    declared(measured, "Autre chose", provider=nova(measured))
    other = made(browser, measured)
    Client().post(other, a_declaration(what="Par l’autre lien"))
    shown = text(Client().get(made(browser, measured)))
    for word in ("Autre chose", "Par l’autre lien", "Lyon", "Nantes", "Clarté", "Alice"):
        assert word not in shown


@pytest.mark.rule("AUT-12")
def test_what_we_say_of_it_afterwards_is_not_shown_behind_the_link(
    browser: Client, measured: Measured
) -> None:
    address = made(browser, measured)
    Client().post(address, a_declaration())
    [one] = kept(measured)
    qualify(browser, measured, one, what="Faute du prestataire", more="Entre nous", cost="50")
    shown = text(Client().get(address))
    assert "Plus de réseau" in shown
    for word in ("Faute du prestataire", "Entre nous"):
        assert word not in shown


def body(answer: Any) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", answer.content)


@pytest.mark.rule("AUT-12")
def test_a_link_that_serves_no_more_is_like_one_that_never_did(
    browser: Client, measured: Measured
) -> None:
    address = made(browser, measured)
    nobody = Client()
    never = nobody.get(f"/declarer/{'z' * 43}/")
    with current.company(measured.company.pk):
        link = DeclarationLink.objects.get()
    browser.post(f"/{measured.slug}/incidents/liens/{link.public_id}/revoquer/")
    revoked = nobody.get(address)
    assert revoked.status_code == never.status_code == 410
    token = address.split("/")[2].encode()
    assert body(revoked).replace(token, b"z" * 43) == body(never)
    assert nobody.post(address, a_declaration()).status_code == 410
    ending = made(browser, measured, days=1)
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert nobody.get(ending).status_code == 410
    assert kept(measured) == []


@pytest.mark.rule("AUT-12")
def test_so_many_declarations_an_hour_and_no_more(browser: Client, measured: Measured) -> None:
    address, nobody = made(browser, measured), Client()
    most = django_settings.TRIES_AN_HOUR["declare"]
    for rank in range(most):
        assert nobody.post(address, a_declaration(what=f"n° {rank}")).status_code == 302
    assert nobody.post(address, a_declaration(what="de trop")).status_code == 429
    assert len(kept(measured)) == most


@pytest.mark.rule("AUT-12")
def test_guesses_are_counted(measured: Measured) -> None:
    nobody = Client()
    most = django_settings.TRIES_AN_HOUR["link"]
    found = [nobody.get(f"/declarer/{rank:043d}/").status_code for rank in range(most + 1)]
    assert found == [410] * most + [429]


def test_the_direction_alone_sees_the_links(browser: Client, measured: Measured) -> None:
    made(browser, measured)
    with current.company(measured.company.pk):
        link = DeclarationLink.objects.get()
    client = browse(measured.member(Role.EXECUTIVE))
    for path in ("liens/", "liens/nouveau/", f"liens/{link.public_id}/"):
        assert client.get(f"/{measured.slug}/incidents/{path}").status_code == 403


def test_the_page_behind_a_link_speaks_english_too(browser: Client, measured: Measured) -> None:
    found = Client().get(made(browser, measured), headers={"Accept-Language": "en"})
    assert "Declare an incident" in text(found)


def test_the_list_exported_comes_back_without_a_change(browser: Client, measured: Measured) -> None:
    declared(
        measured, units=(measured.group.lyon,), provider=nova(measured), cause="tool",
        cost=125050, currency="EUR", ended_at=NOW,
    )  # fmt: skip
    sheet = browser.get(f"/{measured.slug}/incidents/export.csv").content
    file = SimpleUploadedFile("incidents.csv", sheet)
    sent = browser.post(f"/{measured.slug}/reglages/importer/incidents/", {"file": file})
    preview = sent.headers["Location"]
    assert "Tout est déjà dans vos listes" in text(browser.get(preview))
    edited = sheet.replace("Réseau coupé".encode(), "Réseau rétabli".encode())
    file = SimpleUploadedFile("incidents.csv", edited)
    sent = browser.post(f"/{measured.slug}/reglages/importer/incidents/", {"file": file})
    answer = browser.post(sent.headers["Location"])
    assert answer.headers["Location"] == f"/{measured.slug}/incidents/"
    assert [one.what for one in kept(measured)] == ["Réseau rétabli"]


def test_an_action_past_its_day_waits_for_a_decision(browser: Client, measured: Measured) -> None:
    one = declared(measured, cause="tool")
    with current.company(measured.company.pk):
        late = Remedy(action="Deuxième lien", due_date=NOW.date())
        operations.act(by=measured.alice, at=NOW, incident=one, version=1, said=late)
    said = "Action en retard : Deuxième lien"
    with time_machine.travel(NOW, tick=False):
        assert said not in text(browser.get(f"/{measured.slug}/"))
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert said in text(browser.get(f"/{measured.slug}/"))
