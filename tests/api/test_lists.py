"""Lists by the API: looked at, then written, by the rules of the screens."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.utils import timezone

from tests.api.conftest import Readers, browser
from tests.factories import accounts
from tests.factories.organisation import NOW
from timonerie.domains.organisation.models import Provider, Seat, Unit
from timonerie.domains.organisation.operations import mandates
from timonerie.domains.performance.enums import JobKind
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import Membership
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.scope.models import Company

UNITS = "niveau;nom\nsite;Brest\n"
FAULTY = "niveau;nom\nsite;Brest\nagence volante;Nice\n"
CHART = "nom;prénom;poste;site;N+1\nRoux;Claire;DG;Brest;\nPetit;Marc;DAF;Brest;Roux Claire\n"


@pytest.fixture
def send(readers: Readers, company: Company) -> Any:
    def sent(kind: str, text: str, *, reader: str = "director", **more: Any) -> Any:
        body = {"file": SimpleUploadedFile("liste.csv", text.encode()), **more}
        with TestCase.captureOnCommitCallbacks(execute=True):
            return readers[reader].post(f"/api/{company.slug}/lists/{kind}", body)

    return sent


def sites() -> list[str]:
    return [one.name for one in Unit.objects.sites()]


def test_a_list_is_looked_at_then_written(send: Any, alice: Any) -> None:
    looked = send("unites", UNITS).json()
    assert (looked["is_written"], looked["created"], "Brest" in sites()) == (False, 1, False)
    written = send("unites", UNITS, write="true").json()
    assert (written["is_written"], written["created"], "Brest" in sites()) == (True, 1, True)
    assert Job.objects.filter(kind=JobKind.MEASURE).exists()
    assert send("unites", UNITS, write="true").json()["same"] == 1


def test_faulty_lines_stop_everything_unless_they_are_left(send: Any, alice: Any) -> None:
    [fault] = send("unites", FAULTY).json()["faults"]
    assert (fault["line"], fault["column"], fault["code"]) == (3, "niveau", "LIS-05")
    refused = send("unites", FAULTY, write="true")
    assert (refused.status_code, refused.json()["code"]) == (409, "faulty-lines")
    assert "Brest" not in sites()
    assert send("unites", FAULTY, write="true", leave_faulty="true").json()["created"] == 1


def test_what_an_org_chart_leaves_open_is_asked_and_chosen(send: Any, alice: Any) -> None:
    looked = send("organigramme", CHART).json()
    assert [one["choice"] for one in looked["questions"]] == ["sites"]
    assert "sites" in looked["choices"]
    send("organigramme", CHART, write="true", choose=["sites"])
    assert Seat.objects.get(name="DAF").manager == Seat.objects.get(name="DG")


def test_a_file_that_is_no_list_says_why(send: Any, alice: Any) -> None:
    refused = send("unites", "nom\nBrest\n").json()
    assert (refused["code"], "niveau" in refused["remedy"]) == ("LIS-01", True)
    assert send("unites", "").json()["code"] == "FIC-01"


def test_a_list_of_another_world_does_not_exist(send: Any, alice: Any) -> None:
    assert send("recettes", UNITS).status_code == 404


def test_a_list_needs_the_right_of_what_it_holds(send: Any, alice: Any) -> None:
    assert send("unites", UNITS, reader="site manager").status_code == 403


@pytest.mark.parametrize("kind", ["prestataires", "activites", "cibles"])
def test_who_answers_for_a_part_of_the_company_sends_no_list(
    send: Any, alice: Any, company: Company, readers: Readers, kind: str
) -> None:
    buyer = accounts.actor(company, Role.EXECUTIVE, name="Eve")
    nova = Provider.objects.get(name="Nova")
    membership = accounts.membership_of(buyer)
    mandates.grant(
        by=alice, at=NOW, membership=membership, start_date=accounts.LONG_AGO, provider=nova
    )
    readers["buyer"] = browser(buyer)
    refused = send(kind, "nom;métier\nOrion;paie\n", reader="buyer")
    assert (refused.status_code, "mandat" in refused.json()["message"]) == (422, True)


@pytest.mark.rule("AUT-23")
def test_rights_given_by_a_list_want_a_recent_proof(send: Any, alice: Any) -> None:
    people = "nom;adresse;rôle\nBob Durand;bob@example.org;direction\n"
    assert send("acces", people).json()["created"] == 1
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        refused = send("acces", people, write="true")
    assert (refused.status_code, refused.json()["code"]) == (403, "proof")
    assert not Membership.objects.filter(user__email="bob@example.org").exists()
