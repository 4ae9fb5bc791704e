"""What the criteria of the score read: levels, legal documents, the price of the clause."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import contract_money as money
from tests.factories import contracts, duties, levels
from tests.factories.figures import LAST, NOW, Measured
from timonerie.domains.contracts.operations import prices
from timonerie.domains.contracts.rules.scores import Note
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import providers
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance.queries.board import Board
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current
from timonerie.foundations.wording.months import months_before
from timonerie.web.provider_scores import reading, registry
from timonerie.web.provider_scores.registry import Given, Read

pytestmark = pytest.mark.slow
DAY = NOW.date()


@pytest.fixture(autouse=True)
def _inside(measured: Measured) -> Any:
    with time_machine.travel(NOW, tick=False), current.company(measured.company.pk):
        yield


def read(actor: Actor, *firms: Provider) -> dict[str, Read]:
    board = Board(reach(actor, on=DAY))
    numbers = [one.pk for one in firms]
    return registry.read(Given(actor, board, numbers, months_before(LAST, 6)))


def test_levels_come_from_what_the_contract_promises(measured: Measured) -> None:
    nova = measured.nova
    before = read(measured.alice, nova)["levels"][nova.pk, LAST]
    assert before == Note("measured", 75.0)
    contract = levels.signed(measured.alice)
    levels.promised(contract)
    levels.promised(contract, title="Au moins la moitié", target=50.0)
    levels.measure(NOW)
    found = read(measured.alice, nova)["levels"]
    assert found[nova.pk, LAST] == Note("measured", 50.0)
    assert found[nova.pk, date(2026, 1, 1)] == Note("measured", 100.0)


def test_documents_that_nobody_asked_for_accuse_nobody(measured: Measured) -> None:
    firm = duties.provider(measured.alice)
    assert read(measured.alice, firm)["papers"] == {(firm.pk, LAST): Note("missing")}


def test_a_document_counts_while_it_holds(measured: Measured) -> None:
    firm = duties.provider(measured.alice)
    kinds = ("VIGILANCE", "REGISTRATION", "FOREIGN_STAFF")
    duties.link(measured.alice, firm, *kinds)
    asked = read(measured.alice, firm)["papers"][firm.pk, LAST]
    assert asked == Note("measured", 0.0)
    duties.checked(measured.alice, firm)
    note = read(measured.alice, firm)["papers"][firm.pk, LAST]
    assert note.value is not None
    assert 0 < note.value < 100


def test_a_price_above_its_clause_loses_ten_points_a_per_cent(measured: Measured) -> None:
    contract, nova = levels.signed(measured.alice, start_date=date(2025, 1, 1)), measured.nova
    assert read(measured.alice, nova)["price"] == {}
    money.clause(measured.alice, contract)
    price = money.priced(measured.alice, contract)
    found = read(measured.alice, nova)["price"]
    assert found[nova.pk, date(2025, 12, 1)] == Note("measured", 100.0)
    assert (nova.pk, LAST) not in found
    money.value(measured.alice, contract)
    assert read(measured.alice, nova)["price"][nova.pk, LAST] == Note("measured", 100.0)
    # 1 294,31 € is due: 1 % more is 1 307,2531 €.
    said = money.package(amount=13_072_531, start_date=LAST)
    prices.change(by=measured.alice, at=NOW, contract=contract, price=price, said=said)
    assert read(measured.alice, nova)["price"][nova.pk, LAST] == Note("measured", 90.0)


def test_more_providers_ask_no_more_queries(measured: Measured) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            reading.of(measured.alice, [one.pk for one in Provider.objects.all()], on=DAY)
        return len(queries)

    def more(name: str) -> None:
        firm = providers.create(by=measured.alice, at=NOW, name=name)
        contract = contracts.signed(
            measured.alice, f"Contrat {name}", provider=firm, start_date=date(2025, 1, 1)
        )
        money.clause(measured.alice, contract)
        money.priced(measured.alice, contract)
        levels.promised(contract)
        duties.checked(measured.alice, firm)

    more("Une")
    money.value(measured.alice, contracts.signed(measured.alice, provider=measured.nova))
    levels.measure(NOW)
    before = cost()
    for name in ("Deux", "Trois", "Quatre"):
        more(name)
    levels.measure(NOW)
    assert cost() == before


def test_who_is_narrowed_to_a_site_reads_no_contract_through_a_score(measured: Measured) -> None:
    contract, nova = levels.signed(measured.alice, start_date=date(2025, 1, 1)), measured.nova
    levels.promised(contract, target=50.0)
    levels.measure(NOW)
    money.clause(measured.alice, contract)
    money.priced(measured.alice, contract)
    duties.checked(measured.alice, nova)
    user = measured.member(Role.EXECUTIVE, unit=measured.group.lyon)
    bob = actors.of_user(user, measured.company, on=DAY)
    assert bob
    found = read(bob, nova)
    assert found["price"] == found["papers"] == {}
    assert found["levels"][nova.pk, LAST].value != 100.0
