"""What contracts lack, for their criticality and the project of the company."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tests.factories import accounts, clauses, contracts
from tests.factories.organisation import NOW
from timonerie.domains.contracts import clause_sentences
from timonerie.domains.contracts.models import CompanyProject, Contract, ContractActivity
from timonerie.domains.contracts.operations import projects
from timonerie.domains.contracts.queries import clause_gaps, contract_clauses, criticality
from timonerie.domains.contracts.queries import projects as known
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.operations import activities
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope.models import Company

DAY = NOW.date()


def critical(by: Actor, level: int | None, name: str = "Paie") -> Contract:
    contract = contracts.signed(by, name)
    Contract.objects.filter(pk=contract.pk).update(criticality=level)
    contract.refresh_from_db()
    return contract


def say(by: Actor, project: str, *, on: date = DAY, months: int | None = None) -> CompanyProject:
    return projects.say(by=by, at=NOW, project=project, start_date=on, months=months)


def test_a_missing_way_out_blocks_a_critical_contract(alice: Actor) -> None:
    contract = critical(alice, 3)
    clauses.judged(alice, contract)
    [gap] = clause_gaps.blocking(contract, on=DAY)
    sentence = clause_sentences.gap(gap)
    assert "Clause 21, « Réversibilité »" in sentence.replace("\u00a0", " ").replace("\u202f", " ")
    assert "avenant" in sentence
    assert clause_gaps.blocking(critical(alice, 2, "Accueil"), on=DAY) == []


def test_the_criticality_comes_from_the_activities_when_nobody_says_it(alice: Actor) -> None:
    contract = critical(alice, None)
    assert criticality.of([contract]) == {}
    for name, level in (("Bulletins", 2), ("Déclarations", 4)):
        made = activities.create(by=alice, at=NOW, name=name, criticality=level)
        ContractActivity.objects.create(contract=contract, activity=made)
    assert criticality.of([contract]) == {contract.pk: 4}


def test_a_sale_makes_the_change_of_control_block_a_small_contract(alice: Actor) -> None:
    contract = critical(alice, 1)
    clauses.judged(alice, contract, "client_control", state="weak")
    assert clause_gaps.blocking(contract, on=DAY) == []
    say(alice, "sell", months=18)
    [gap] = clause_gaps.blocking(contract, on=DAY)
    assert "vitale pour votre projet" in clause_sentences.gap(gap)
    assert contract_clauses.of(contract, on=DAY).lines[0].clause.code == "client_control"


def test_what_is_missing_of_many_contracts_takes_three_queries(
    alice: Actor, django_assert_num_queries: Any
) -> None:
    found = [critical(alice, 3, f"Contrat {rank}") for rank in range(4)]
    clauses.judged(alice, found[0])
    clauses.judged(alice, found[1], state="present")
    with django_assert_num_queries(3):
        told = clause_gaps.missing(found, on=DAY)
    assert [told[one.pk].lacking for one in found] == [1, 0, 0, 0]
    assert [told[one.pk].is_looked_at for one in found] == [True, True, False, False]
    assert told[found[0].pk].unseen == told[found[1].pk].unseen < told[found[2].pk].unseen


def test_a_project_stands_from_its_day_and_the_past_stays(alice: Actor) -> None:
    assert known.standing(on=DAY) is None
    say(alice, "sell", months=18)
    say(alice, "hold", on=DAY + timedelta(days=30))
    assert known.code(on=DAY) == "sell"
    assert known.code(on=DAY + timedelta(days=30)) == "hold"
    coming = known.coming(on=DAY)
    assert coming is not None
    assert coming.project == "hold"
    say(alice, "none", on=DAY + timedelta(days=60))
    assert known.code(on=DAY + timedelta(days=60)) == ""


def test_the_same_project_again_writes_nothing(alice: Actor) -> None:
    first = say(alice, "sell", months=18)
    assert say(alice, "sell", on=DAY + timedelta(days=1), months=18) == first
    assert CompanyProject.objects.count() == 1


def test_a_project_that_cannot_be_is_refused(company: Company, alice: Actor) -> None:
    for project, months, field in (
        ("fuir", None, "project"),
        ("hold", 12, "months"),
        ("sell", 0, "months"),
    ):
        with pytest.raises(Refused) as refused:
            say(alice, project, months=months)
        assert refused.value.field == field
    executive = accounts.actor(company, Role.EXECUTIVE, name="Bruno")
    with pytest.raises(PermissionDenied):
        say(executive, "sell")


@pytest.mark.parametrize("wrong", [{"project": "fuir"}, {"project": "sell", "months": 121}])
def test_the_database_refuses_an_impossible_project(
    company: Company, wrong: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CompanyProject.objects.create(start_date=DAY, said_by="Alice", said_at=NOW, **wrong)
