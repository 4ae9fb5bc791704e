"""From the draft to the signature: what is approved is frozen, and a change opens it again."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from tests.factories import accounts
from tests.factories import contracts as factory
from tests.factories import lives as life_factory
from tests.factories.organisation import NOW
from timonerie.domains.contracts.enums import Stage
from timonerie.domains.contracts.models import Contract, ContractApproval, ServiceLevel
from timonerie.domains.contracts.operations import contracts, entrusting, lives
from timonerie.domains.contracts.queries import blockers, snapshots
from timonerie.domains.contracts.queries import contracts as queries
from timonerie.domains.contracts.queries import lives as life_queries
from timonerie.domains.contracts.rules.snapshots import differences, digest
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope.models import Company


def fresh(contract: Contract) -> Contract:
    found: Contract = Contract.objects.get(pk=contract.pk)
    return found


def signing(by: Actor, contract: Contract, **said: Any) -> None:
    contract = fresh(contract)
    told = {"signed_date": NOW.date(), "signed_by": "Alice Roche", **said}
    lives.sign(by=by, at=NOW, contract=contract, version=contract.version, **told)


def test_a_bare_draft_says_what_keeps_it_from_being_approved(alice: Actor) -> None:
    contract = contracts.create(
        by=alice, at=NOW, said=factory.Statement(name="Accueil"), stage=Stage.DRAFT
    )
    said = " ".join(blockers.of(contract, on=NOW.date()))
    assert all(word in said for word in ("prestataire", "prise d’effet", "échéance", "activité"))
    with pytest.raises(lives.BlockersStand) as refusal:
        life_factory.approved(alice, contract)
    assert refusal.value.field == "reason"
    assert not ContractApproval.objects.exists()
    made = life_factory.approved(alice, contract, reason="Le prestataire signe lundi.")
    assert (made.reason, len(made.blockers)) == ("Le prestataire signe lundi.", 4)


def test_what_is_approved_bears_its_seal_and_the_database_refuses_to_change_it(
    alice: Actor,
) -> None:
    contract = life_factory.draft(alice)
    made = life_factory.approved(alice, contract)
    assert (made.number, made.blockers, made.reason) == (1, [], "")
    assert digest(made.document) == made.sha256
    assert fresh(contract).stage == Stage.APPROVED
    changes: list[dict[str, Any]] = [{"document": {}}, {"reason": "autre"}, {"sha256": "0" * 64}]
    for values in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            ContractApproval.objects.filter(pk=made.pk).update(**values)


def test_a_material_change_makes_it_a_draft_again_and_says_what_differs(alice: Actor) -> None:
    contract = life_factory.draft(alice)
    made = life_factory.approved(alice, contract)
    contracts.change(
        by=alice,
        at=NOW,
        contract=contract,
        version=contract.version,
        said=factory.said(provider=contract.provider, notice="2 mois"),
    )
    assert fresh(contract).stage == Stage.DRAFT
    [changed] = differences(made.document, snapshots.of(fresh(contract)))
    assert (changed.part, changed.key) == ("terms", "notice")
    assert (changed.before, changed.after) == ("3 months", "2 months")
    assert Event.objects.filter(act="contract.reopened").count() == 1
    assert life_factory.approved(alice, contract).number == 2


def test_a_note_binds_nobody_and_opens_nothing(alice: Actor) -> None:
    contract = life_factory.draft(alice)
    life_factory.approved(alice, contract)
    said = factory.said(provider=contract.provider, note="Appeler Nova en mai.")
    contracts.change(by=alice, at=NOW, contract=contract, version=contract.version, said=said)
    assert fresh(contract).stage == Stage.APPROVED


def test_another_activity_an_amendment_or_a_level_open_it_again(alice: Actor) -> None:
    contract = life_factory.draft(alice)
    life_factory.approved(alice, contract)
    more = (life_factory.activity(alice, "Accueil"),)
    entrusting.put(alice, NOW, contract, contract.version, more)
    assert fresh(contract).stage == Stage.DRAFT
    life_factory.approved(alice, contract)
    life_factory.amended(alice, contract, date(2026, 5, 1), notice="1 mois")
    assert fresh(contract).stage == Stage.DRAFT
    life_factory.approved(alice, contract)
    ServiceLevel.objects.create(contract=contract, title="Réponse en quatre heures")
    assert lives.reopen(by=alice, at=NOW, contract=fresh(contract))
    assert fresh(contract).stage == Stage.DRAFT


def test_what_somebody_changed_since_is_not_approved(alice: Actor) -> None:
    contract = life_factory.draft(alice)
    read = fresh(contract)
    life_factory.amended(alice, contract, date(2026, 5, 1), notice="1 mois")
    with pytest.raises(Conflict):
        lives.approve(by=alice, at=NOW, contract=read, version=read.version)
    assert not ContractApproval.objects.exists()


def test_only_a_draft_is_approved_by_who_may(alice: Actor, company: Company) -> None:
    signed = factory.signed(alice)
    with pytest.raises(Refused, match="en préparation"):
        life_factory.approved(alice, signed)
    auditor = accounts.actor(company, Role.AUDITOR, name="Aude")
    draft = life_factory.draft(alice)
    with pytest.raises(PermissionDenied):
        life_factory.approved(auditor, draft)


def test_what_was_approved_is_signed_with_a_day_and_a_name(alice: Actor) -> None:
    contract = life_factory.draft(alice)
    life_factory.approved(alice, contract)
    signing(alice, contract)
    found = fresh(contract)
    assert (found.stage, found.signed_by) == (Stage.SIGNED, "Alice Roche")
    assert found.signed_date == NOW.date()
    with pytest.raises(Refused, match="déjà"):
        signing(alice, contract)


def test_a_draft_is_signed_with_a_reason_alone(alice: Actor) -> None:
    contract = life_factory.draft(alice)
    with pytest.raises(Refused) as refusal:
        signing(alice, contract)
    assert refusal.value.field == "reason"
    signing(alice, contract, reason="Signé chez le notaire.")
    assert fresh(contract).stage == Stage.SIGNED


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"signed_by": " "}, "signed_by"),
        ({"signed_date": NOW.date() + timedelta(days=1)}, "signed_date"),
    ],
)
def test_a_signature_has_a_name_and_a_day_that_came(
    alice: Actor, said: dict[str, Any], field: str
) -> None:
    contract = life_factory.draft(alice)
    life_factory.approved(alice, contract)
    with pytest.raises(Refused) as refusal:
        signing(alice, contract, **said)
    assert refusal.value.field == field
    assert fresh(contract).stage == Stage.APPROVED


def test_what_is_not_signed_calls_for_no_decision_and_counts_for_nothing(alice: Actor) -> None:
    life_factory.draft(alice, yearly_cents=120_000)
    [one] = queries.listed(alice, on=NOW.date())
    assert (one.decide_by, one.standing) == (None, "draft")
    assert queries.renewing(alice, on=NOW.date(), within_days=3_650) == []
    assert queries.yearly_total([one]) == {}


def test_the_approvals_of_a_contract_are_read_the_last_first(alice: Actor) -> None:
    contract = life_factory.draft(alice)
    life_factory.approved(alice, contract)
    life_factory.amended(alice, contract, date(2026, 5, 1), notice="1 mois")
    second = life_factory.approved(alice, contract)
    assert [one.number for one in life_queries.approvals(contract)] == [2, 1]
    assert life_queries.last_approval(contract) == second
