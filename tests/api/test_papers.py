"""Papers by the API: sent, read as far as each reader reaches, filed, judged."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.conftest import Get, Readers
from tests.factories import contracts, papers
from tests.factories.organisation import NOW, Group
from tests.foundations.documents.papers import hostile
from timonerie.domains.contracts.models import ContractDocument
from timonerie.domains.contracts.operations import documents
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company


@pytest.fixture
def paper(alice: Actor, group: Group, data_dir: object) -> ContractDocument:
    nova = Provider.objects.get(name="Nova")
    made = papers.paper(alice, under=contracts.signed(alice, provider=nova))
    documents.read(by=alice, at=NOW, document=made)
    return made


def put(readers: Readers, company: Company, to: str, body: dict[str, Any]) -> Any:
    address = f"/api/{company.slug}/{to}"
    return readers["director"].put(address, json.dumps(body), content_type="application/json")


def send(readers: Readers, company: Company, data: bytes, name: str = "contrat.pdf") -> Any:
    file = SimpleUploadedFile(name, data)
    return readers["director"].post(f"/api/{company.slug}/papers", {"file": file})


def test_a_paper_is_sent_and_told(readers: Readers, company: Company, data_dir: object) -> None:
    answer = send(readers, company, papers.text_pdf())
    assert answer.status_code == 202
    assert answer.json()["file_name"] == "contrat.pdf"
    refused = send(readers, company, b"PK")
    assert (refused.status_code, refused.json()["code"]) == (422, "PDF-04")
    refused = send(readers, company, hostile.plain(), "contrat.docx")
    assert (refused.status_code, refused.json()["code"]) == (422, "PDF-04")


def test_a_paper_is_read_with_its_clauses_and_pages(get: Get, paper: ContractDocument) -> None:
    told = get("director", f"papers/{paper.public_id}")
    assert len(told["clauses"]) == 8
    found = next(one for one in told["clauses"] if one["clause"] == "notice")
    pages = get("director", f"papers/{paper.public_id}/pages")["items"]
    text = pages[found["page"] - 1]["text"]
    assert text[found["start"] : found["end"]] == found["extract"]
    assert {one["field"] for one in told["proposed_terms"]} >= {"firm", "notice"}
    assert get("director", "papers")["count"] == 1


def test_a_clause_is_judged_over_the_version_that_was_read(
    get: Get, readers: Readers, company: Company, paper: ContractDocument
) -> None:
    [one, *_others] = get("director", f"papers/{paper.public_id}")["clauses"]
    body = {"version": one["version"], "opinion": "weak", "note": "à revoir"}
    answer = put(readers, company, f"clauses/{one['id']}", body)
    assert answer.status_code == 200, answer.json()
    assert (answer.json()["opinion"], answer.json()["version"]) == ("weak", 2)
    assert put(readers, company, f"clauses/{one['id']}", body | {"opinion": ""}).status_code == 409
    assert put(readers, company, f"clauses/{one['id']}", {"opinion": "?"}).status_code == 422


def test_a_paper_is_filed_and_taken_out(
    readers: Readers, company: Company, paper: ContractDocument
) -> None:
    out = put(readers, company, f"papers/{paper.public_id}/contract", {"contract": None})
    assert out.json()["contract"] is None
    nowhere = {"contract": "00000000-0000-4000-8000-000000000000"}
    gone = put(readers, company, f"papers/{paper.public_id}/contract", nowhere)
    assert gone.status_code == 404


def test_who_reads_no_contract_reads_no_paper(get: Get, paper: ContractDocument) -> None:
    get("site manager", "papers", status=403)
    get("provider", f"papers/{paper.public_id}", status=403)
