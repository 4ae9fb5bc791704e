"""The offers on screen: typed, noted, compared, chosen, and the memo of the choice."""

import re
from io import BytesIO
from typing import Any

import docx
import pypdfium2
import pytest
import time_machine
from django.test import Client

from tests.factories import offers
from tests.factories.figures import NOW, Measured
from tests.factories.offers import Asking
from tests.web.pages.conftest import browse
from timonerie.domains.sourcing.models import InterestDeclaration, Offer, StatementLine
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow

PASTED = "Bulletin ; 12,50 € ; par bulletin\nForfait mensuel : 890,00 €/mois\nOption ; à définir"


@pytest.fixture
def asking(measured: Measured) -> Asking:
    with current.company(measured.company.pk):
        return offers.asking(measured.alice)


def typed(measured: Measured, asking: Asking, bidder: str = "Nova Paie", **told: Any) -> Offer:
    with current.company(measured.company.pk):
        return offers.typed(measured.alice, asking, bidder, **told)


def noted(measured: Measured, asking: Asking, offer: Offer, **told: int) -> None:
    with current.company(measured.company.pk):
        offers.free(measured.alice, asking)
        offers.marked(measured.alice, asking, offer, **told)


def plain(text: str) -> str:
    found = re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u202f", " "))
    return found.replace("&#x27;", "'")


def address(measured: Measured, asking: Asking, path: str = "") -> str:
    return f"/{measured.slug}/cahiers/{asking.statement.public_id}/offres/{path}"


def page(client: Client, measured: Measured, asking: Asking, path: str = "") -> str:
    answer = client.get(address(measured, asking, path))
    assert answer.status_code == 200, path
    return plain(answer.content.decode())


def test_an_empty_list_says_both_ways_to_begin(
    browser: Client, measured: Measured, asking: Asking
) -> None:
    found = page(browser, measured, asking)
    assert "Inviter un candidat" in found
    assert "Saisir une offre reçue" in found
    assert "Rien à comparer encore" in page(browser, measured, asking, "comparer/")


def test_ten_lines_are_pasted_previewed_then_kept(
    browser: Client, measured: Measured, asking: Asking
) -> None:
    sent = browser.post(address(measured, asking, "saisir/"), {"bidder": "Nova Paie"})
    typing = sent.headers["Location"]
    preview = plain(browser.post(typing, {"text": PASTED}).content.decode())
    assert "890 €" in preview
    assert "Ligne 3" in preview
    # The lines that bear the name of one of the version are proposed; nothing else is.
    kept = browser.post(
        typing,
        {
            "text": PASTED,
            "placer": "1",
            "is_untaxed": "on",
            "l-1": str(asking.keys["payslip"]),
            "l-2": str(asking.keys["package"]),
        },
        follow=True,
    )
    assert "2 prix sont enregistrés" in plain(kept.content.decode())
    assert "12,50 € par bulletin" in plain(kept.content.decode())


def test_a_place_is_proposed_by_its_very_name_alone(
    browser: Client, measured: Measured, asking: Asking
) -> None:
    sent = browser.post(address(measured, asking, "saisir/"), {"bidder": "Nova Paie"})
    text = "Bulletin ; 12,50 € ; par bulletin\nBulletins en plus ; 15 € ; par bulletin"
    places = browser.post(sent.headers["Location"], {"text": text}).context["places"]
    assert places["l-1"].initial == str(asking.keys["payslip"])
    assert places["l-2"].initial == ""


def test_answers_are_typed_one_by_one_and_wrong_ones_are_kept_on_screen(
    browser: Client, measured: Measured, asking: Asking
) -> None:
    one = typed(measured, asking)
    path, key = f"{one.public_id}/reponses/", asking.keys["payslip"]
    wrong = browser.post(
        address(measured, asking, path), {"version": one.version, f"p-{key}": "douze"}
    )
    assert "« douze » n’est pas un prix en euros" in plain(wrong.content.decode())
    sent = {"version": one.version, f"b-{key}": "100 : 14,50\nau-delà : 12", "all-9": "on"}
    browser.post(address(measured, asking, path), sent)
    found = page(browser, measured, asking, f"{one.public_id}/")
    assert "14,50 € jusqu’à 100, 12 € au-delà" in found
    assert "2 lignes sans prix" not in found
    with current.company(measured.company.pk):
        hours = one.answers.get(line_key=asking.keys["hours"])
    assert hours.conformity == "yes"


