"""A contract shared out between its sites, from a day on."""

from datetime import date
from typing import Any

import pytest

from tests.factories import contract_money as money
from tests.factories.contracts import signed
from tests.factories.organisation import NOW, Group
from timonerie.domains.contracts.models import Contract, ContractShare
from timonerie.domains.contracts.operations import shares
from timonerie.domains.contracts.price_enums import ShareKey
from timonerie.domains.contracts.queries import shares as queries
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor

ON = date(2026, 3, 2)


@pytest.fixture
def contract(alice: Actor, group: Group) -> Contract:
    return signed(alice, yearly_cents=100_000)


def sites() -> list[Unit]:
    return list(Unit.objects.sites().order_by("name")[:3])


def say(alice: Actor, contract: Contract, key: ShareKey, *parts: int | None, **said: Any) -> None:
    told = dict(zip(sites(), parts, strict=True))
    start = said.get("start_date", money.START)
    shares.say(
        by=alice,
        at=NOW,
        contract=contract,
        said=shares.Said(key=key, start_date=start, parts=told),
    )


def cents(alice: Actor) -> list[int | None]:
    return [one.cents for one in queries.by_site(alice, on=ON)]


def test_equal_shares_lose_no_cent(alice: Actor, contract: Contract) -> None:
    say(alice, contract, ShareKey.EQUAL, None, None, None)
    assert cents(alice) == [33_340, 33_330, 33_330]


def test_heads_weigh(alice: Actor, contract: Contract) -> None:
    say(alice, contract, ShareKey.HEADS, 50, 30, 20)
    assert cents(alice) == [50_000, 30_000, 20_000]


def test_fixed_shares_make_the_whole(alice: Actor, contract: Contract) -> None:
    with pytest.raises(Refused, match="99,99"):
        say(alice, contract, ShareKey.FIXED, 5_000, 3_000, 1_999)
    assert not ContractShare.objects.exists()
    say(alice, contract, ShareKey.FIXED, 5_000, 3_000, 2_000)
    assert cents(alice) == [50_000, 30_000, 20_000]


def test_a_key_stands_until_the_next_one(alice: Actor, contract: Contract) -> None:
    say(alice, contract, ShareKey.EQUAL, None, None, None)
    say(alice, contract, ShareKey.HEADS, 1, 1, 2, start_date=date(2026, 3, 1))
    assert cents(alice) == [25_000, 25_000, 50_000]
    rows = queries.said([contract])
    assert [one.share for one in queries.standing(rows, on=money.START)] == [3_334, 3_333, 3_333]


def test_saying_the_same_key_writes_nothing(alice: Actor, contract: Contract) -> None:
    say(alice, contract, ShareKey.HEADS, 5, 3, 2)
    say(alice, contract, ShareKey.HEADS, 5, 3, 2)
    assert ContractShare.objects.count() == 3


def test_weights_of_nothing_are_refused(alice: Actor, contract: Contract) -> None:
    with pytest.raises(Refused) as refusal:
        say(alice, contract, ShareKey.VOLUME, 0, 0, 0)
    assert refusal.value.field == "parts"


def test_a_contract_without_an_amount_is_shared_all_the_same(alice: Actor, group: Group) -> None:
    bare = signed(alice, "Bail")
    say(alice, bare, ShareKey.EQUAL, None, None, None)
    assert cents(alice) == [None, None, None]
