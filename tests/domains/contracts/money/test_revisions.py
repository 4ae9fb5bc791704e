"""A revision: computed from what people entered, told step by step, decided with a reason."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from tests.factories import contract_money as money
from tests.factories.contracts import signed
from tests.factories.organisation import NOW
from timonerie.domains.contracts import revision_sentences
from timonerie.domains.contracts.models import Contract, IndexValue, PriceRevision
from timonerie.domains.contracts.operations import prices, revisions
from timonerie.domains.contracts.queries import indexation
from timonerie.domains.contracts.queries import prices as queries
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit.models import Event

JANUARY_2027 = date(2027, 1, 1)


@pytest.fixture
def contract(alice: Actor) -> Contract:
    made = signed(alice)
    money.priced(alice, made)
    return made


def standing(contract: Contract, on: date) -> list[int | None]:
    return [row.amount for row in queries.standing(queries.history(contract), on=on)]


def test_every_step_is_written(alice: Actor, contract: Contract) -> None:
    revision = money.proposed(alice, contract)
    with translation.override("fr"):
        [told] = revision_sentences.steps(revision, currency="EUR")
    plain = told.replace("\u202f", " ").replace("\u00a0", " ")
    assert plain == (
        "Forfait mensuel : 1 250,00 € × (0,15 + 0,85 × 132,4 / 127,1) = 1 250,00 € × 1,035445"
        " = 1 294,31 €"
    )


def test_nothing_changes_before_it_is_accepted(alice: Actor, contract: Contract) -> None:
    revision = money.proposed(alice, contract)
    assert standing(contract, money.REVISED) == [12_500_000]
    revisions.accept(by=alice, at=NOW, revision=revision)
    assert standing(contract, money.REVISED) == [12_943_100]
    assert standing(contract, date(2025, 12, 31)) == [12_500_000]


def test_accepting_twice_writes_once(alice: Actor, contract: Contract) -> None:
    revision = money.proposed(alice, contract)
    revisions.accept(by=alice, at=NOW, revision=revision)
    events = Event.objects.count()
    revisions.accept(by=alice, at=NOW, revision=revision)
    assert Event.objects.count() == events


def test_a_refusal_says_why_and_stays(alice: Actor, contract: Contract) -> None:
    revision = money.proposed(alice, contract)
    with pytest.raises(Refused) as refusal:
        revisions.refuse(by=alice, at=NOW, revision=revision, reason=" ")
    assert refusal.value.field == "reason"
    revisions.refuse(by=alice, at=NOW, revision=revision, reason="Indice d’un autre mois")
    assert standing(contract, money.REVISED) == [12_500_000]
    with pytest.raises(revisions.Decided):
        revisions.accept(by=alice, at=NOW, revision=revision)


def test_one_revision_waits_at_a_time(alice: Actor, contract: Contract) -> None:
    money.proposed(alice, contract)
    with pytest.raises(Refused, match="attend déjà"):
        money.proposed(alice, contract)


def test_the_next_revision_starts_from_the_last(alice: Actor, contract: Contract) -> None:
    revisions.accept(by=alice, at=NOW, revision=money.proposed(alice, contract))
    later = money.value(alice, contract, month=date(2026, 11, 1), value=Decimal(140))
    second = revisions.propose(
        by=alice, at=NOW, contract=contract, value=later, start_date=JANUARY_2027
    )
    assert second.reference_value == Decimal("132.4")
    assert second.lines[0]["before"] == 12_943_100


def test_an_index_serves_once(alice: Actor, contract: Contract) -> None:
    revision = money.proposed(alice, contract)
    revisions.accept(by=alice, at=NOW, revision=revision)
    with pytest.raises(Refused, match="déjà servi"):
        revisions.propose(
            by=alice, at=NOW, contract=contract, value=revision.value, start_date=JANUARY_2027
        )


def test_a_price_that_changed_meanwhile_is_not_overwritten(
    alice: Actor, contract: Contract
) -> None:
    revision = money.proposed(alice, contract)
    [row] = queries.standing(queries.history(contract), on=money.START)
    said = money.package(amount=13_000_000, start_date=money.REVISED)
    prices.change(by=alice, at=NOW, contract=contract, price=row, said=said)
    with pytest.raises(Refused, match="a changé depuis"):
        revisions.accept(by=alice, at=NOW, revision=revision)
    assert PriceRevision.objects.get().state == "proposed"


def test_bands_are_revised_each(alice: Actor, contract: Contract) -> None:
    bands = ({"to": 100, "price": 145_000}, {"to": None, "price": 120_000})
    money.priced(alice, contract, money.payslip(amount=None, bands=bands))
    revisions.accept(by=alice, at=NOW, revision=money.proposed(alice, contract))
    rows = queries.standing(queries.history(contract), on=money.REVISED)
    assert rows[0].bands == [{"to": 100, "price": 150_100}, {"to": None, "price": 124_300}]


def test_a_value_is_corrected_by_another_row(alice: Actor, contract: Contract) -> None:
    money.value(alice, contract)
    money.value(alice, contract)
    money.value(alice, contract, value=Decimal("132.5"))
    assert IndexValue.objects.count() == 2
    assert [one.value for one in indexation.values("syntec")] == [Decimal("132.5")]


def test_a_revision_keeps_the_value_it_used(alice: Actor, contract: Contract) -> None:
    revision = money.proposed(alice, contract)
    money.value(alice, contract, value=Decimal("150"))
    revision.refresh_from_db()
    assert revision.value.value == Decimal("132.4")


@pytest.mark.parametrize("figure", ["0", "-1", "1.23456", "NaN"])
def test_what_is_no_index_is_refused(alice: Actor, contract: Contract, figure: str) -> None:
    with pytest.raises(Refused) as refusal:
        money.value(alice, contract, value=Decimal(figure))
    assert refusal.value.field == "value"


def test_a_cap_below_its_floor_is_refused(alice: Actor, contract: Contract) -> None:
    with pytest.raises(Refused) as refusal:
        money.clause(alice, contract, cap=100, floor=200)
    assert refusal.value.field == "cap"


def test_a_clause_said_twice_is_one(alice: Actor, contract: Contract) -> None:
    money.clause(alice, contract)
    money.clause(alice, contract)
    assert len(indexation.clauses(contract)) == 1