@time_machine.travel(NOW)
def test_the_comparison_says_its_finding_and_names_what_is_missing(
    browser: Client, measured: Measured, asking: Asking
) -> None:
    best = typed(measured, asking)
    noted(measured, asking, best, team=4, proofs=3)
    typed(measured, asking, "Clarté", payslip=11, package=None, leaving=None)
    found = page(browser, measured, asking, "comparer/")
    assert "« Nova Paie » est en tête, à titre provisoire" in found
    assert "total incomplet : 1 ligne sans prix, sortie non chiffrée" in found
    assert "à noter" in found
    assert "total le plus bas ÷ total de l’offre × 100" in found


def test_an_offer_without_a_price_is_no_cheapest_one(
    browser: Client, measured: Measured, asking: Asking
) -> None:
    typed(measured, asking, payslip=None, package=None, transition=None, leaving=None)
    typed(measured, asking, "Clarté", package=None)
    shown = browser.get(address(measured, asking, "comparer/"))
    blank, partial = shown.context["totals"].rows
    assert [(one.text, one.value) for one in blank.cells[1:4]] == [("à chiffrer", None)] * 3
    assert partial.cells[2].value is None
    assert plain(partial.cells[2].text) == "15 400 €, total incomplet"
    assert shown.context["ranges"].bars[0].low is None
    assert " 0 €" not in plain(shown.content.decode())
    assert "à chiffrer" in in_pdf(memo(browser, measured, asking, "pdf"))


@time_machine.travel(NOW)
def test_the_memo_of_a_choice_keeps_its_terms_whatever_the_address_says(
    browser: Client, measured: Measured, asking: Asking
) -> None:
    chosen(browser, measured, asking)
    answer = browser.get(address(measured, asking, "decision.docx?mois=24&indice=5"))
    assert "portent sur 12 mois" in in_docx(answer.content)
    assert "16 600 €" in in_docx(answer.content)


def test_an_address_carries_months_index_and_the_weight_of_the_price(
    browser: Client, measured: Measured, asking: Asking
) -> None:
    typed(measured, asking)
    asked = browser.get(address(measured, asking, "comparer/?mois=24&indice=5&prix=70"))
    yearly = 12 * 100 * 12 + 100 * 12
    [row] = asked.context["totals"].rows
    assert row.cells[2].value == pytest.approx(yearly * 2.05 + 1000)
    assert "le prix compte pour 70 %" in plain(asked.content.decode())
    odd = browser.get(address(measured, asking, "comparer/?mois=abc&indice=-3&prix=NaN"))
    assert odd.context["totals"].rows[0].cells[2].value == yearly + 1000


def test_the_lines_that_differ_are_filtered_in_the_address(
    browser: Client, measured: Measured, asking: Asking
) -> None:
    typed(measured, asking)
    typed(measured, asking, "Clarté", insured="partly")
    path = "lignes/?filtre.reponses=diff%C3%A8rent"
    table = browser.get(address(measured, asking, path)).context["table"]
    assert [row.cells[0].text for row in table.rows] == ["Assurance en vigueur (éliminatoire)"]


def test_notes_are_given_after_interests_are_said(
    browser: Client, measured: Measured, asking: Asking
) -> None:
    one = typed(measured, asking)
    form = page(browser, measured, asking, f"{one.public_id}/noter/")
    assert "Vos notes ne comptent pas encore" in form
    assert "Deux gestionnaires et leur suppléant." in form
    browser.post(address(measured, asking, "interets/"), {"has_conflict": "non"})
    sent = {f"n-{asking.keys['team']}": "4", f"m-{asking.keys['team']}": "Solide"}
    browser.post(address(measured, asking, f"{one.public_id}/noter/"), sent)
    assert "4 sur 4" in page(browser, measured, asking, "comparer/")


