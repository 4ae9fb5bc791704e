"""A payroll declaration read: the counts are those of what happened, in whatever order."""

from collections import Counter
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import dsn
from timonerie.engine.dsn import Reading, codes, looks_like, read

GROUP = dsn.group()
MARCH = date(2025, 3, 1)
LYON = dsn.PLACES[0]
NOBODY = dsn.Somebody(1, LYON, date(2020, 5, 4))


def of(*people: list[str], **more: Any) -> dict[str, int]:
    """The figures of Lyon in March, in a file of its own."""
    return (
        reading(dsn.declaration(LYON, MARCH, people, **more)).declarations[0].workplaces[0].figures
    )


def reading(*declarations: list[str]) -> Reading:
    return read(BytesIO(dsn.file(*declarations)))


def one(**what: Any) -> list[str]:
    return dsn.person(dsn.replace(NOBODY, **what), MARCH)


@pytest.mark.parametrize("month", dsn.months(), ids=str)
def test_the_months_of_a_group_are_what_happened(month: date) -> None:
    for told in read(BytesIO(GROUP.file(month))).declarations:
        place = next(one for one in dsn.PLACES if one.siret == told.siret)
        truth, figures = GROUP.truth(place, month), told.workplaces[0].figures
        left = Counter[str]()
        for code, count in truth.leavers.items():
            left[f"leaver.{codes.reason(code)}"] += count
        assert figures["heads"] == truth.heads
        assert figures.get("arrivals", 0) == truth.arrivals
        assert {k: v for k, v in figures.items() if k.startswith("leaver.")} == dict(left)


@pytest.mark.parametrize("place", dsn.PLACES, ids=lambda one: one.town)
def test_heads_follow_from_who_came_and_who_left(place: dsn.Place) -> None:
    before = None
    for month in dsn.months():
        told = read(BytesIO(dsn.file(GROUP.told(place, month)))).declarations[0]
        figures = told.workplaces[0].figures
        left = sum(count for name, count in figures.items() if name.startswith("leaver."))
        if before is not None:
            assert figures["heads"] == before + figures.get("arrivals", 0) - left
        before = figures["heads"]


def test_what_a_file_says_of_itself() -> None:
    found = reading(dsn.declaration(LYON, MARCH, [one()], kind="03", order=2, names="AVANT"))

    told = found.declarations[0]
    assert (found.norm, found.is_test) == ("P26V01", False)
    assert (told.kind, told.order, told.names, told.month) == ("03", 2, "AVANT", MARCH)
    assert (told.siret, told.town, told.individuals) == (LYON.siret, "LYON", 1)


def test_a_contract_that_ends_on_the_last_day_is_over_that_evening() -> None:
    figures = of(one(end=date(2025, 3, 31), reason="059"))

    assert (figures["heads"], figures["leaver.resignation"]) == (0, 1)


def test_somebody_who_left_earlier_and_is_still_paid_does_not_leave_again() -> None:
    figures = of(one(end=date(2025, 2, 10), reason="059"))

    assert figures == {"heads": 0, "hours.paid": 15167}


def test_a_cancelled_end_is_no_end() -> None:
    assert of(one(end=date(2025, 3, 10), reason="099"))["heads"] == 1


def test_a_contract_after_another_is_neither_an_arrival_nor_a_departure() -> None:
    first = one(nature="02", end=date(2025, 3, 9), reason="031")
    second = [line for line in one(start=date(2025, 3, 10)) if line.startswith("S21.G00.40")]

    figures = of([*first[:16], *second, *first[16:]])

    assert (figures["heads"], figures["contract.permanent"]) == (1, 1)
    assert "arrivals" not in figures
    assert not any(name.startswith("leaver.") for name in figures)


def test_interns_and_officers_are_told_apart_from_the_heads() -> None:
    figures = of(one(), one(nature="29"), one(nature="80"))

    assert figures["heads"] == 1
    assert [figures[f"contract.{name}"] for name in ("permanent", "internship", "office")] == [
        1
    ] * 3


def test_each_day_off_counts_once_by_person() -> None:
    """From the 11th to the 20th, said again until the 25th; an accident inside adds nothing."""
    stops = (
        dsn.Stop("01", date(2025, 3, 10), date(2025, 3, 20)),
        dsn.Stop("01", date(2025, 3, 10), date(2025, 3, 25)),
        dsn.Stop("06", date(2025, 3, 14), date(2025, 3, 18)),
    )

    figures = of(one(stops=stops))

    assert (figures["absent.sickness"], figures.get("absent.accident", 0)) == (15, 0)
    assert (figures["stops.sickness"], figures["people"], figures["days"]) == (1, 1, 31)


