"""Amendments, suspensions and notice move the dates; each can be taken back."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import contracts as factory
from tests.factories import lives as life_factory
from tests.factories.organisation import NOW
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.operations import amendments, contracts, notices, suspensions
from timonerie.domains.contracts.operations.amendments import Amending
from timonerie.domains.contracts.queries import contracts as queries
from timonerie.domains.contracts.rules.dating import Dated
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit.models import Event

ON = date(2026, 3, 2)
SPRING = date(2026, 2, 1)


def fresh(contract: Contract) -> Contract:
    found: Contract = Contract.objects.get(pk=contract.pk)
    return found


def dates(contract: Contract) -> Dated:
    return queries.dates_of(fresh(contract), on=ON)


def suspended(by: Actor, contract: Contract, first: date, last: date, **told: Any) -> Any:
    contract = fresh(contract)
    said = {"first_date": first, "last_date": last, **told}
    return suspensions.add(by=by, at=NOW, contract=contract, version=contract.version, **said)


def test_an_amended_notice_moves_its_last_day_until_it_is_cancelled(alice: Actor) -> None:
    contract = factory.signed(alice)
    assert dates(contract).notice_by == date(2026, 3, 30)
    made = life_factory.amended(alice, contract, SPRING, notice="1 mois")
    assert dates(contract).notice_by == date(2026, 5, 30)
    amendments.cancel(by=alice, at=NOW, amendment=made)
    assert dates(contract).notice_by == date(2026, 3, 30)
    amendments.cancel(by=alice, at=NOW, amendment=made)
    assert Event.objects.filter(act="contract.amendment_cancelled").count() == 1


def test_a_list_of_contracts_reads_them_all_at_once(
    alice: Actor, django_assert_num_queries: Any
) -> None:
    for rank in range(3):
        contract = factory.signed(alice, f"Contrat {rank}")
        life_factory.amended(alice, contract, SPRING, notice="1 mois")
    rows = Contract.objects.all()
    with django_assert_num_queries(3):
        found = queries.dated(rows, on=ON)
    assert {one.dated.notice_by for one in found} == {date(2026, 5, 30)}


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"notice": "bientôt"}, "notice"),
        ({"renewal": "parfois"}, "renewal"),
        ({"renewals": 100}, "renewals"),
        ({"renewal": "none", "renewal_length": "12 mois"}, "renewal_length"),
        ({"provider": "Nova"}, "provider"),
    ],
)
def test_a_term_that_cannot_stand_is_refused(
    alice: Actor, terms: dict[str, Any], field: str
) -> None:
    contract = factory.signed(alice)
    with pytest.raises(Refused) as refusal:
        life_factory.amended(alice, contract, SPRING, **terms)
    assert refusal.value.field == field
    assert not contract.amendments.exists()


def test_an_amendment_has_a_title_and_a_day_of_the_contract(alice: Actor) -> None:
    contract = factory.signed(alice)
    with pytest.raises(Refused, match="une ligne"):
        life_factory.amended(alice, contract, SPRING, title=" ")
    with pytest.raises(Refused, match="après la prise d’effet"):
        life_factory.amended(alice, contract, date(2020, 1, 1))


def test_who_read_the_contract_before_a_change_does_not_amend_it(alice: Actor) -> None:
    contract = factory.signed(alice)
    life_factory.amended(alice, contract, SPRING, notice="1 mois")
    said = Amending(effect_date=SPRING, title="Autre", terms={"notice": "6 mois"})
    stale = Contract.objects.get(pk=contract.pk)
    with pytest.raises(Conflict):
        amendments.add(by=alice, at=NOW, contract=stale, version=1, said=said)
    assert contract.amendments.count() == 1


def test_a_length_amended_on_an_end_alone_asks_for_the_start(alice: Actor) -> None:
    contract = factory.signed(alice, start_date=None, firm="", end_date=date(2026, 6, 30))
    life_factory.amended(alice, contract, SPRING, firm="48 mois")
    assert dates(contract).missing == ("start_date",)


def test_tacit_renewals_after_an_end_alone_ask_for_their_length(alice: Actor) -> None:
    said: dict[str, Any] = {"firm": "", "end_date": date(2026, 6, 30)}
    said |= {"renewal": "none", "renewal_length": ""}
    contract = factory.signed(alice, **said)
    made = life_factory.amended(alice, contract, SPRING, renewal="tacit")
    assert dates(contract).missing == ("renewal_length",)
    amendments.cancel(by=alice, at=NOW, amendment=made)
    life_factory.amended(alice, contract, SPRING, renewal="tacit", renewal_length="12 mois")
    assert dates(contract).end == date(2026, 6, 30)


def test_what_an_amendment_says_is_not_asked_again(alice: Actor) -> None:
    contract = factory.signed(alice, notice="")
    assert "notice" in queries.unknown(contract)
    life_factory.amended(alice, contract, SPRING, notice="2 mois")
    assert "notice" not in queries.unknown(fresh(contract))


def test_a_suspension_pushes_the_end_by_as_many_days_until_it_is_cancelled(alice: Actor) -> None:
    contract = factory.signed(alice)
    made = suspended(alice, contract, date(2026, 1, 1), date(2026, 1, 10))
    assert dates(contract).end == date(2026, 7, 10)
    suspensions.cancel(by=alice, at=NOW, suspension=made)
    assert dates(contract).end == date(2026, 6, 30)
    suspensions.cancel(by=alice, at=NOW, suspension=made)
    assert Event.objects.filter(act="contract.suspension_cancelled").count() == 1


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (date(2026, 1, 10), date(2026, 1, 1), "last_date"),
        (date(2026, 1, 1), date(2040, 1, 1), "last_date"),
        (date(2020, 1, 1), date(2020, 2, 1), "first_date"),
        (date(2025, 8, 1), date(2025, 8, 31), "first_date"),
    ],
)
def test_days_out_of_their_order_or_said_already_are_refused(
    alice: Actor, first: date, last: date, field: str
) -> None:
    contract = factory.signed(alice)
    suspended(alice, contract, date(2025, 8, 1), date(2025, 8, 31))
    with pytest.raises(Refused) as refusal:
        suspended(alice, contract, first, last)
    assert refusal.value.field == field


def given(by: Actor, contract: Contract, **said: Any) -> None:
    told = {"day": ON, "proof": "Recommandé 1A 204 377 1842 1", **said}
    contract = fresh(contract)
    notices.give(by=by, at=NOW, contract=contract, version=contract.version, **told)


def test_a_notice_is_noted_with_what_proves_it_and_can_be_taken_back(alice: Actor) -> None:
    contract = factory.signed(alice)
    given(alice, contract)
    given(alice, contract)
    assert Event.objects.filter(act="contract.notice_given").count() == 1
    [one] = queries.dated(Contract.objects.all(), on=ON)
    assert (one.standing, one.dated.end) == ("notice_given", date(2026, 6, 30))
    found = fresh(contract)
    notices.take_back(by=alice, at=NOW, contract=found, version=found.version)
    found = fresh(contract)
    assert (found.notice_given_date, found.notice_proof) == (None, "")


def test_another_day_of_notice_takes_its_proof_away(alice: Actor) -> None:
    contract = factory.signed(alice)
    given(alice, contract)
    found = fresh(contract)
    contracts.change(by=alice, at=NOW, contract=found, version=found.version, said=factory.said())
    assert fresh(contract).notice_proof == ""


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"proof": ""}, "proof"),
        ({"day": ON + timedelta(days=1)}, "day"),
        ({"day": date(2020, 1, 1)}, "day"),
    ],
)
def test_a_notice_has_a_proof_and_a_day_that_came(
    alice: Actor, said: dict[str, Any], field: str
) -> None:
    contract = factory.signed(alice)
    with pytest.raises(Refused) as refusal:
        given(alice, contract, **said)
    assert refusal.value.field == field


def test_a_draft_has_nothing_to_give_notice_of(alice: Actor) -> None:
    with pytest.raises(Refused, match="pas signé"):
        given(alice, life_factory.draft(alice))
