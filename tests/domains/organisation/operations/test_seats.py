from datetime import date
from typing import Any

import pytest

from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.models import Person, Provider, Seat
from timonerie.domains.organisation.operations import people, providers, seats
from timonerie.domains.organisation.queries import seats as seat_queries
from timonerie.foundations.accounts.actors import Actor


@pytest.fixture
def seat(alice: Actor, group: Group) -> Seat:
    return seats.create(by=alice, at=NOW, name="Responsable paie", unit=group.lyon)


@pytest.fixture
def claire(alice: Actor) -> Person:
    return people.create(by=alice, at=NOW, name="Claire Roux", email="Claire@Example.org")


@pytest.fixture
def cabinet(alice: Actor) -> Provider:
    return providers.create(by=alice, at=NOW, name="Cabinet Verlaine")


def test_a_seat_is_held_then_left_then_held_by_another(
    alice: Actor, seat: Seat, claire: Person, cabinet: Provider
) -> None:
    first = seats.hold(
        by=alice,
        at=NOW,
        seat=seat,
        kind="employee",
        person=claire,
        start_date=date(2025, 1, 1),
    )
    seats.leave(by=alice, at=NOW, holding=first, end_date=date(2025, 6, 30))
    seats.hold(
        by=alice,
        at=NOW,
        seat=seat,
        kind="provider",
        provider=cabinet,
        start_date=date(2025, 7, 1),
    )
    told = [
        (str(one.person or one.provider), one.end_date) for one in seat_queries.history_of(seat)
    ]
    assert told == [("Cabinet Verlaine", None), ("Claire Roux", date(2025, 6, 30))]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2025, 3, 1), None),
        (date(2024, 1, 1), None),
        (date(2024, 1, 1), date(2025, 1, 1)),
        (date(2025, 6, 30), date(2025, 7, 2)),
    ],
)
def test_nobody_takes_a_seat_held_on_one_of_those_days(
    alice: Actor, seat: Seat, claire: Person, cabinet: Provider, start: date, end: date | None
) -> None:
    seats.hold(
        by=alice,
        at=NOW,
        seat=seat,
        kind="executive",
        person=claire,
        start_date=date(2025, 1, 1),
        end_date=date(2025, 6, 30),
    )
    with pytest.raises(seats.SeatHeld, match="Claire Roux"):
        seats.hold(
            by=alice,
            at=NOW,
            seat=seat,
            kind="provider",
            provider=cabinet,
            start_date=start,
            end_date=end,
        )


@pytest.mark.parametrize("kind", ["employee", "executive", "provider"])
def test_a_holder_is_of_the_kind_said(
    alice: Actor, seat: Seat, claire: Person, cabinet: Provider, kind: str
) -> None:
    wrong: dict[str, Any] = {"provider": cabinet} if kind != "provider" else {"person": claire}
    with pytest.raises(seats.WrongHolder):
        seats.hold(by=alice, at=NOW, seat=seat, kind=kind, start_date=date(2025, 1, 1), **wrong)


def test_nobody_leaves_before_coming(alice: Actor, seat: Seat, claire: Person) -> None:
    held = seats.hold(
        by=alice, at=NOW, seat=seat, kind="employee", person=claire, start_date=date(2025, 1, 1)
    )
    with pytest.raises(seats.WrongDates, match="01/01/2025"):
        seats.leave(by=alice, at=NOW, holding=held, end_date=date(2024, 12, 31))


def test_a_seat_nobody_holds_today_is_vacant(alice: Actor, seat: Seat, claire: Person) -> None:
    seats.hold(
        by=alice,
        at=NOW,
        seat=seat,
        kind="employee",
        person=claire,
        start_date=date(2025, 1, 1),
        end_date=date(2025, 6, 30),
    )
    assert seat_queries.vacant(alice, on=date(2025, 6, 30)) == []
    assert seat_queries.vacant(alice, on=date(2025, 7, 1)) == [seat]


def test_a_held_seat_is_not_archived(alice: Actor, seat: Seat, claire: Person) -> None:
    held = seats.hold(
        by=alice, at=NOW, seat=seat, kind="employee", person=claire, start_date=date(2025, 1, 1)
    )
    with pytest.raises(seats.SeatHeld, match="Claire Roux"):
        seats.archive(by=alice, at=NOW, seat=seat, version=1)
    seats.leave(by=alice, at=NOW, holding=held, end_date=date(2025, 2, 1))
    seats.archive(by=alice, at=NOW, seat=seat, version=1)
    assert not Seat.objects.active().exists()


def test_a_unit_has_one_seat_of_a_name(alice: Actor, seat: Seat, group: Group) -> None:
    with pytest.raises(seats.SeatNameTaken):
        seats.create(by=alice, at=NOW, name="responsable PAIE", unit=group.lyon)
    seats.create(by=alice, at=NOW, name="Responsable paie", unit=group.nantes)


def test_who_holds_a_seat_stays_until_they_leave_it(
    alice: Actor, seat: Seat, claire: Person, cabinet: Provider
) -> None:
    seats.hold(
        by=alice, at=NOW, seat=seat, kind="employee", person=claire, start_date=date(2025, 1, 1)
    )
    with pytest.raises(people.PersonHoldsSeat, match="Responsable paie"):
        people.archive(by=alice, at=NOW, person=claire, version=1)