def chosen(browser: Client, measured: Measured, asking: Asking) -> Offer:
    best = typed(measured, asking)
    noted(measured, asking, best, team=2, proofs=2)
    other = typed(measured, asking, "Clarté", payslip=14)
    noted(measured, asking, other, team=4, proofs=4)
    sent = {"version": best.version, "reason": "Elle reprend nos dossiers dès janvier."}
    answer = browser.post(address(measured, asking, f"{best.public_id}/retenir/"), sent)
    assert answer.status_code == 302
    return best


def memo(browser: Client, measured: Measured, asking: Asking, kind: str) -> bytes:
    answer = browser.get(address(measured, asking, f"decision.{kind}"))
    assert answer.status_code == 200
    return answer.content


def in_docx(content: bytes) -> str:
    document = docx.Document(BytesIO(content))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return plain(" ".join([*(one.text for one in document.paragraphs), *cells]))


def in_pdf(content: bytes) -> str:
    pages = [one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(content)]
    return plain(" ".join(pages))


@time_machine.travel(NOW)
def test_screen_memo_and_api_tell_the_same_totals(
    browser: Client, measured: Measured, asking: Asking
) -> None:
    chosen(browser, measured, asking)
    table = browser.get(address(measured, asking, "comparer/")).context["totals"]
    shown = {str(row.cells[0].text): [c.value for c in row.cells[1:4]] for row in table.rows}
    api = browser.get(
        f"/api/{measured.slug}/statements/{asking.statement.public_id}/offers/comparison"
    ).json()
    told = {
        one["bidder"]: [one["total"][each] / 100 for each in ("low", "expected", "high")]
        for one in api["offers"]
    }
    assert told == shown == {"Nova Paie": [13720, 16600, 19480], "Clarté": [15640, 19000, 22360]}
    for found in (
        in_docx(memo(browser, measured, asking, "docx")),
        in_pdf(memo(browser, measured, asking, "pdf")),
    ):
        for amount in ("13 720 €", "16 600 €", "19 480 €", "22 360 €"):
            assert amount in found


@time_machine.travel(NOW)
def test_the_memo_says_who_decided_why_and_who_thinks_otherwise(
    browser: Client, measured: Measured, asking: Asking
) -> None:
    chosen(browser, measured, asking)
    found = in_docx(memo(browser, measured, asking, "docx"))
    assert "« Nova Paie » est retenue. Décidé par Alice Martin le 2 mars 2026." in found
    assert "Elle reprend nos dossiers dès janvier." in found
    assert "Les notes de Alice Martin mettent en tête : Clarté." in found
    assert asking.version.sha256 in found
    assert "Écartées : Clarté." in found


def test_the_memo_says_who_decided_in_spite_of_an_interest(
    browser: Client, measured: Measured, asking: Asking
) -> None:
    with time_machine.travel(NOW):
        chosen(browser, measured, asking)
    said = "Alice Martin, qui a décidé, a déclaré un intérêt le 2 mars 2026 : Ma sœur y travaille."
    assert "qui a décidé, a déclaré" not in in_docx(memo(browser, measured, asking, "docx"))
    with current.company(measured.company.pk):
        rows = InterestDeclaration.objects.filter(statement=asking.statement)
        rows.update(has_conflict=True, text="Ma sœur y travaille.")
    assert said in in_docx(memo(browser, measured, asking, "docx"))


def test_a_memo_before_the_choice_leaves_it_blank(
    browser: Client, measured: Measured, asking: Asking
) -> None:
    typed(measured, asking)
    found = in_pdf(memo(browser, measured, asking, "pdf"))
    assert "Quelle offre est retenue, et pourquoi ?" in found
    assert "Personne n’a noté" in found
    assert "Quelqu’un est-il d’un autre avis ?" in found


def test_a_choice_is_undone_from_its_page(
    browser: Client, measured: Measured, asking: Asking
) -> None:
    chosen(browser, measured, asking)
    assert "Revenir sur le choix" in page(browser, measured, asking, "comparer/")
    browser.post(address(measured, asking, "reprendre-le-choix/"))
    assert "Revenir sur le choix" not in page(browser, measured, asking, "comparer/")


