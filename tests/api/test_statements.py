"""Statements of work by the API: begun, read with what they lack, written, approved, downloaded."""

import json
from typing import Any

import pytest
from pytest_django import Settings

from tests.api.conftest import Get, Readers
from tests.factories import statements as factory
from tests.factories.organisation import Group
from timonerie.domains.sourcing.models import Activity, StatementLine, StatementOfWork
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company


@pytest.fixture
def activity(alice: Actor, group: Group) -> Activity:
    return factory.payslips(alice)


@pytest.fixture
def statement(alice: Actor, activity: Activity) -> StatementOfWork:
    return factory.payroll(alice, of=[activity])


def send(readers: Readers, company: Company, path: str, body: Any, *, by: str = "post") -> Any:
    call = getattr(readers["director"], by)
    address = f"/api/{company.slug}/statements{path}"
    return call(address, json.dumps(body), content_type="application/json")


def test_one_is_begun_from_a_model_and_comes_with_its_lines_and_gaps(
    readers: Readers, company: Company, activity: Activity
) -> None:
    body = {"work": "payroll", "title": "Paie", "activities": [str(activity.public_id)]}
    made = send(readers, company, "", body)
    assert made.status_code == 201
    told = made.json()
    assert {line["section"] for line in told["lines"]} == set(range(1, 17))
    assert "blocks" in {gap["severity"] for gap in told["gaps"]}
    assert told["approved"] is None
    wrong = send(readers, company, "", {**body, "work": "none"})
    assert (wrong.status_code, "work" in wrong.json()["remedy"]) == (422, True)
    unknown = {**body, "activities": ["00000000-0000-0000-0000-000000000000"]}
    assert send(readers, company, "", unknown).status_code == 404


def test_who_sees_a_part_of_the_company_reads_none(get: Get, statement: StatementOfWork) -> None:
    assert get("director", "statements")["count"] == 1
    get("site manager", "statements", status=403)
    get("provider", f"statements/{statement.public_id}", status=403)


def test_a_line_is_added_said_again_and_removed(
    readers: Readers, company: Company, statement: StatementOfWork
) -> None:
    here = f"/{statement.public_id}/lines"
    body = {"section": 7, "kind": "service_level", "title": "Réponse", "values": {"target": 4}}
    made = send(readers, company, here, body)
    assert (made.status_code, made.json()["values"]) == (201, {"target": 4})
    line = f"{here}/{made.json()['id']}"
    again = {"title": "Réponse en 4 h", "values": {"target": 4, "unit": "hours"}, "version": 1}
    changed = send(readers, company, line, again, by="put")
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    late = {**again, "title": "Réponse en 8 h"}
    assert send(readers, company, line, late, by="put").status_code == 409
    assert send(readers, company, f"{line}?version=1", {}, by="delete").status_code == 409
    assert send(readers, company, f"{line}?version=2", {}, by="delete").status_code == 204
    assert not StatementLine.objects.filter(title="Réponse en 4 h").exists()


def test_values_of_the_wrong_shape_are_told_one_by_one(
    readers: Readers, company: Company, statement: StatementOfWork
) -> None:
    body = {"section": 7, "kind": "service_level", "title": "Réponse"}
    body |= {"values": {"target": "vite", "unit": "minutes"}}
    answer = send(readers, company, f"/{statement.public_id}/lines", body)
    assert answer.status_code == 422
    remedy = answer.json()["remedy"].replace("\u00a0", " ")
    assert "« cible » attend un nombre." in remedy
    assert "« unité » : choisissez" in remedy


def test_an_approval_is_refused_then_given_with_a_reason_and_never_changes(
    readers: Readers, company: Company, statement: StatementOfWork, get: Get
) -> None:
    here = f"/{statement.public_id}/versions"
    refused = send(readers, company, here, {"version": statement.version})
    assert (refused.status_code, "reason" in refused.json()["remedy"]) == (422, True)
    body = {"version": statement.version, "reason": "À compléter"}
    made = send(readers, company, here, body)
    assert (made.status_code, made.json()["number"]) == (201, 1)
    found = get("director", f"statements{here}/1")
    assert found["sha256"] == made.json()["sha256"]
    assert found["document"]["about"]["number"] == 1
    assert get("director", f"statements{here}")["count"] == 1
    get("director", f"statements{here}/2", status=404)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "starts"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_both_files_are_downloaded(
    readers: Readers, company: Company, statement: StatementOfWork, kind: str, starts: bytes
) -> None:
    here = f"/api/{company.slug}/statements/{statement.public_id}/documents/{kind}"
    answer = readers["director"].get(here)
    assert (answer.status_code, answer.content.startswith(starts)) == (200, True)
    assert answer.headers["Content-Disposition"].endswith(f'.{kind}"')
    assert readers["director"].get(f"{here}?number=1").status_code == 404


@pytest.mark.slow
def test_bidders_have_a_file_of_their_own(
    readers: Readers, company: Company, statement: StatementOfWork
) -> None:
    here = f"/api/{company.slug}/statements/{statement.public_id}/documents/pdf?bidders=true"
    answer = readers["director"].get(here)
    assert answer.headers["Content-Disposition"].endswith('-candidats.pdf"')


@pytest.mark.slow
def test_files_without_end_are_refused(
    readers: Readers, company: Company, statement: StatementOfWork, settings: Settings
) -> None:
    settings.TRIES_AN_HOUR = {**settings.TRIES_AN_HOUR, "export": 1}
    here = f"/api/{company.slug}/statements/{statement.public_id}/documents/docx"
    assert [readers["director"].get(here).status_code for _time in "ab"] == [200, 429]
