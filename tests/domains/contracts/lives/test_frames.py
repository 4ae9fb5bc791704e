"""A frame contract gathers orders: one level, never around."""

import pytest

from tests.factories import contracts as factory
from tests.factories.organisation import NOW
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.operations import contracts
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor


def put_under(by: Actor, order: Contract, frame: Contract | None) -> None:
    said = factory.said(order.name, frame=frame)
    order.refresh_from_db()
    contracts.change(by=by, at=NOW, contract=order, version=order.version, said=said)


@pytest.fixture
def frame(alice: Actor) -> Contract:
    return factory.signed(alice, "Cadre")


def test_orders_stand_under_their_frame(alice: Actor, frame: Contract) -> None:
    made = factory.signed(alice, "Lyon", frame=frame)
    assert list(frame.orders.all()) == [made]
    put_under(alice, made, None)
    assert not frame.orders.exists()


def test_an_order_frames_nothing(alice: Actor, frame: Contract) -> None:
    order = factory.signed(alice, "Lyon", frame=frame)
    with pytest.raises(Refused, match="dépend déjà"):
        factory.signed(alice, "Lyon 2", frame=order)


def test_a_frame_of_others_is_no_order(alice: Actor, frame: Contract) -> None:
    factory.signed(alice, "Lyon", frame=frame)
    other = factory.signed(alice, "Autre cadre")
    with pytest.raises(Refused, match="dépendent de celui-ci"):
        put_under(alice, frame, other)


def test_nothing_frames_itself_nor_stands_under_the_archives(alice: Actor, frame: Contract) -> None:
    with pytest.raises(Refused, match="son propre cadre"):
        put_under(alice, frame, frame)
    frame.refresh_from_db()
    contracts.archive(by=alice, at=NOW, contract=frame, version=frame.version)
    with pytest.raises(Refused, match="archivé"):
        factory.signed(alice, "Lyon", frame=frame)
