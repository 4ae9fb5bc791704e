"""A list of contracts by the API: looked at, then taken in."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.conftest import Readers
from tests.factories import contract_lists
from timonerie.domains.contracts.models import Contract, ContractList
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.scope.models import Company

LONG = f"Objet;Préavis\n{'x' * 300};3 mois\nPaie;2 mois\n"


@pytest.fixture
def send(readers: Readers, company: Company) -> Any:
    def sent(
        content: bytes, *, reader: str = "director", name: str = "contrats.csv", **more: Any
    ) -> Any:
        body = {"file": SimpleUploadedFile(name, content), **more}
        return readers[reader].post(f"/api/{company.slug}/contract-lists", body)

    return sent


def test_a_list_is_looked_at_and_nothing_is_kept(send: Any, alice: Any) -> None:
    told = send(contract_lists.csv(contract_lists.FREE)).json()
    assert (told["accepted"], told["created"], len(told["new_providers"])) == (None, 4, 4)
    assert {"title": "Conditions", "field": "terms"} in told["columns"]
    assert "voir contrat" in {one["cell"] for one in told["questions"]}
    assert (Contract.objects.count(), ContractList.objects.count()) == (0, 0)


def test_a_list_is_taken_in_once(send: Any, alice: Any) -> None:
    content = contract_lists.csv(contract_lists.FREE)
    told = send(content, write="true", create_providers="true").json()
    assert ContractList.objects.get(public_id=told["accepted"]).state == "accepted"
    assert Contract.objects.count() == 4
    assert Provider.objects.filter(name="Cegid SAS").exists()
    again = send(content, write="true").json()
    assert (again["created"], again["same"], Contract.objects.count()) == (0, 4, 4)


def test_another_sheet_is_named(send: Any, alice: Any) -> None:
    book = contract_lists.xlsx(
        {
            "Contrats": contract_lists.TITLED,
            "Archives": (("Objet", "Préavis"), ("Ancien contrat", "3 mois")),
        }
    )
    send(book, name="suivi.xlsx", sheet="Archives", write="true")
    assert [one.name for one in Contract.objects.all()] == ["Ancien contrat"]
    refused = send(book, name="suivi.xlsx", sheet="Absente")
    assert (refused.status_code, "Archives" in refused.json()["message"]) == (422, True)


def test_faulty_lines_stop_everything_unless_they_are_left(send: Any, alice: Any) -> None:
    refused = send(LONG.encode(), write="true")
    assert (refused.status_code, refused.json()["code"]) == (409, "faulty-lines")
    assert (Contract.objects.count(), ContractList.objects.count()) == (0, 0)
    assert send(LONG.encode(), write="true", leave_faulty="true").json()["created"] == 1


def test_who_may_not_write_contracts_sends_none(send: Any, alice: Any) -> None:
    assert send(b"Objet\nPaie\n", reader="auditor").status_code == 403
