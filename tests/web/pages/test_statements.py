"""The statements of work on screen: begun, written, approved, compared, handed over."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from uuid import UUID

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.factories import statements as factory
from tests.factories.figures import Measured
from tests.web.pages.conftest import browse
from timonerie.domains.sourcing.enums import LineKind
from timonerie.domains.sourcing.models import (
    Activity,
    CompanyTemplate,
    StatementLine,
    StatementOfWork,
    StatementVersion,
)
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.printing.documents import company_template
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow


@pytest.fixture
def inside(measured: Measured) -> Iterator[Measured]:
    with current.company(measured.company.pk):
        yield measured


@pytest.fixture
def activity(inside: Measured) -> Activity:
    return factory.payslips(inside.alice)


@pytest.fixture
def statement(inside: Measured, activity: Activity) -> StatementOfWork:
    return factory.payroll(inside.alice, of=[activity])


def text(answer: Any) -> str:
    """Of a page, with plain spaces."""
    found = re.sub(r"\s+", " ", answer.content.decode())
    return found.replace("\u00a0", " ").replace("\u202f", " ").replace("&#x27;", "'")


def address(measured: Measured, path: str = "") -> str:
    return f"/{measured.slug}/cahiers/{path}"


def page(client: Client, measured: Measured, path: str = "") -> str:
    answer = client.get(address(measured, path))
    assert answer.status_code == 200, path
    return text(answer)


def rows(statement: StatementOfWork, kind: LineKind) -> list[StatementLine]:
    found = StatementLine.objects.filter(statement=statement, kind=kind)
    return list(found.order_by("section", "rank"))


def test_an_empty_list_says_to_write_one(browser: Client, measured: Measured) -> None:
    assert "Écrire un cahier des charges" in page(browser, measured)


def test_seven_models_are_offered_each_with_its_sentence(
    browser: Client, measured: Measured
) -> None:
    found = page(browser, measured, "nouveau/")
    assert found.count("?modele=") == 7
    assert browser.get(address(measured, "nouveau/?modele=none")).status_code == 404


def test_what_was_decided_to_be_entrusted_comes_ticked(
    browser: Client, measured: Measured, activity: Activity
) -> None:
    key = f'value="{activity.public_id}" id="activite-{activity.public_id}"'
    assert f"{key} checked" not in page(browser, measured, "nouveau/?modele=payroll")
    factory.entrusted(measured.alice, activity)
    found = page(browser, measured, "nouveau/?modele=payroll")
    assert f"{key} checked" in found
    assert "décidé : confier" in found
    assert f"{key} checked" not in page(browser, measured, "nouveau/?modele=it_support")


def test_a_statement_is_there_filled_after_one_form(
    browser: Client, inside: Measured, activity: Activity
) -> None:
    told = {"title": "Paie", "months": "36", "activities": str(activity.public_id)}
    answer = browser.post(address(inside, "nouveau/?modele=payroll"), told, follow=True)
    assert "ce que vous savez est déjà rempli" in text(answer)
    made = StatementOfWork.objects.get()
    found = page(browser, inside, f"{made.public_id}/")
    assert "bloquent l’approbation" in found
    assert "Bulletins" in found
    assert found.count('<details class="work-section"') == 16


def test_a_form_in_error_keeps_what_was_ticked(
    browser: Client, inside: Measured, activity: Activity
) -> None:
    told = {"title": "", "months": "36", "activities": str(activity.public_id)}
    answer = browser.post(address(inside, "nouveau/?modele=payroll"), told)
    assert f'id="activite-{activity.public_id}" checked' in text(answer)
    assert not StatementOfWork.objects.exists()


def test_gaps_stand_beside_their_line_and_lead_there_from_the_top(
    browser: Client, inside: Measured, statement: StatementOfWork
) -> None:
    line = rows(statement, LineKind.VOLUME)[0]
    found = page(browser, inside, f"{statement.public_id}/")
    assert f'id="ligne-{line.public_id}"' in found
    whole = page(browser, inside, f"{statement.public_id}/manques/")
    assert f"#ligne-{line.public_id}" in whole
    sheet = browser.get(address(inside, f"{statement.public_id}/manques/?format=csv"))
    assert "justifier" in sheet.content.decode()


def test_a_line_of_each_kind_is_written_with_the_fields_of_its_kind(
    browser: Client, inside: Measured, statement: StatementOfWork
) -> None:
    here = f"{statement.public_id}/lignes/nouvelle/?article=7&nature=service_level"
    assert 'name="v-target"' in page(browser, inside, here)
    assert 'name="v-accountable"' not in page(browser, inside, here)
    told = {
        "title": "Réponse", "v-target": "4,5", "v-unit": "hours", "v-at_least": "false",
        "v-period": "month", "v-window": "Heures d’ouverture du site",
        "v-metric": "time_to_resolved_p90",
    }  # fmt: skip
    answer = browser.post(address(inside, here), told, follow=True)
    assert "au plus 4,5 heures, jugé chaque mois" in text(answer)
    made = StatementLine.objects.get(title="Réponse")
    assert (made.values["target"], made.values["at_least"]) == (4.5, False)


@pytest.mark.parametrize("query", ["article=17&nature=text", "article=1&nature=price", ""])
def test_no_line_is_written_where_it_has_no_place(
    browser: Client, inside: Measured, statement: StatementOfWork, query: str
) -> None:
    here = address(inside, f"{statement.public_id}/lignes/nouvelle/?{query}")
    assert browser.get(here).status_code == 404


def test_bands_and_months_are_read_as_they_are_typed(
    browser: Client, inside: Measured, statement: StatementOfWork
) -> None:
    line = rows(statement, LineKind.VOLUME)[0]
    here = address(inside, f"{statement.public_id}/lignes/{line.public_id}/")
    told = {
        "title": line.title, "text": "", "version": "1", "v-unit": "bulletins", "v-per": "year",
        "v-expected": "1 200", "v-bands_0": "0", "v-bands_1": "1 000", "v-bands_3": "1 000",
        "v-bands_5": "0,95",
    }  # fmt: skip
    told |= {f"v-seasonality_{month}": "1" for month in range(12)}
    browser.post(here, told)
    line.refresh_from_db()
    assert line.values["expected"] == 1200
    assert line.values["bands"] == [
        {"from": 0, "to": 1000},
        {"from": 1000, "unit_price_factor": 0.95},
    ]
    assert line.values["seasonality"] == [1] * 12
    assert 'value="0,95"' in text(browser.get(here))


def test_what_is_typed_wrong_is_said_beside_its_field_and_kept(
    browser: Client, inside: Measured, statement: StatementOfWork
) -> None:
    line = rows(statement, LineKind.VOLUME)[0]
    here = address(inside, f"{statement.public_id}/lignes/{line.public_id}/")
    told = {"title": line.title, "text": "", "version": "1", "v-low": "9", "v-expected": "3"}
    answer = text(browser.post(here, told))
    assert "Rangez les volumes" in answer
    assert 'value="9"' in answer
    told = {"title": line.title, "text": "", "version": "1", "v-low": "beaucoup"}
    assert "Écrivez un nombre" in text(browser.post(here, told))


def test_two_people_on_one_line_are_shown_both_versions_and_lose_nothing(
    browser: Client, inside: Measured, statement: StatementOfWork
) -> None:
    line = rows(statement, LineKind.PRIVACY)[0]
    here = address(inside, f"{statement.public_id}/lignes/{line.public_id}/")
    first = {"title": "Données", "text": "", "version": "1", "v-data": "salariés"}
    browser.post(here, first)
    second = first | {"v-data": "candidats", "v-topics": ["audit", "breach"]}
    answer = text(browser.post(here, second))
    assert "Deux personnes ont modifié" in answer
    assert answer.count(" checked") == 2
    kept = StatementLine.objects.get(pk=line.pk)
    assert kept.values["data"] == "salariés"


def test_lines_are_moved_removed_and_put_back_by_buttons(
    browser: Client, inside: Measured, statement: StatementOfWork
) -> None:
    line = rows(statement, LineKind.SERVICE_LEVEL)[0]
    title, key = line.title, line.public_id
    here = f"{statement.public_id}/lignes/{key}/"
    browser.post(address(inside, f"{here}deplacer/"), {"vers": "bas"})
    assert rows(statement, LineKind.SERVICE_LEVEL)[1].public_id == key
    answer = browser.post(address(inside, f"{here}retirer/?version=1"), follow=True)
    assert not StatementLine.objects.filter(public_id=key).exists()
    assert "Lignes retirées" in text(answer)
    browser.post(address(inside, f"{here}remettre/"))
    assert StatementLine.objects.get(public_id=key).title == title


def test_what_is_measured_today_is_told_beside_a_level_and_taken_with_its_date(
    browser: Client, inside: Measured, statement: StatementOfWork, activity: Activity
) -> None:
    line = rows(statement, LineKind.SERVICE_LEVEL)[0]
    StatementLine.objects.filter(pk=line.pk).update(
        values={"metric": "time_to_resolved_median", "target": 30, "unit": "hours"}
    )
    here = f"{statement.public_id}/"
    assert "aujourd’hui : rien n’est encore mesuré" in page(browser, inside, here)
    factory.measured(inside, activity)
    found = page(browser, inside, here)
    assert "aujourd’hui : médiane" in found
    browser.post(address(inside, f"{here}lignes/{line.public_id}/mesurer/?version=1"))
    line.refresh_from_db()
    assert line.values["measured"]["n"] > 0
    assert line.values["measured"]["frozen_on"]
    assert "Reprendre ce qui est mesuré" not in page(browser, inside, here)


def test_approving_wants_a_reason_while_something_blocks(
    browser: Client, inside: Measured, statement: StatementOfWork
) -> None:
    here = address(inside, f"{statement.public_id}/approuver/")
    told = {"version": str(statement.version), "note": "", "reason": ""}
    assert "dites pourquoi" in text(browser.post(here, told))
    statement.refresh_from_db()
    told = {"version": str(statement.version), "reason": "Volumes à venir"}
    answer = text(browser.post(here, told, follow=True))
    assert "intacte" in answer
    assert "Raison donnée : Volumes à venir" in answer
    assert StatementVersion.objects.get().number == 1


def test_an_approval_of_what_changed_meanwhile_is_asked_again(
    browser: Client, inside: Measured, statement: StatementOfWork
) -> None:
    here = address(inside, f"{statement.public_id}/approuver/")
    seen = statement.version
    add = address(inside, f"{statement.public_id}/lignes/nouvelle/?article=1&nature=text")
    browser.post(add, {"title": "Une ligne de plus"})
    answer = text(browser.post(here, {"version": str(seen), "reason": "vu"}))
    assert "rien n’a été approuvé" in answer
    assert f'name="version" value="{seen + 1}"' in answer
    assert not StatementVersion.objects.exists()


def test_what_changed_is_read_word_by_word_with_a_sign(
    browser: Client, inside: Measured, statement: StatementOfWork
) -> None:
    factory.approved(inside.alice, statement)
    line = rows(statement, LineKind.TEXT)[0]
    here = address(inside, f"{statement.public_id}/lignes/{line.public_id}/")
    browser.post(here, {"title": f"{line.title} 2027", "text": line.text, "version": "1"})
    found = page(browser, inside, f"{statement.public_id}/comparer/")
    assert "1 ligne modifiée" in found
    assert '<ins><span class="visually-hidden">ajouté : </span> 2027</ins>' in found
    same = page(browser, inside, f"{statement.public_id}/comparer/?de=1&a=1")
    assert "Rien n’a changé" in same
    other = address(inside, f"{statement.public_id}/comparer/?de=9")
    assert browser.get(other).status_code == 404


def test_what_changes_on_the_cover_is_compared_and_counted(
    browser: Client, inside: Measured, statement: StatementOfWork
) -> None:
    factory.approved(inside.alice, statement)
    approving = f"{statement.public_id}/approuver/"
    assert "Sur la couverture" not in page(browser, inside, approving)
    told = {"title": "Paie 2028", "months": "24", "version": str(statement.version)}
    browser.post(address(inside, f"{statement.public_id}/modifier/"), told)
    found = page(browser, inside, f"{statement.public_id}/comparer/")
    assert "couverture modifiée" in found
    assert "Paie 2028</ins>" in found
    assert "24 mois</ins>" in found
    changing = page(browser, inside, approving)
    assert "Sur la couverture, ce qui change : titre, durée cherchée." in changing


@pytest.mark.parametrize(("kind", "starts"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_documents_have_clean_names_and_a_version_gives_the_same_bytes_again(
    browser: Client, inside: Measured, statement: StatementOfWork, kind: str, starts: bytes
) -> None:
    factory.approved(inside.alice, statement)
    here = address(inside, f"{statement.public_id}/{kind}/")
    draft = browser.get(here)
    assert draft.content.startswith(starts)
    assert "paie-des-sites-projet-" in draft.headers["Content-Disposition"]
    version = browser.get(f"{here}?version=1")
    assert f"paie-des-sites-v1.{kind}" in version.headers["Content-Disposition"]
    assert browser.get(f"{here}?version=1").content == version.content
    assert browser.get(f"{here}?version=2").status_code == 404


def test_documents_without_end_are_refused(
    browser: Client, inside: Measured, statement: StatementOfWork, settings: Settings
) -> None:
    settings.TRIES_AN_HOUR = {**settings.TRIES_AN_HOUR, "export": 1}
    kinds = ("docx", "docx", "pdf")
    asked = [browser.get(address(inside, f"{statement.public_id}/{kind}/")) for kind in kinds]
    assert [one.status_code for one in asked] == [200, 429, 429]


def test_the_company_template_is_taken_when_nothing_is_wrong_with_it(
    browser: Client, inside: Measured
) -> None:
    here = address(inside, "modele-word/")
    ours = browser.get(f"{here}depart/").content
    assert ours == company_template.default()
    wrong = browser.post(here, {"file": SimpleUploadedFile("modele.docx", b"rien")})
    assert wrong.status_code == 422
    assert "rien n’a changé" in text(wrong)
    browser.post(here, {"file": SimpleUploadedFile("notre-modele.docx", ours)})
    assert "notre-modele.docx" in page(browser, inside, "modele-word/")
    assert browser.get(f"{here}actuel/").getvalue() == ours
    browser.post(f"{here}retirer/")
    assert CompanyTemplate.objects.get().removed_at is not None
    assert browser.get(f"{here}actuel/").status_code == 404


def test_a_document_is_set_in_the_template_of_the_company(
    browser: Client, inside: Measured, statement: StatementOfWork
) -> None:
    ours = docx.Document(BytesIO(company_template.default()))
    ours.sections[0].header.paragraphs[0].text = "Brévent, direction des achats"
    made = BytesIO()
    ours.save(made)
    file = SimpleUploadedFile("achats.docx", made.getvalue())
    assert browser.post(address(inside, "modele-word/"), {"file": file}).status_code == 302
    answer = browser.get(address(inside, f"{statement.public_id}/docx/"))
    written = docx.Document(BytesIO(answer.content))
    assert "direction des achats" in written.sections[0].header.paragraphs[0].text
    assert any("Bulletins" in one.text for one in written.paragraphs)


def test_who_sees_some_sites_sees_no_statement(
    inside: Measured, statement: StatementOfWork
) -> None:
    narrowed = browse(inside.member(Role.EXECUTIVE, unit=inside.group.lyon))
    assert "Paie des sites" not in page(narrowed, inside)
    for path in ("", "manques/", "versions/", "pdf/", "approuver/"):
        answer = narrowed.get(address(inside, f"{statement.public_id}/{path}"))
        assert answer.status_code == 404, path
    manager = browse(inside.member(Role.SITE_MANAGER, unit=inside.group.lyon))
    assert manager.get(address(inside)).status_code == 403


def test_a_line_of_another_statement_is_not_found(
    browser: Client, inside: Measured, statement: StatementOfWork
) -> None:
    other = factory.payroll(inside.alice, title="Autre")
    line: UUID = rows(other, LineKind.TEXT)[0].public_id
    here = address(inside, f"{statement.public_id}/lignes/{line}/")
    assert browser.get(here).status_code == 404


def test_an_archived_statement_is_read_and_no_more_written(
    browser: Client, inside: Measured, statement: StatementOfWork
) -> None:
    here = f"{statement.public_id}/"
    browser.post(address(inside, f"{here}archiver/?version={statement.version}"))
    found = page(browser, inside, here)
    assert "Reprendre des archives" in found
    assert "lignes/nouvelle" not in found
    assert "Paie des sites" in page(browser, inside, "archives/")
    statement.refresh_from_db()
    browser.post(address(inside, f"{here}reprendre/?version={statement.version}"))
    assert "Paie des sites" in page(browser, inside)


def test_it_is_archived_under_the_version_that_was_seen(
    browser: Client, inside: Measured, statement: StatementOfWork
) -> None:
    answer = browser.post(
        address(inside, f"{statement.public_id}/archiver/?version=99"), follow=True
    )
    assert "Quelqu’un a modifié" in text(answer)


def test_their_pages_ask_few_questions_of_the_database(
    browser: Client, inside: Measured, statement: StatementOfWork
) -> None:
    factory.approved(inside.alice, statement)
    line = rows(statement, LineKind.VOLUME)[0].public_id
    here = f"{statement.public_id}/"
    paths = ("", "manques/", "approuver/", "versions/", "versions/1/", "comparer/", "modifier/")
    for path in (*(f"{here}{path}" for path in paths), "nouveau/?modele=payroll", ""):
        page(browser, inside, path)
        with CaptureQueriesContext(connection) as queries:
            page(browser, inside, path)
        assert len(queries) <= 20, path
    with CaptureQueriesContext(connection) as queries:
        page(browser, inside, f"{here}lignes/{line}/")
    assert len(queries) <= 20


def test_search_an_activity_and_a_provider_lead_to_the_statements_that_speak_of_them(
    browser: Client, inside: Measured, statement: StatementOfWork, activity: Activity
) -> None:
    found = browser.get(f"/{inside.slug}/recherche/", {"q": "paie des sites"})
    hits = {hit.title for group in found.context["groups"] for hit in group.hits}
    assert "Paie des sites" in hits
    of_activity = browser.get(f"/{inside.slug}/activites/{activity.public_id}/")
    assert "Cahiers des charges qui en parlent" in text(of_activity)
    StatementOfWork.objects.filter(pk=statement.pk).update(provider=inside.nova)
    # The page asks for it once it is there.
    of_provider = browser.get(f"/{inside.slug}/prestataires/{inside.nova.public_id}/?cout=1")
    assert "Paie des sites" in text(of_provider)
