"""The purchases on screen: a file dropped, third parties settled, figures and their lines."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase

from tests.factories import books
from tests.factories.books import NOW
from tests.factories.figures import Measured
from tests.web.pages.conftest import browse
from timonerie.domains.facts.models import AccountingAnswers, AccountingFile, ThirdParty
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import providers
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current
from timonerie.web import purchase_words

pytestmark = pytest.mark.slow

PAGES = (
    "", "reguliers/", "delais/", "honoraires/", "non-lettres/", "lignes/", "tiers/", "fichiers/",
)  # fmt: skip


def brought(measured: Measured, data: bytes | None = None, **named: Any) -> AccountingFile:
    with current.company(measured.company.pk):
        return books.read(measured.alice, data, **named)


def page(client: Client, measured: Measured, path: str = "") -> Any:
    answer = client.get(f"/{measured.slug}/achats/{path}")
    assert answer.status_code == 200, path
    return answer


def text(answer: Any) -> str:
    """Of a page, with plain spaces."""
    found = re.sub(r"\s+", " ", answer.content.decode())
    return found.replace("\u00a0", " ").replace("\u202f", " ")


def send(client: Client, measured: Measured, path: str, **data: Any) -> Any:
    """The page that follows a gesture, once the work that it put off is done."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        sent = client.post(f"/{measured.slug}/achats/{path}", data)
    return client.get(sent["Location"])


def cost(client: Client, measured: Measured, firm: Provider) -> Any:
    """What the page of a provider asks for once it is there."""
    address = f"/{measured.slug}/prestataires/{firm.public_id}/cout/"
    return client.get(address, headers={"HX-Request": "true"})


def third_party(measured: Measured, code: str) -> ThirdParty:
    with current.company(measured.company.pk):
        return ThirdParty.objects.select_related("provider").get(code=code)


def firms(measured: Measured) -> set[str]:
    with current.company(measured.company.pk):
        return set(Provider.objects.values_list("name", flat=True))


def test_without_a_file_each_page_says_what_to_do(browser: Client, measured: Measured) -> None:
    for path in PAGES:
        found = text(page(browser, measured, path))
        if path not in ("lignes/", "fichiers/"):
            assert "Déposer un fichier des écritures" in found, path


def test_a_file_is_dropped_read_and_counted(browser: Client, measured: Measured) -> None:
    file = SimpleUploadedFile(books.name(), books.content(books.year()))

    answer = send(browser, measured, "fichiers/deposer/", file=file)

    found = text(answer)
    assert "lu, compté" in found
    assert "Confirmer les comptes de tiers" in found
    assert "20 600 €" in text(page(browser, measured))


def test_a_refused_file_says_where_and_what_to_do(browser: Client, measured: Measured) -> None:
    file = brought(measured, b"JournalCode\tEcritureDate\nACH\t20250101\n")
    found = text(page(browser, measured, f"fichiers/{file.public_id}/"))
    assert "Le fichier n’a pas pu être lu ; rien n’a changé" in found
    assert "code FEC-01" in found


def test_the_index_says_who_costs_what_and_over_which_months(
    browser: Client, measured: Measured
) -> None:
    brought(measured)
    answer = page(browser, measured)
    found = text(answer)
    assert "de janvier 2025 à décembre 2025, hors taxes" in found
    rows = answer.context["table"].rows
    assert [str(row.cells[0].text) for row in rows] == ["Nova", "CABINET DURAND", "FORMA PLUS"]
    assert rows[0].cells[0].url.startswith(f"/{measured.slug}/prestataires/")
    assert [str(row.cells[1].text) for row in rows] == ["rattaché", "inconnu", "inconnu"]


def test_a_figure_opens_lines_that_add_up_to_it(browser: Client, measured: Measured) -> None:
    brought(measured)
    for row in page(browser, measured).context["table"].rows:
        found = browser.get(row.cells[2].url)
        (spend,) = [one for one in found.context["totals"] if one["label"] == "Dépense"]
        assert spend["value"] == purchase_words.euros(int(row.cells[2].value * 100))
        assert found.context["table"].rows