def test_who_sees_one_site_reads_no_offer(
    browser: Client, measured: Measured, asking: Asking
) -> None:
    one = typed(measured, asking)
    narrowed = browse(measured.member(Role.EXECUTIVE, unit=measured.group.lyon))
    for path in ("", "comparer/", f"{one.public_id}/", "decision.pdf"):
        assert narrowed.get(address(measured, asking, path)).status_code == 404
    assert browse(measured.member(Role.AUDITOR)).get(address(measured, asking)).status_code == 403


def test_an_older_offer_follows_the_last_version_and_says_what_it_loses(
    browser: Client, measured: Measured, asking: Asking
) -> None:
    one = typed(measured, asking)
    there = f"{one.public_id}/"
    assert "Répondre à la dernière version" not in page(browser, measured, asking, there)
    with current.company(measured.company.pk):
        StatementLine.objects.filter(public_id=asking.keys["package"]).delete()
        StatementLine.objects.filter(public_id=asking.keys["payslip"]).update(title="Fiche de paie")
        offers.approve(measured.alice, asking.statement)
        sent_at = Offer.objects.get(pk=one.pk).sent_at
    assert "Répondre à la dernière version" in page(browser, measured, asking, there)
    done = browser.post(address(measured, asking, f"{there}suivre/"), follow=True)
    found = plain(done.content.decode())
    assert "Des réponses n’ont plus de ligne dans cette version" in found
    assert "« Forfait mensuel » : gardées, elles ne comptent plus" in found
    assert "12 € par bulletin" in found
    assert "Répondre à la dernière version" not in found
    with current.company(measured.company.pk):
        now = Offer.objects.get(pk=one.pk)
        assert (now.answered.number, now.state, now.sent_at) == (2, "sent", sent_at)
        assert now.answers.filter(title="Fiche de paie").exists()
        [event] = Event.objects.filter(act="offer.followed")
    assert event.detail["unasked"] == "Forfait mensuel"


def test_prices_with_an_obvious_place_are_kept_in_one_click(
    browser: Client, measured: Measured, asking: Asking
) -> None:
    sent = browser.post(address(measured, asking, "saisir/"), {"bidder": "Nova Paie"})
    text = "Paie courante ; 12,50 € ; par bulletin\nForfait mensuel : 890,00 €/mois"
    shown = browser.post(sent.headers["Location"], {"text": text})
    assert "Chaque prix a sa place" in plain(shown.content.decode())
    assert "Enregistrer ces prix, tous hors taxes" in plain(shown.content.decode())
    # What the page holds, and the one button.
    places = shown.context["places"]
    held = {f"l-{n}": places[f"l-{n}"].value() for n in (1, 2)} | {"text": text, "placer": "1"}
    kept = browser.post(sent.headers["Location"], {**held, "is_untaxed": "on"}, follow=True)
    assert "2 prix sont enregistrés" in plain(kept.content.decode())


def test_an_offer_typed_here_leads_to_its_prices_one_by_one(
    browser: Client, measured: Measured, asking: Asking
) -> None:
    one = typed(measured, asking)
    found = page(browser, measured, asking, f"{one.public_id}/")
    assert "Saisir les prix un par un" in found
    assert f'{one.public_id}/reponses/#article-14"' in found
    assert 'id="article-14" open' in page(browser, measured, asking, f"{one.public_id}/reponses/")


def test_the_offers_lead_to_the_version_for_bidders(
    browser: Client, measured: Measured, asking: Asking
) -> None:
    found = page(browser, measured, asking)
    assert "Version pour les candidats (DOCX)" in found
    path = f"/{measured.slug}/cahiers/{asking.statement.public_id}/pdf/"
    made = browser.get(f"{path}?candidats=1&version=1")
    assert "paie-des-sites-v1-candidats.pdf" in made.headers["Content-Disposition"]
    assert "Pour les tests" not in pdf_text(made.content)
    assert "ne pas remettre aux candidats" in pdf_text(browser.get(f"{path}?version=1").content)


def pdf_text(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    return plain(" ".join(one.get_textpage().get_text_range() for one in pages))
