"""The workforce by the API: the doors agree, and nobody is in what they answer."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.conftest import Get, Readers
from tests.factories import dsn, workforce
from timonerie.domains.facts.models import PayrollDeclaration
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company

MARCH = date(2025, 3, 1)
LYON = dsn.PLACES[0]


def send(readers: Readers, company: Company, data: bytes, **more: str) -> Any:
    address = f"/api/{company.slug}/payroll-declarations"
    body = {"file": SimpleUploadedFile("paie.dsn", data), **more}
    return readers["director"].post(address, body)


def test_a_file_is_sent_and_read_by_site_and_month(
    readers: Readers, company: Company, get: Get
) -> None:
    answer = send(readers, company, workforce.GROUP.file(MARCH), create_entities="true")

    assert answer.status_code == 201, answer.content
    assert len(answer.json()["declarations"]) == 4
    lyon = next(one for one in get("director", "workforce")["items"] if one["siret"] == LYON.siret)
    assert lyon["known"] in ("measured", "missing")
    first = [
        one
        for one in get("director", "workforce?size=200")["items"]
        if one["month"] == "2025-03-01"
    ]
    heads = {one["siret"]: one["heads"] for one in first}
    assert heads == {one.siret: workforce.GROUP.truth(one, MARCH).heads for one in dsn.PLACES}


def test_the_same_file_again_is_known(readers: Readers, company: Company) -> None:
    send(readers, company, workforce.GROUP.file(MARCH), create_entities="true")

    again = send(readers, company, workforce.GROUP.file(MARCH)).json()

    assert (again["declarations"], len(again["known"])) == ([], 4)


@pytest.mark.parametrize(
    ("data", "code"), [(b"a;b\n", "DSN-03"), (workforce.GROUP.file(MARCH), "DSN-05")]
)
def test_a_refused_file_answers_its_code(
    readers: Readers, company: Company, alice: Actor, data: bytes, code: str
) -> None:
    answer = send(readers, company, data)

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert not PayrollDeclaration.objects.exists()


def test_a_declaration_tells_counts_and_nobody(
    readers: Readers, company: Company, get: Get, alice: Actor
) -> None:
    made = workforce.drop(alice, workforce.GROUP.file(MARCH)).declarations[0]

    told = get("director", f"payroll-declarations/{made.public_id}")

    assert told["thrown"]["S21.G00.30.001"] > 100
    assert not any(canary in str(told) for canary in dsn.CANARIES)
    get("site manager", f"payroll-declarations/{made.public_id}", status=404)
    assert get("site manager", "payroll-declarations")["items"] == []
    get("provider", "workforce", status=403)
