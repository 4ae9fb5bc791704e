"""A clause of a contract is judged, placed, judged again, undone."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tests.factories import accounts, clauses, contracts, papers
from tests.factories.organisation import NOW
from timonerie.domains.contracts.models import ClauseFinding, Contract, ContractClause
from timonerie.domains.contracts.operations import contract_clauses, documents
from timonerie.domains.contracts.operations import contracts as terms
from timonerie.domains.contracts.operations.contract_clauses import Judgement
from timonerie.domains.contracts.queries import contract_clauses as queries
from timonerie.domains.organisation.operations import providers
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope.models import Company

DAY = NOW.date()


@pytest.fixture(autouse=True)
def at_once(django_capture_on_commit_callbacks: Any) -> Iterator[None]:
    with django_capture_on_commit_callbacks(execute=False):
        yield


@pytest.fixture
def contract(alice: Actor, data_dir: Path) -> Contract:
    return contracts.signed(alice, provider=providers.create(by=alice, at=NOW, name="Nova"))


def standing(contract: Contract, code: str) -> queries.Standing:
    lines = queries.of(contract, on=DAY).lines
    return next(one for one in lines if one.clause.code == code)


def found_in(by: Actor, contract: Contract) -> ClauseFinding:
    """What a paper of the contract says of the way out."""
    paper = papers.paper(by, under=contract)
    documents.read(by=by, at=NOW, document=paper)
    return ClauseFinding.objects.get(document=paper, clause="reversibility")


def test_what_a_paper_says_is_a_proposal_and_no_opinion(alice: Actor, contract: Contract) -> None:
    finding = found_in(alice, contract)
    one = standing(contract, "reversibility")
    assert (one.state, one.row, one.proposal) == ("", None, finding)
    assert standing(contract, "gain_sharing").proposal is None
    assert ContractClause.objects.count() == 0


def test_an_opinion_says_who_when_and_where(alice: Actor, contract: Contract) -> None:
    finding = found_in(alice, contract)
    piece = " ".join(finding.extract.split())[:60]
    row = clauses.judged(
        alice,
        contract,
        state="weak",
        document=finding.document,
        page=finding.page,
        extract=piece,
        note="sans prix",
    )
    assert (row.state, row.page, row.note) == ("weak", finding.page, "sans prix")
    assert (row.judged_by, row.judged_at) == (alice.name, NOW)
    assert row.document == finding.document
    page = finding.document.page_texts.get(number=finding.page or 0)
    assert row.extract in page.text
    event = Event.objects.latest("seq")
    assert (event.act, event.detail["clause"]) == ("clause.said", "Réversibilité")


def test_an_extract_that_is_not_in_the_page_is_refused(alice: Actor, contract: Contract) -> None:
    finding = found_in(alice, contract)
    place: dict[str, Any] = {"document": finding.document, "page": finding.page}
    for field, parts in (
        ("extract", {**place, "extract": "jamais écrit"}),
        ("page", {**place, "page": 999}),
        ("document", {**place, "document": papers.paper(alice, name="autre.pdf")}),
    ):
        with pytest.raises(Refused) as refused:
            clauses.judged(alice, contract, state="present", **parts)
        assert refused.value.field == field
    assert ContractClause.objects.count() == 0


def test_what_is_absent_stands_nowhere(alice: Actor, contract: Contract) -> None:
    finding = found_in(alice, contract)
    row = clauses.judged(alice, contract, document=finding.document, page=finding.page)
    assert (row.document, row.page, row.extract) == (None, None, "")


def test_saying_again_what_stands_writes_nothing(alice: Actor, contract: Contract) -> None:
    row = clauses.judged(alice, contract)
    events = Event.objects.count()
    again = clauses.judged(alice, contract, version=row.version)
    assert (again.version, Event.objects.count()) == (1, events)
    nothing = contract_clauses.judge(
        by=alice, at=NOW, contract=contract, clause="price", version=0, said=Judgement(state="")
    )
    assert nothing is None


def test_a_second_first_opinion_is_a_conflict(alice: Actor, contract: Contract) -> None:
    clauses.judged(alice, contract)
    with pytest.raises(Conflict):
        clauses.judged(alice, contract, state="present")
    assert ContractClause.objects.get().state == "absent"


def test_one_undoing_puts_back_what_was_said_and_by_whom(
    company: Company, alice: Actor, contract: Contract
) -> None:
    first = clauses.judged(alice, contract, note="rien n’est écrit")
    bruno = accounts.actor(company, Role.EXECUTIVE, name="Bruno")
    later = NOW + timedelta(hours=1)
    row = contract_clauses.judge(
        by=bruno,
        at=later,
        contract=contract,
        clause="reversibility",
        version=first.version,
        said=Judgement(state="present"),
    )
    assert row is not None
    contract_clauses.undo(by=bruno, at=later, row=row, version=row.version)
    row.refresh_from_db()
    assert (row.state, row.note, row.judged_by) == ("absent", "rien n’est écrit", alice.name)
    assert row.judged_at == NOW
    with pytest.raises(Refused, match="rien à défaire"):
        contract_clauses.undo(by=alice, at=NOW, row=row, version=row.version)


def test_undoing_the_first_opinion_leaves_the_clause_to_be_looked_at(
    alice: Actor, contract: Contract
) -> None:
    row = clauses.judged(alice, contract)
    contract_clauses.undo(by=alice, at=NOW, row=row, version=row.version)
    row.refresh_from_db()
    assert (row.state, row.judged_at, row.judged_by) == ("", None, "")
    assert standing(contract, "reversibility").state == ""


def test_what_cannot_be_said_is_refused_and_changes_nothing(
    alice: Actor, contract: Contract
) -> None:
    for clause, state, note in (
        ("inconnue", "weak", ""),
        ("price", "douteuse", ""),
        ("price", "weak", "x" * 501),
    ):
        with pytest.raises(Refused):
            clauses.judged(alice, contract, clause, state=state, note=note)
    terms.archive(by=alice, at=NOW, contract=contract, version=contract.version)
    with pytest.raises(Refused, match="archivé"):
        clauses.judged(alice, contract)
    assert ContractClause.objects.count() == 0


def test_who_may_not_write_contracts_judges_nothing(
    company: Company, alice: Actor, contract: Contract
) -> None:
    reader = accounts.actor(company, Role.SITE_MANAGER, name="Site")
    with pytest.raises(PermissionDenied):
        clauses.judged(reader, contract)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "weak", "judged_at": None},
        {"state": "", "judged_at": NOW},
        {"state": "douteuse", "judged_at": NOW},
        {"state": "weak", "judged_at": NOW, "page": 3},
    ],
)
def test_the_database_refuses_what_is_impossible(contract: Contract, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ContractClause.objects.create(contract=contract, clause="price", **wrong)
