"""A contract that is approved says what it promises and at what price: each change opens it again,
and what it lacks keeps it from being approved."""

from collections.abc import Callable

import pytest

from tests.factories import clauses, obligations
from tests.factories import contract_money as money
from tests.factories import lives as factory
from tests.factories.organisation import NOW, Group
from timonerie.domains.contracts.enums import Stage
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.operations import lives, owed_rows, taking_over
from timonerie.domains.contracts.operations import obligations as given
from timonerie.domains.contracts.queries import blockers
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit.models import Event

Write = Callable[[Actor, Contract, Group], object]


def stage(contract: Contract) -> str:
    found: str = Contract.objects.get(pk=contract.pk).stage
    return found


WRITES: dict[str, Write] = {
    "level": lambda by, one, group: obligations.level(by, one),
    "report": lambda by, one, group: obligations.report(by, one),
    "obligation": lambda by, one, group: obligations.obligation(by, one),
    "proof": lambda by, one, group: obligations.proof(by, one),
    "price": lambda by, one, group: money.priced(by, one),
    "shares": lambda by, one, group: money.shared(by, one),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_what_binds_opens_again_what_was_approved(alice: Actor, group: Group, write: Write) -> None:
    contract = factory.draft(alice)
    factory.approved(alice, contract)
    write(alice, contract, group)
    assert stage(contract) == Stage.DRAFT
    assert Event.objects.filter(act="contract.reopened").count() == 1


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_contract_that_is_signed_stays_signed(alice: Actor, group: Group, write: Write) -> None:
    contract = factory.draft(alice)
    contract.refresh_from_db()
    lives.sign(
        by=alice,
        at=NOW,
        contract=contract,
        version=contract.version,
        signed_date=NOW.date(),
        signed_by="Alice",
        reason="Chez le notaire.",
    )
    write(alice, contract, group)
    assert stage(contract) == Stage.SIGNED


def test_a_level_put_away_and_lines_taken_over_open_it_again(alice: Actor) -> None:
    contract, version = obligations.payroll(alice)
    Contract.objects.filter(pk=contract.pk).update(stage=Stage.DRAFT)
    level = obligations.level(alice, contract)
    factory.approved(alice, contract, reason="Pour l’essai.")
    owed_rows.archive(by=alice, at=NOW, row=level, version=1)
    assert stage(contract) == Stage.DRAFT
    factory.approved(alice, contract, reason="Pour l’essai.")
    taking_over.take(by=alice, at=NOW, contract=contract, version=version)
    assert stage(contract) == Stage.DRAFT
    factory.approved(alice, contract, reason="Pour l’essai.")
    taking_over.take(by=alice, at=NOW, contract=contract, version=version)
    assert stage(contract) == Stage.APPROVED


def test_a_proof_that_came_changes_nothing_of_what_was_approved(alice: Actor) -> None:
    contract = factory.draft(alice)
    proof = obligations.proof(alice, contract)
    factory.approved(alice, contract)
    given.give_proof(
        by=alice, at=NOW, proof=proof, version=1, given_on=NOW.date(), text="Rapport", due_date=None
    )
    assert stage(contract) == Stage.APPROVED


def test_a_critical_contract_without_its_reversibility_is_approved_with_a_reason_alone(
    alice: Actor,
) -> None:
    contract = factory.draft(alice, criticality=4)
    clauses.judged(alice, contract, "reversibility")
    [said] = blockers.of(contract, on=NOW.date())
    assert "Réversibilité" in said
    with pytest.raises(Refused) as refusal:
        factory.approved(alice, contract)
    assert (refusal.value.field, stage(contract)) == ("reason", Stage.DRAFT)
    made = factory.approved(alice, contract, reason="Un avenant la porte.")
    assert (made.blockers, made.reason) == ([said], "Un avenant la porte.")
