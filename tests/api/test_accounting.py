"""The books by the API: for who sees the whole company."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase

from tests.api.conftest import Get, Readers, browser
from tests.factories import accounts, books
from tests.factories.organisation import Group
from timonerie.domains.facts.models import AccountingFile
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import mandates
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope.models import Company


def post(readers: Readers, company: Company, path: str, **data: Any) -> Any:
    with TestCase.captureOnCommitCallbacks(execute=True):
        return readers["director"].post(f"/api/{company.slug}/accounting/{path}", data)


@pytest.fixture
def file(alice: Actor, group: Group) -> AccountingFile:
    return books.read(alice)


def test_a_file_is_sent_read_and_said(
    get: Get, readers: Readers, company: Company, group: Group
) -> None:
    sent = post(
        readers,
        company,
        "files",
        file=SimpleUploadedFile(books.name(), books.content(books.year())),
    )

    assert (sent.status_code, sent.json()["state"]) == (202, "received")
    told = get("director", f"accounting/files/{sent.json()['id']}")
    assert (told["state"], told["siren"], told["lines"]) == ("read", books.SIREN, 79)
    assert {"code", "severity", "count", "lines", "params"} == set(told["findings"][0])


def test_a_refused_file_says_why(get: Get, alice: Actor, group: Group) -> None:
    broken = books.read(alice, b"JournalCode\n")
    told = get("director", f"accounting/files/{broken.public_id}")
    assert (told["state"], told["refusal"]["code"]) == ("refused", "FEC-01")


def test_providers_are_ranked_with_those_known(get: Get, file: AccountingFile) -> None:
    found = get("director", "accounting/providers")["items"]
    assert [(one["name"], one["spend"]) for one in found] == [
        ("Nova", 12_200_00),
        ("CABINET DURAND", 6_000_00),
        ("FORMA PLUS", 2_400_00),
    ]
    nova: Provider = Provider.objects.get(name="Nova")
    assert found[0]["provider"]["id"] == str(nova.public_id)
    assert found[1]["provider"] is None


def test_lines_behind_a_figure_add_up_to_it(get: Get, file: AccountingFile) -> None:
    nova = get("director", "accounting/providers")["items"][0]
    asked = f"accounting/lines?side=charges&key={nova['keys'][0]}&size=200"
    assert sum(line["spend"] for line in get("director", asked)["items"]) == nova["spend"]
    page = get("director", "accounting/lines?size=10&page=8")
    assert (page["count"], len(page["items"])) == (79, 9)
    get("director", "accounting/lines?side=autre", status=422)


def test_a_file_is_taken_out_once(
    get: Get, readers: Readers, company: Company, file: AccountingFile
) -> None:
    path = f"files/{file.public_id}/retire"
    assert post(readers, company, path).json()["state"] == "retired"
    assert post(readers, company, path).status_code == 409
    assert get("director", "accounting/providers")["items"] == []
    assert get("director", "accounting/files?state=retired")["count"] == 1


def test_who_sees_a_part_only_finds_nothing(
    get: Get, alice: Actor, company: Company, group: Group, file: AccountingFile
) -> None:
    for address in ("files", f"files/{file.public_id}", "providers", "lines"):
        get("site manager", f"accounting/{address}", status=403)
        get("stranger", f"accounting/{address}", status=404)
    membership = accounts.membership(company, Role.EXECUTIVE)
    mandates.grant(
        by=alice,
        at=books.NOW,
        membership=membership,
        start_date=accounts.LONG_AGO,
        unit=group.lyon,
    )
    client = browser(accounts.actor_of(membership))
    for address in ("files", f"files/{file.public_id}", "providers", "lines"):
        assert client.get(f"/api/{company.slug}/accounting/{address}").status_code == 404
