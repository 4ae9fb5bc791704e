"""Documents received, checked with a proof, refused, erased; what is owed and to which entity."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tests.factories import accounts, contracts, duties
from tests.factories.organisation import NOW
from timonerie.domains.contracts.duty_enums import DutyState, ReminderKind
from timonerie.domains.contracts.models import Contract, DutyDocument, DutyRuling
from timonerie.domains.contracts.operations import duty_asks, duty_documents
from timonerie.domains.contracts.operations.duty_documents import Said
from timonerie.domains.contracts.queries import duties as queries
from timonerie.domains.contracts.queries.duties import Duty
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import legal
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.operations.offer_papers import NotTaken
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.documents.models import Blob
from timonerie.foundations.scope.models import Company

ON = date(2026, 3, 2)


@pytest.fixture
def nova(alice: Actor) -> Provider:
    return duties.provider(alice)


def duty(by: Actor, firm: Provider, kind: str = "VIGILANCE", *, on: date = ON) -> Duty:
    [held] = queries.board(by, on=on, provider=firm)
    return next(one for one in held.duties if one.kind.code == kind)


def test_an_empty_shelf_accuses_nobody(alice: Actor, nova: Provider) -> None:
    found = duty(alice, nova)
    assert found.owing.code == "over"
    assert found.state == DutyState.UNKNOWN
    assert queries.late(alice, on=ON) == []


def test_a_document_that_was_asked_for_and_never_came_is_missing(
    alice: Actor, nova: Provider
) -> None:
    duties.link(alice, nova, "VIGILANCE")
    assert duty(alice, nova).state == DutyState.MISSING
    assert [one.kind.code for one in queries.late(alice, on=ON)] == ["VIGILANCE"]


def test_a_checked_document_holds_six_months_then_is_late(alice: Actor, nova: Provider) -> None:
    made = duties.checked(alice, nova)
    assert made.ends_on == date(2026, 7, 31)
    assert duty(alice, nova).state == DutyState.UP_TO_DATE
    assert duty(alice, nova, on=date(2026, 7, 15)).state == DutyState.SOON
    assert duty(alice, nova, on=date(2026, 8, 1)).state == DutyState.EXPIRED
    assert list(queries.ending(alice, on=date(2026, 7, 15))) == [made]
    assert list(queries.ending(alice, on=ON)) == []


def test_a_later_document_replaces_the_one_that_ends(alice: Actor, nova: Provider) -> None:
    duties.checked(alice, nova, issued_on=date(2025, 6, 1))
    assert queries.ending(alice, on=ON).count() == 1
    duties.checked(alice, nova, content=duties.PDF + b"2")
    assert queries.ending(alice, on=ON).count() == 0
    assert duty(alice, nova).state == DutyState.UP_TO_DATE


def test_a_check_says_who_and_asks_for_a_proof_and_an_end(alice: Actor, nova: Provider) -> None:
    made = duties.received(alice, nova, issued_on=None)
    with pytest.raises(Refused) as refusal:
        duty_documents.check(by=alice, at=NOW, document=made, said=Said(kind=made.kind), proof=" ")
    assert refusal.value.field == "proof"
    with pytest.raises(Refused) as refusal:
        duty_documents.check(by=alice, at=NOW, document=made, said=Said(kind=made.kind), proof="ok")
    assert refusal.value.field == "valid_until"
    said = Said(kind=made.kind, issued_on=duties.ISSUED, number="AB12 CD34")
    duty_documents.check(
        by=alice, at=NOW, document=made, said=said, proof="", received=duties.file("preuve.pdf")
    )
    made.refresh_from_db()
    assert (made.state, made.judged_by, made.proof_name) == ("checked", alice.name, "preuve.pdf")
    assert made.number == "AB12 CD34"


def test_a_document_is_judged_once_until_somebody_comes_back_on_it(
    alice: Actor, nova: Provider
) -> None:
    made = duties.received(alice, nova)
    duty_documents.refuse(by=alice, at=NOW, document=made, reason="Illisible")
    with pytest.raises(Refused, match="déjà dit"):
        duty_documents.refuse(by=alice, at=NOW, document=made, reason="Périmée")
    assert duty(alice, nova).state == DutyState.MISSING
    duty_documents.reopen(by=alice, at=NOW, document=made)
    duty_documents.reopen(by=alice, at=NOW, document=made)
    assert duty(alice, nova).state == DutyState.TO_CHECK
    assert Event.objects.filter(act="duty.reopened").count() == 1


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"kind": "INCONNUE"}, "kind"),
        ({"issued_on": date(2026, 3, 3)}, "issued_on"),
        ({"valid_until": date(2026, 1, 1)}, "valid_until"),
        ({"number": "9" * 61}, "number"),
    ],
)
def test_what_cannot_stand_is_refused_and_writes_nothing(
    alice: Actor, nova: Provider, told: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        duties.received(alice, nova, **told)  # type: ignore[arg-type]
    assert refusal.value.field == field
    assert not DutyDocument.objects.exists()


def test_a_file_that_is_not_what_its_name_says_is_refused(alice: Actor, nova: Provider) -> None:
    with pytest.raises(NotTaken):
        duties.received(alice, nova, content=b"MZ pas un PDF")
    assert not DutyDocument.objects.exists()


def test_a_file_that_names_people_is_erased_and_its_check_stays(
    alice: Actor, nova: Provider
) -> None:
    made = duties.checked(alice, nova, "FOREIGN_STAFF")
    assert duty_documents.erase(by=alice, at=NOW, document=made)
    assert not duty_documents.erase(by=alice, at=NOW, document=made)
    made.refresh_from_db()
    assert (made.blob, made.state, made.judged_by) == (None, "checked", alice.name)
    assert not Blob.objects.exists()


def test_a_file_that_two_documents_hold_stays_for_the_other(alice: Actor, nova: Provider) -> None:
    one, other = duties.received(alice, nova), duties.received(alice, nova, "REGISTRATION")
    duty_documents.erase(by=alice, at=NOW, document=one)
    assert Blob.objects.get() == other.blob


def test_what_somebody_says_stands_over_what_is_computed(alice: Actor, nova: Provider) -> None:
    told = {"by": alice, "at": NOW, "provider": nova, "kind": "CYBER"}
    duty_asks.rule(**told, is_owed=True, reason="Article 14")  # type: ignore[arg-type]
    duty_asks.rule(**told, is_owed=True, reason="Article 14")  # type: ignore[arg-type]
    assert DutyRuling.objects.count() == 1
    assert duty(alice, nova, "CYBER").state == DutyState.MISSING
    duty_asks.rule(**told, is_owed=None, reason="")  # type: ignore[arg-type]
    assert duty(alice, nova, "CYBER").state == DutyState.UNKNOWN


def test_each_of_our_entities_that_signs_holds_its_own(alice: Actor, nova: Provider) -> None:
    north = legal.add_entity(by=alice, at=NOW, name="Brévent SA", siren="732829320")
    south = legal.add_entity(by=alice, at=NOW, name="Aravis SAS", siren="356000000")
    first = Contract.objects.get()
    second = contracts.signed(alice, "Autre", provider=nova, yearly_cents=900_000, tax="excluded")
    duty_asks.sign(by=alice, at=NOW, contract=first, entity=north)
    duty_asks.sign(by=alice, at=NOW, contract=second, entity=south)
    duties.checked(alice, nova, entity=north)
    duties.link(alice, nova, "VIGILANCE")
    states = {
        held.entity.name: held.duties[0].state
        for held in queries.board(alice, on=ON)
        if held.entity
    }
    assert states == {"Aravis SAS": DutyState.MISSING, "Brévent SA": DutyState.UP_TO_DATE}


def test_a_reminder_is_counted_and_never_of_a_day_to_come(alice: Actor, nova: Provider) -> None:
    told = {"by": alice, "at": NOW, "provider": nova, "entity": None, "pieces": ["VIGILANCE"]}
    duty_asks.remind(**told, kind=ReminderKind.REMINDER, made_on=ON)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        duty_asks.remind(**told, kind=ReminderKind.NOTICE, made_on=date(2026, 3, 3))  # type: ignore[arg-type]
    [held] = queries.board(alice, on=ON)
    assert held.reminders == 1
    assert duty(alice, nova).state == DutyState.MISSING


def test_only_who_may_and_reaches_writes(alice: Actor, company: Company, nova: Provider) -> None:
    manager = accounts.actor(company, Role.SITE_MANAGER, name="Bob")
    with pytest.raises(PermissionDenied):
        duties.received(manager, nova)


def test_the_database_wants_a_proof_of_a_check(alice: Actor, nova: Provider) -> None:
    made = duties.received(alice, nova)
    with pytest.raises(IntegrityError), transaction.atomic():
        DutyDocument.objects.filter(pk=made.pk).update(state="checked", judged_at=NOW)
