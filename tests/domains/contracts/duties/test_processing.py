"""Records of personal data: what article 28 wants, what is missing, what the contract said."""

import pytest

from tests.factories import duties
from tests.factories.organisation import NOW
from timonerie.domains.contracts.duty_enums import Authorisation, PrivacyRole, Transfers
from timonerie.domains.contracts.models import Contract, FurtherProcessor, ProcessingRecord
from timonerie.domains.contracts.operations import processing, ways
from timonerie.domains.contracts.operations.ways import Said
from timonerie.domains.contracts.queries import processing as queries
from timonerie.domains.contracts.queries import ways as way_queries
from timonerie.domains.contracts.rules import processing as rules
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit.models import Event

WHOLE = {
    **{item.field: "dit" for item in rules.ITEMS},
    "role": PrivacyRole.PROCESSOR,
    "transfers": Transfers.NONE,
}


@pytest.fixture
def nova(alice: Actor) -> Provider:
    return duties.provider(alice)


@pytest.fixture
def record(alice: Actor, nova: Provider) -> ProcessingRecord:
    return processing.begin(by=alice, at=NOW, provider=nova, contract=Contract.objects.get())


def test_a_whole_record_misses_nothing() -> None:
    assert rules.gaps(WHOLE) == []


@pytest.mark.parametrize("field", [item.field for item in rules.ITEMS])
def test_each_item_of_the_article_is_missed(field: str) -> None:
    assert [one.field for one in rules.gaps({**WHOLE, field: ""})] == [field]


def test_a_controller_is_not_asked_what_a_processor_owes() -> None:
    said = {"role": PrivacyRole.CONTROLLER}
    missed = {one.field for one in rules.gaps(said)}
    assert "audit" not in missed
    assert {"purpose", "data_kinds", "people", "transfers"} <= missed


def test_transfers_without_a_frame_and_processors_without_leave_are_told() -> None:
    found = rules.gaps(
        {**WHOLE, "transfers": Transfers.UNFRAMED}, authorisations=[Authorisation.NONE]
    )
    assert [one.code for one in found] == ["unframed", "unauthorised"]


def test_what_the_statement_says_is_taken_and_nothing_is_made_up() -> None:
    found = rules.drafted(
        [
            {"title": "Données", "text": "", "data": "identité", "people": "salariés"},
            {"title": "Sort", "text": "Rendues en 30 jours.", "topics": ["fate", "audit"]},
        ]
    )
    assert found == {
        "data_kinds": "identité",
        "people": "salariés",
        "fate": "Rendues en 30 jours.",
        "audit": "Rendues en 30 jours.",
    }


def test_a_record_is_begun_once_a_contract(
    alice: Actor, nova: Provider, record: ProcessingRecord
) -> None:
    again = processing.begin(by=alice, at=NOW, provider=nova, contract=Contract.objects.get())
    assert again == record
    assert Event.objects.filter(act="processing.begun").count() == 1


def test_a_role_is_said_with_its_reason(alice: Actor, record: ProcessingRecord) -> None:
    said = {"role": PrivacyRole.PROCESSOR}
    with pytest.raises(Refused) as refusal:
        processing.change(by=alice, at=NOW, record=record, version=record.version, said=said)
    assert refusal.value.field == "role_reason"
    told = {**said, "role_reason": "Nous décidons des finalités."}
    processing.change(by=alice, at=NOW, record=record, version=record.version, said=told)
    before = Event.objects.count()
    processing.change(by=alice, at=NOW, record=record, version=record.version, said=told)
    assert Event.objects.count() == before


def test_further_processors_are_listed_once(alice: Actor, record: ProcessingRecord) -> None:
    told = {"country": "France", "task": "Hébergement", "authorisation": Authorisation.NONE}
    made = processing.add_processor(by=alice, at=NOW, record=record, name="Nuage SA", **told)
    with pytest.raises(Refused, match="déjà dans la liste"):
        processing.add_processor(by=alice, at=NOW, record=record, name="nuage sa", **told)
    assert "unauthorised" in {one.code for one in queries.recorded(record).gaps}
    processing.remove_processor(by=alice, at=NOW, processor=made)
    assert not FurtherProcessor.objects.exists()


def test_an_archived_record_leaves_the_register(alice: Actor, record: ProcessingRecord) -> None:
    assert [one.record for one in queries.register(alice, on=NOW.date())] == [record]
    processing.archive(by=alice, at=NOW, record=record, version=record.version)
    assert queries.register(alice, on=NOW.date()) == []


def test_indices_are_to_look_at_and_never_a_score(alice: Actor, nova: Provider) -> None:
    contract = Contract.objects.get()
    said = {"SUPERVISION": Said("no", "Consignes données par le siège"), "BANK": Said("no")}
    assert ways.answer(by=alice, at=NOW, contract=contract, said=said) == 2
    assert ways.answer(by=alice, at=NOW, contract=contract, said=said) == 0
    lending, direction = way_queries.read(contract)
    assert [one.code for one in lending.to_look] == ["SUPERVISION"]
    assert [one.code for one in direction.clear] == ["BANK"]
    assert not hasattr(lending, "score")


def test_an_answer_that_does_not_exist_is_refused(alice: Actor, nova: Provider) -> None:
    with pytest.raises(Refused):
        ways.answer(
            by=alice, at=NOW, contract=Contract.objects.get(), said={"BANK": Said("peut-être")}
        )