def test_a_return_ends_a_stop_before_its_planned_end() -> None:
    stop = dsn.Stop("02", date(2025, 2, 20), date(2025, 3, 20), back=date(2025, 3, 6))

    figures = of(one(stops=(stop,)))

    assert (figures["absent.parenthood"], figures.get("stops.parenthood", 0)) == (5, 0)


def test_part_time_for_health_is_at_work() -> None:
    figures = of(one(stops=(dsn.Stop("15", date(2025, 3, 3), date(2025, 3, 30)),)))

    assert not any(name.startswith(("absent.", "people")) for name in figures)


def test_pay_said_again_for_an_earlier_month_is_an_adjustment_and_not_hours() -> None:
    figures = of(one(late=(date(2025, 2, 1),), overtime="3.50"))

    assert (figures["hours.paid"], figures["hours.overtime"]) == (15167, 350)
    assert (figures["late.people"], figures["late.periods"]) == (1, 1)


def test_two_places_of_a_file_are_counted_apart() -> None:
    away = dsn.replace(NOBODY, rank=2, place=dsn.PLACES[1])

    [told] = reading(dsn.declaration(LYON, MARCH, [one(), dsn.person(away, MARCH)])).declarations

    assert [(place.siret, place.figures["heads"]) for place in told.workplaces] == [
        (LYON.siret, 1),
        (dsn.PLACES[1].siret, 1),
    ]


def test_a_place_without_a_siret_counts_where_it_is_declared_from() -> None:
    local = [line.replace(LYON.siret, "CHANTIER 12") for line in one()]

    [told] = reading(dsn.declaration(LYON, MARCH, [local])).declarations

    assert [(place.siret, place.figures["heads"]) for place in told.workplaces] == [(LYON.siret, 1)]
    assert [(each.code, each.count) for each in told.remarks] == [("DSN-08", 1)]


@pytest.mark.parametrize(("kind", "heads"), [("02", [0]), ("05", [0]), ("04", [])])
def test_a_declaration_without_people_is_zero_and_a_cancellation_is_nothing(
    kind: str, heads: list[int]
) -> None:
    [told] = reading(dsn.declaration(LYON, MARCH, kind=kind)).declarations

    assert [place.figures["heads"] for place in told.workplaces] == heads


def test_an_event_has_no_month_and_counts_nobody() -> None:
    [told] = reading(dsn.declaration(LYON, MARCH, [one()], nature="07")).declarations

    assert (told.month, told.workplaces, told.identifier) == (None, (), "")


@pytest.mark.parametrize("head", [b"S10.G00.00.001,'x'", b"\xef\xbb\xbfS10.G00.00.005,'02'"])
def test_a_payroll_file_is_known_by_its_first_line(head: bytes) -> None:
    assert looks_like(head)
    assert not looks_like(b"dossier;date\n")


@settings(max_examples=30)
@given(order=st.permutations(range(12)))
def test_the_order_of_people_never_matters(order: list[int]) -> None:
    people = [dsn.person(each, MARCH) for each in GROUP.people[:12]]

    assert of(*(people[at] for at in order)) == of(*people)


@settings(max_examples=30)
@given(cut=st.integers(1, 11))
def test_two_parts_add_up_to_the_whole(cut: int) -> None:
    people = [dsn.person(each, MARCH) for each in GROUP.people[:12]]

    whole, first, second = Counter(of(*people)), of(*people[:cut]), of(*people[cut:])

    assert Counter(first) + Counter(second) == +whole


@settings(max_examples=30)
@given(places=st.lists(st.integers(0, 400), min_size=1, max_size=5))
def test_unknown_rubriques_change_nothing_but_what_was_thrown(places: list[int]) -> None:
    people = dsn.declaration(LYON, MARCH, [dsn.person(each, MARCH) for each in GROUP.people[:12]])
    more = list(people)
    for at in sorted(places, reverse=True):
        more.insert(15 + at % (len(people) - 15), dsn.rubrique("S21.G00.99.001", "n'importe quoi"))

    plain, full = reading(people), reading(more)

    assert full.declarations == plain.declarations
    assert full.thrown["S21.G00.99.001"] == len(places)