def test_lines_are_exported_whole(browser: Client, measured: Measured) -> None:
    file = brought(measured)
    answer: Any = browser.get(f"/{measured.slug}/achats/lignes/?format=csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert len(lines) == file.lines + 1
    assert browser.get(f"/{measured.slug}/achats/lignes/?format=doc").status_code == 404
    for wrong in ("sens=autre", "du=hier", "ligne=x"):
        assert browser.get(f"/{measured.slug}/achats/lignes/?{wrong}").status_code == 404


def test_those_ticked_become_providers(browser: Client, measured: Measured) -> None:
    brought(measured)
    table = page(browser, measured, "tiers/").context["unknown"]
    ticked = [row.cells[0].pick for row in table.rows if row.cells[0].is_picked]
    assert len(ticked) == 2

    send(browser, measured, "tiers/trancher/", choisi=ticked)

    assert {"CABINET DURAND", "FORMA PLUS"} <= firms(measured)
    assert "Tous les comptes de tiers sont tranchés" in text(page(browser, measured, "tiers/"))


def test_nothing_ticked_is_said(browser: Client, measured: Measured) -> None:
    brought(measured)
    assert "Cochez au moins un compte" in text(send(browser, measured, "tiers/trancher/"))
    wrong = send(browser, measured, "tiers/trancher/", choisi=["nimporte"])
    assert "Cochez au moins un compte" in text(wrong)


def test_a_likeness_is_a_question_with_three_answers(browser: Client, measured: Measured) -> None:
    with current.company(measured.company.pk):
        providers.create(by=measured.alice, at=NOW, name="Durand Expertise")
    brought(measured)
    one = third_party(measured, "DURAND")
    assert "« CABINET DURAND » est-il « Durand Expertise » ?" in text(
        page(browser, measured, "tiers/")
    )

    send(browser, measured, f"tiers/{one.public_id}/repondre/", geste="oui")

    assert str(third_party(measured, "DURAND").provider) == "Durand Expertise"
    send(browser, measured, f"tiers/{one.public_id}/repondre/", geste="reprendre")
    send(browser, measured, f"tiers/{one.public_id}/repondre/", geste="creer")
    assert str(third_party(measured, "DURAND").provider) == "CABINET DURAND"
    send(browser, measured, f"tiers/{one.public_id}/repondre/", geste="mettre_de_cote")
    assert third_party(measured, "DURAND").state == "set_aside"


def test_linking_without_a_provider_is_refused_in_words(
    browser: Client, measured: Measured
) -> None:
    brought(measured)
    one = third_party(measured, "FORMA")
    found = send(browser, measured, f"tiers/{one.public_id}/repondre/", geste="rattacher")
    assert "Choisissez le prestataire" in text(found)
    assert third_party(measured, "FORMA").state == "to_ask"


def test_rises_and_delays_are_told_and_lettering_missing_is_not_measured(
    browser: Client, measured: Measured
) -> None:
    brought(measured)
    assert "+10 % le 5 novembre 2025" in text(page(browser, measured, "reguliers/"))
    assert "30 jours" in text(page(browser, measured, "delais/"))
    assert "CABINET DURAND" in text(page(browser, measured, "honoraires/"))
    brought(measured, books.content(books.year(paid_after=None)))
    found = text(page(browser, measured, "delais/"))
    assert "Non mesurable" in found
    assert "30 jours" not in found


def test_a_file_retired_leaves_every_figure(browser: Client, measured: Measured) -> None:
    file = brought(measured)
    answer = send(browser, measured, f"fichiers/{file.public_id}/retirer/")
    assert "Les écritures de ce fichier ne comptent plus" in text(answer)
    assert "Aucun fichier des écritures" in text(page(browser, measured))
    again = send(browser, measured, f"fichiers/{file.public_id}/retirer/")
    assert "ne sont pas comptées" in text(again)


def test_answers_that_are_missing_are_asked_for(browser: Client, measured: Measured) -> None:
    brought(measured)
    with current.company(measured.company.pk):
        AccountingAnswers.objects.all().delete()
    assert "leurs réponses restent à calculer" in text(page(browser, measured))
    send(browser, measured, "calculer/")
    assert "20 600 €" in text(page(browser, measured))


def test_a_provider_tells_what_it_costs(browser: Client, measured: Measured) -> None:
    brought(measured)
    with current.company(measured.company.pk):
        nova, clarte = measured.nova, Provider.objects.get(name="Clarté")
    part = text(cost(browser, measured, nova))
    assert "Ce qu’il coûte" in part
    assert "12 200 €" in part
    whole = browser.get(f"/{measured.slug}/prestataires/{nova.public_id}/cout/", follow=True)
    assert part.strip() in text(whole)
    other = text(cost(browser, measured, clarte))
    assert "Les écritures comptables ne le nomment pas" in other


def test_whoever_is_narrowed_sees_none_of_the_books(measured: Measured) -> None:
    file = brought(measured)
    with current.company(measured.company.pk):
        nova = measured.nova
    for role, parts in (
        (Role.EXECUTIVE, {"unit": measured.group.lyon}),
        (Role.EXECUTIVE, {"provider": nova}),
    ):
        client = browse(measured.member(role, **parts))
        for path in (*PAGES, f"fichiers/{file.public_id}/"):
            assert client.get(f"/{measured.slug}/achats/{path}").status_code == 404, path
    manager = browse(measured.member(Role.SITE_MANAGER, unit=measured.group.lyon))
    assert manager.get(f"/{measured.slug}/achats/").status_code == 403


def test_a_mandate_for_a_provider_shows_what_that_one_costs(measured: Measured) -> None:
    brought(measured)
    with current.company(measured.company.pk):
        nova = measured.nova
    buyer = browse(measured.member(Role.EXECUTIVE, provider=nova))
    found = text(cost(buyer, measured, nova))
    assert "12 200 €" in found
    assert "/achats/" not in found
    of_lyon = browse(measured.member(Role.EXECUTIVE, unit=measured.group.lyon))
    assert cost(of_lyon, measured, nova).content == b""
    firm = browse(measured.member(Role.PROVIDER, provider=nova))
    assert cost(firm, measured, nova).status_code == 403
    page_of_it = firm.get(f"/{measured.slug}/prestataires/{nova.public_id}/")
    assert "/cout/" not in text(page_of_it)
