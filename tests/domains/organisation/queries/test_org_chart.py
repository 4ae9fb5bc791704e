"""The tree of posts as it is read: depth, spans, what hangs on one head."""

from datetime import date
from typing import Any

import pytest

from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.models import BusinessFunction, Seat
from timonerie.domains.organisation.operations import people, providers, seats
from timonerie.domains.organisation.queries import org_chart
from timonerie.foundations.accounts.actors import Actor

TODAY = date(2026, 3, 2)


@pytest.fixture
def post(alice: Actor, group: Group) -> Any:
    """`post("DAF", under=head, of="payroll", holder="Marc")`."""

    def make(
        name: str, *, under: Seat | None = None, of: str = "", holder: str = "", firm: str = ""
    ) -> Seat:
        function = BusinessFunction.objects.filter(code=of).first()
        seat = seats.create(by=alice, at=NOW, name=name, unit=group.lyon, function=function)
        seats.attach(by=alice, at=NOW, seat=seat, version=seat.version, manager=under)
        if holder:
            person = people.create(by=alice, at=NOW, name=holder)
            seats.hold(by=alice, at=NOW, seat=seat, kind="employee", person=person,
                       start_date=TODAY)  # fmt: skip
        if firm:
            provider = providers.create(by=alice, at=NOW, name=firm)
            seats.hold(by=alice, at=NOW, seat=seat, kind="provider", provider=provider,
                       start_date=TODAY)  # fmt: skip
        return seat

    return make


def test_a_provider_and_a_vacant_post_stand_in_the_tree(alice: Actor, post: Any) -> None:
    head = post("DG", holder="Claire")
    vacant = post("DAF", under=head)
    post("Paie", under=vacant, firm="Cabinet Verlaine")

    chart = org_chart.chart(alice, on=TODAY)

    told = [(one.seat.name, str(one.holder or ""), one.depth, one.span, one.below)
            for one in chart.walk()]  # fmt: skip
    assert told == [
        ("DG", "Claire", 0, 1, 2),
        ("DAF", "", 1, 1, 1),
        ("Paie", "Cabinet Verlaine", 2, 0, 0),
    ]
    assert (chart.posts, chart.vacant, chart.depth, chart.mean_span) == (3, 1, 3, 1.0)


def test_links_that_go_round_are_opened_somewhere(alice: Actor, post: Any) -> None:
    first, second = post("A"), post("B")
    Seat.objects.filter(pk=first.pk).update(manager=second)
    Seat.objects.filter(pk=second.pk).update(manager=first)

    chart = org_chart.chart(alice, on=TODAY)

    assert sorted(one.seat.name for one in chart.walk()) == ["A", "B"]


def test_no_post_makes_no_tree(alice: Actor, group: Group) -> None:
    chart = org_chart.chart(alice, on=TODAY)

    assert (chart.heads, chart.posts, chart.depth, chart.mean_span) == ([], 0, 0, None)


def test_a_function_that_one_alone_holds_hangs_on_them(alice: Actor, post: Any) -> None:
    post("Paie", of="payroll", holder="Marc")
    post("Paie adjoint", of="payroll")
    post("DSI", of="it", holder="Nadia")
    post("Support", of="it", firm="Sogeris")
    post("Juriste", of="legal")

    (one,) = org_chart.one_headed_functions(on=TODAY)

    assert (one.function.code, str(one.holder), [str(seat) for seat in one.posts], one.vacant) == (
        "payroll", "Marc", ["Paie"], 1,
    )  # fmt: skip


def test_a_post_never_answers_to_one_below_it(alice: Actor, post: Any) -> None:
    head = post("DG")
    low = post("Paie", under=post("DAF", under=head))

    with pytest.raises(seats.GoesRound) as refused:
        seats.attach(by=alice, at=NOW, seat=head, version=None, manager=low)

    assert refused.value.field == "manager"


def test_numbered_posts_stand_in_the_order_of_their_numbers(alice: Actor, post: Any) -> None:
    head = post("DG")
    for name in ("Technicien n° 10", "Technicien n° 2", "Technicien"):
        post(name, under=head)

    chart = org_chart.chart(alice, on=TODAY)

    assert [one.seat.name for one in chart.walk()] == [
        "DG",
        "Technicien",
        "Technicien n° 2",
        "Technicien n° 10",
    ]
