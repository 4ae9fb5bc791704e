"""Reports on screen: the board, one report, the account, our inputs, the rules, what asks for a
decision."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import accounts, duties, obligations, reports
from tests.factories.figures import NOW, Measured
from tests.web.pages.conftest import browse
from tests.web.pages.test_duties import text
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.reporting.models import (
    DueReport,
    ReportBinding,
    ReportDraft,
    ReportExchange,
    ReportFile,
    ReportFiling,
    ReportLink,
    ReportRule,
    Thumb,
)
from timonerie.domains.reporting.operations import report_judging
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def row(measured: Measured) -> DueReport:
    """Of whom is measured too."""
    with current.company(measured.company.pk):
        firm = measured.nova
        reports.expected(measured.alice, reports.contract(measured.alice, firm))
        reports.follow(measured.alice, at=NOW, recipient="Léa Petit", email="lea@nova.example")
        return reports.opened(measured.alice, NOW)[0]


def board(measured: Measured, end: str = "") -> str:
    return f"/{measured.slug}/rapports-attendus/{end}"


def at(measured: Measured, row: DueReport, end: str = "") -> str:
    return board(measured, f"{row.public_id}/{end}")


def fresh(measured: Measured, row: DueReport) -> DueReport:
    with current.company(measured.company.pk):
        found: DueReport = DueReport.objects.get(pk=row.pk)
        return found


def values(**parts: str) -> dict[str, Any]:
    told = {f"f-{code}": text for code, text in reports.WHOLE.items()}
    return {**told, "comment": "Rien à signaler.", "version": "0", "remettre": "1", **parts}


def test_the_board_says_what_to_do_when_nothing_is_awaited(
    browser: Client, measured: Measured
) -> None:
    found = text(browser.get(board(measured)))
    assert "Aucun rapport n’est attendu pour l’instant" in found
    found = text(browser.get(f"/{measured.slug}/reglages/rapports/"))
    assert "Rien n’est demandé aux sites" in found


def test_what_is_late_comes_first(browser: Client, measured: Measured, row: DueReport) -> None:
    with time_machine.travel(NOW + timedelta(days=20), tick=False):
        browser.force_login(accounts.user_of(measured.alice))
        found = text(browser.get(board(measured)))
        today = text(browser.get(f"/{measured.slug}/"))
    rows = found.partition("<tbody")[2]
    assert rows.index("en retard") < rows.index("à venir")
    assert "Nova : Rapport d’activité" in today
    assert "Le silence est un signal" in today


def test_what_is_over_for_long_is_one_click_away(
    browser: Client, measured: Measured, row: DueReport
) -> None:
    browser.post(at(measured, row, "repondre/"), values())
    browser.post(at(measured, row, f"accepter/?version={fresh(measured, row).version}"))
    with time_machine.travel(NOW + timedelta(days=120), tick=False):
        browser.force_login(accounts.user_of(measured.alice))
        first, whole = (text(browser.get(board(measured, end))) for end in ("", "?tout=1"))
    assert "Voir les dix-huit mois" in first
    assert "reçu à l’heure" not in first
    assert "reçu à l’heure" in whole


def test_a_report_is_typed_read_and_accepted(
    browser: Client, measured: Measured, row: DueReport
) -> None:
    page = text(browser.get(at(measured, row)))
    assert "Rien n’est encore arrivé" in page
    assert "changer de période" not in page
    wrong = browser.post(at(measured, row, "repondre/"), values(**{"f-payslips": "cent"}))
    assert "« cent » n’est pas un nombre : écrivez 12,5." in text(wrong)
    answer = browser.post(at(measured, row, "repondre/"), values(), follow=True)
    assert "Le rapport est remis." in text(answer)
    assert "120 bulletins" in text(answer)
    here = at(measured, row, f"accepter/?version={fresh(measured, row).version}")
    answer = browser.post(here, follow=True)
    assert "Le rapport est accepté" in text(answer)
    assert "reçu à l’heure" in text(answer)


def test_two_judges_meet_and_nothing_is_lost(
    browser: Client, measured: Measured, row: DueReport
) -> None:
    browser.post(at(measured, row, "repondre/"), values())
    seen = fresh(measured, row).version
    with current.company(measured.company.pk):
        report_judging.send_back(
            by=measured.alice, at=NOW, due=fresh(measured, row), version=seen, text="Et Lyon ?"
        )
        reports.filed(measured.alice, fresh(measured, row), NOW, reason="Lyon ajouté")
    answer = browser.post(at(measured, row, f"accepter/?version={seen}"), follow=True)
    assert "Quelqu’un a modifié" in text(answer)
    assert fresh(measured, row).stage == "filed"


def test_a_correction_is_shown_beside_what_it_changes(
    browser: Client, measured: Measured, row: DueReport
) -> None:
    browser.post(at(measured, row, "repondre/"), values())
    version = str(fresh(measured, row).version)
    asked = browser.get(at(measured, row, "corriger/")).content.decode()
    assert f'name="version" value="{version}"' in asked
    data = {"text": "Le total de Lyon manque.", "version": version}
    answer = browser.post(at(measured, row, "corriger/"), data, follow=True)
    assert "à corriger" in text(answer)
    again = values(**{"f-payslips": "130"})
    blank = browser.post(at(measured, row, "repondre/"), again)
    assert "dites pourquoi vous la corrigez" in text(blank)
    answer = browser.post(
        at(measured, row, "repondre/"), {**again, "reason": "Lyon ajouté"}, follow=True
    )
    page = text(answer)
    assert "<del>120 bulletins</del> → <ins>130 bulletins</ins>" in page
    assert "Lyon ajouté" in page
    assert "corrigé" in page


def test_every_other_gesture_of_the_client(
    browser: Client, measured: Measured, row: DueReport
) -> None:
    answer = browser.post(
        at(measured, row, "sans-activite/"), {"text": "Rien", "version": row.version}, follow=True
    )
    assert "sans activité" in text(answer)
    version = fresh(measured, row).version
    browser.post(at(measured, row, "rouvrir/"), {"text": "Si", "version": version})
    browser.post(at(measured, row, "repondre/"), values())
    browser.post(at(measured, row, "question/"), {"text": "D’où vient l’écart ?"})
    page = text(browser.post(at(measured, row, "note/"), {"text": "À revoir."}, follow=True))
    assert "D’où vient l’écart ?" in page
    assert "note privée" in page
    version = fresh(measured, row).version
    answer = browser.post(
        at(measured, row, "refuser/"), {"text": "Hors sujet", "version": version}, follow=True
    )
    assert "refusé" in text(answer)
    with current.company(measured.company.pk):
        kinds = list(ReportExchange.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["idle", "reopen", "question", "note", "refuse"]


def test_a_provider_sees_and_answers_its_own_only(measured: Measured, row: DueReport) -> None:
    with current.company(measured.company.pk):
        other = reports.provider(measured.alice, "Autre Paie")
        reports.expected(measured.alice, reports.contract(measured.alice, other))
        reports.opened(measured.alice, NOW)
        hidden = DueReport.objects.filter(provider=other)[0]
        firm: Provider = measured.nova
    browser = browse(measured.member(Role.PROVIDER, provider=firm))
    found = text(browser.get(board(measured)))
    assert "Nova" in found
    assert "Autre Paie" not in found
    assert browser.get(at(measured, hidden)).status_code == 404
    for end in ("repondre/", "question/"):
        assert browser.get(at(measured, hidden, end)).status_code == 404
    for end in ("corriger/", "refuser/", "note/", "lien/"):
        assert browser.get(at(measured, row, end)).status_code == 403
    browser.post(at(measured, row, "repondre/"), {**values(), "remettre": ""})
    page = text(browser.get(at(measured, row, "repondre/")))
    assert "Brouillon enregistré" not in page or "Rien à signaler." in page


def test_the_draft_of_a_provider_is_kept_while_it_types(measured: Measured, row: DueReport) -> None:
    browser = browse(measured.member(Role.PROVIDER, provider=measured_firm(measured)))
    told = {name: text for name, text in values().items() if name != "remettre"}
    answer = browser.post(at(measured, row, "brouillon/"), told)
    assert (answer.status_code, json.loads(answer.content)["version"]) == (200, 1)
    answer = browser.post(at(measured, row, "brouillon/"), {**told, "version": "1", "comment": "2"})
    assert json.loads(answer.content)["version"] == 2
    answer = browser.post(at(measured, row, "brouillon/"), {**told, "version": "1"})
    assert answer.status_code == 409
    with current.company(measured.company.pk):
        assert ReportDraft.objects.get().comment == "2"
    mine = browse(measured.member(Role.DIRECTOR))
    page = text(mine.get(at(measured, row, "repondre/")))
    assert "Rien à signaler" not in page
    assert mine.post(at(measured, row, "brouillon/"), told).status_code == 422


def test_a_provider_joins_a_file_that_goes_with_its_version(
    measured: Measured, row: DueReport
) -> None:
    browser = browse(measured.member(Role.PROVIDER, provider=measured_firm(measured)))
    data = {"file": SimpleUploadedFile("journal.pdf", duties.PDF), "field": "journal"}
    answer = browser.post(at(measured, row, "joindre/"), data, follow=True)
    assert "Le fichier est joint." in text(answer)
    with current.company(measured.company.pk):
        joined = ReportFile.objects.get()
    mine = browse(measured.member(Role.DIRECTOR))
    assert "journal.pdf" not in text(mine.get(at(measured, row, "repondre/")))
    away = board(measured, f"joints/{joined.public_id}/retirer/")
    assert "garde le brouillon" in text(mine.post(away, follow=True))
    mine.post(at(measured, row, "repondre/"), values())
    with current.company(measured.company.pk):
        assert ReportFile.objects.get().filing_id is None
    browser.post(at(measured, row, "repondre/"), values(reason="Journal joint"))
    with current.company(measured.company.pk):
        assert ReportFile.objects.get().filing_id is not None
    assert "Ce fichier est remis" in text(browser.post(away, follow=True))


def measured_firm(measured: Measured) -> Provider:
    with current.company(measured.company.pk):
        return measured.nova


def test_last_month_is_beside_the_field_and_never_in_it(
    browser: Client, measured: Measured, row: DueReport
) -> None:
    browser.post(at(measured, row, "repondre/"), values())
    with current.company(measured.company.pk):
        later = DueReport.objects.get(period_start=date(2026, 3, 1))
    page = text(browser.get(at(measured, later, "repondre/")))
    assert "Avant : 120" in page
    assert "Rien à signaler." not in page
    assert 'value="120"' not in page


def test_a_report_is_answered_by_a_file(
    browser: Client, measured: Measured, row: DueReport
) -> None:
    model = browser.get(at(measured, row, "modele.csv")).content.decode("utf-8-sig")
    assert "Bulletins émis (bulletins)" in model
    assert browser.get(at(measured, row, "modele.xlsx")).content.startswith(b"PK")
    wrong = SimpleUploadedFile("r.csv", "Champ;Valeur\nBulletins émis;cent\n".encode())
    answer = browser.post(at(measured, row, "formulaire/"), {"file": wrong}, follow=True)
    assert "Ligne 2, colonne « Valeur » : « cent » n’est pas un nombre" in text(answer)
    good = SimpleUploadedFile("r.csv", "Champ;Valeur\nBulletins émis;1 200\n".encode())
    answer = browser.post(at(measured, row, "formulaire/"), {"file": good}, follow=True)
    assert "1 200 bulletins" in text(answer)
    with current.company(measured.company.pk):
        assert ReportFiling.objects.get().way == "file"


def test_our_inputs_are_noted_in_one_gesture_by_their_site(
    browser: Client, measured: Measured
) -> None:
    with current.company(measured.company.pk):
        lyon = Unit.objects.get(name="Lyon")
        signed = reports.contract(measured.alice, measured.nova)
        obligations.obligation(measured.alice, signed, anchor="month", day=20, site=lyon)
        reports.opened(measured.alice, NOW)
    later = reports.instant(2026, 3, 24)
    with time_machine.travel(later, tick=False):
        with current.company(measured.company.pk):
            (own,) = reports.opened(measured.alice, later)
        site = browse(measured.member(Role.SITE_MANAGER, unit=lyon))
        assert "Noter la remise" in text(site.get(at(measured, own)))
        answer = site.post(at(measured, own, "remise/"), {"on": "2026-03-20"}, follow=True)
        assert "La remise est notée." in text(answer)
        browser.force_login(accounts.user_of(measured.alice))
        page = text(browser.get(board(measured)))
    assert "Nos sites" in page
    assert "1 à l’heure sur 1 dus" in page


def test_a_link_is_made_shown_once_made_again_and_revoked(
    browser: Client, measured: Measured, row: DueReport
) -> None:
    page = text(browser.get(at(measured, row, "lien/")))
    assert 'value="Léa Petit"' in page
    made = text(browser.post(at(measured, row, "lien/"), {"recipient": "Léa", "days": "30"}))
    assert "/rapport/" in made
    assert "/rapport/" not in text(browser.get(at(measured, row)))
    with current.company(measured.company.pk):
        link = ReportLink.objects.get()
    again = browser.post(board(measured, f"liens/{link.public_id}/renvoyer/"))
    assert "/rapport/" in text(again)
    page = text(browser.get(board(measured, "liens/")))
    assert "révoqué" in page
    assert "fait, pas encore ouvert" in page
    with current.company(measured.company.pk):
        last = ReportLink.objects.get(revoked_at__isnull=True)
    answer = browser.post(board(measured, f"liens/{last.public_id}/revoquer/"), follow=True)
    assert "Le lien est révoqué" in text(answer)


def test_the_tab_of_a_provider_sets_both_sides_beside(
    browser: Client, measured: Measured, row: DueReport
) -> None:
    browser.post(at(measured, row, "repondre/"), values())
    here = f"/{measured.slug}/prestataires/{measured_firm(measured).public_id}/rapports/"
    page = text(browser.get(here))
    assert "1 à l’heure sur 1 dus" in page
    assert "Ce que nous lui devons" in page
    assert "une note se donne à partir de trois rapports" in page
    assert browser.get(here, {"format": "csv"}).status_code == 200


def test_the_rules_of_the_group_are_written_and_changed(
    browser: Client, measured: Measured
) -> None:
    here = f"/{measured.slug}/reglages/rapports/"
    data = {
        "title": "Point du site",
        "cadence": "monthly",
        "day": "3",
        "grace_days": "1",
        "model": "assistant",
        "start_date": "2026-03-01",
    }
    answer = browser.post(f"{here}nouvelle/", data, follow=True)
    assert "La règle est écrite" in text(answer)
    with current.company(measured.company.pk):
        rule = ReportRule.objects.get()
    page = text(browser.get(f"{here}{rule.public_id}/"))
    assert "Point du site" in page
    answer = browser.post(
        f"{here}{rule.public_id}/", {**data, "day": "8", "version": rule.version}, follow=True
    )
    assert "La règle vaut ainsi" in text(answer)
    assert "J+8 ouvrés" in text(browser.get(here))
    answer = browser.post(f"{here}{rule.public_id}/archiver/", follow=True)
    assert "Règles archivées" in text(answer)
    answer = browser.post(f"{here}{rule.public_id}/reprendre/", follow=True)
    assert "La règle est reprise" in text(answer)


def test_a_line_of_a_contract_takes_another_model(
    browser: Client, measured: Measured, row: DueReport
) -> None:
    with current.company(measured.company.pk):
        line = ReportBinding.objects.get()
    here = f"/{measured.slug}/reglages/rapports/lignes/{line.public_id}/"
    answer = browser.post(here, {"model": "it", "version": line.version}, follow=True)
    assert "dès la prochaine période" in text(answer)
    assert "Informatique" in text(answer)


def test_search_and_calendars_know_the_reports(
    browser: Client, measured: Measured, row: DueReport
) -> None:
    found = text(browser.get(f"/{measured.slug}/recherche/", {"q": "rapport d’activité"}))
    assert at(measured, row).rsplit("/", 2)[0] in found


def test_a_thumb_is_given_on_the_page_of_the_report_and_leads_back_there(
    browser: Client, measured: Measured, row: DueReport
) -> None:
    here = at(measured, row)
    assert "Votre avis sur ce rapport" not in text(browser.get(here))
    with current.company(measured.company.pk):
        reports.filed(measured.alice, row)
    assert "Votre avis sur ce rapport" in text(browser.get(here))
    told = {
        "from": "report",
        "kind": "report",
        "thing": row.public_id,
        "day": NOW.date().isoformat(),
        "verdict": "bas",
        "line": "Il manque Lyon",
    }
    with current.company(measured.company.pk):
        firm = measured.nova.public_id
    answer = browser.post(f"/{measured.slug}/prestataires/{firm}/paroles/pouce/", told)
    assert answer.headers["Location"] == here
    with current.company(measured.company.pk):
        assert Thumb.objects.get().is_up is False
    assert "Il manque Lyon" in browser.get(here).content.decode()


def test_a_provider_gives_no_thumb_to_its_own_report(measured: Measured, row: DueReport) -> None:
    with current.company(measured.company.pk):
        reports.filed(measured.alice, row)
        nova = measured.nova
    client = browse(measured.member(Role.PROVIDER, provider=nova))
    assert "Votre avis sur ce rapport" not in text(client.get(at(measured, row)))
