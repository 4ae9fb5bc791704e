"""What a version asks, and what an answer costs."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.sourcing.enums import LineKind as Kind
from timonerie.domains.sourcing.rules.offers import asked, pricing, totals
from timonerie.domains.sourcing.rules.offers.asked import EXIT, TRANSITION
from timonerie.domains.sourcing.rules.offers.pricing import Said
from timonerie.domains.sourcing.rules.statements.shapes import JSON, Line

ONCE = {str(key): Said(str(key), price=0, recurrence="once") for key in (TRANSITION, EXIT)}


def line(key: str, kind: Kind, title: str = "", **values: JSON) -> Line:
    return Line(key, 1, kind, 0, title or key, "", values)


def total(lines: list[Line], answers: dict[str, Said], months: int = 12) -> totals.Total:
    questions = asked.questions(lines)
    priced = pricing.priced("offer", questions, answers | ONCE, currency="EUR")
    volumes = pricing.asked_volumes(questions, answers)
    return totals.total(priced, volumes, months=months)


VOLUME = line("v", Kind.VOLUME, unit="dossiers", per="month", low=80, expected=100, high=120)
PRICE = line("p", Kind.PRICE, unit="dossier", volume_key="v", recurrence="unit")


@pytest.mark.parametrize(
    ("title", "is_eliminatory"),
    [
        ("Assurance (éliminatoire)", True),
        ("ELIMINATOIRE : hébergement en France", True),
        ("e\u0301liminatoire", True),
        ("Une offre qui n’est pas assurée est éliminatoire", True),
        ("Le non-respect de ce point est éliminatoire", True),
        ("Aucune sous-traitance : point éliminatoire", True),
        ("Critère non éliminatoire", False),
        ("Ce point n’est\u00a0pas éliminatoire", False),
        ("Ces lignes ne sont pas des critères éliminatoires", False),
        ("Aucun de ces points n’est éliminatoire", False),
        ("Aucun critère éliminatoire", False),
        ("Assurance", False),
    ],
)
def test_the_words_of_a_line_say_that_it_is_eliminatory(title: str, is_eliminatory: bool) -> None:
    [question] = asked.questions([line("k", Kind.SECURITY, title)])
    assert question.is_eliminatory is is_eliminatory


@pytest.mark.parametrize(
    "title",
    ["Prix", "COUT", "Coût total", "Prix total (40 %)", "Tarifs", "Offre financière", "Le prix :"],
)
def test_a_criterion_called_price_is_noted_by_the_totals(title: str) -> None:
    lines = [
        line("c", Kind.CRITERION, "Équipe", weight=60),
        line("d", Kind.CRITERION, title, weight=40),
    ]
    assert [one.key for one in asked.marked(lines)] == ["c"]
    assert asked.weighing(lines) == asked.Weighing({"c": 60.0}, 40.0)


@pytest.mark.parametrize(
    "title", ["Coûts cachés", "Prix unitaire lisible", "Prix et délais", "Tarification", "Priorité"]
)
def test_a_criterion_about_prices_is_noted_by_people(title: str) -> None:
    assert len(asked.marked([line("c", Kind.CRITERION, title, weight=60)])) == 1


@given(weights=st.lists(st.floats(0.5, 100), min_size=1, max_size=6), price=st.floats(0, 100))
def test_criteria_share_what_the_price_leaves(weights: list[float], price: float) -> None:
    lines = [line(f"c{n}", Kind.CRITERION, weight=one) for n, one in enumerate(weights)]
    found = asked.weighing(lines, price=price)
    assert sum(found.criteria.values()) + found.price == pytest.approx(100)
    for one, other in pairwise(lines):
        ratio = found.criteria[one.key] * weights[int(other.key[1:])]
        assert ratio == pytest.approx(found.criteria[other.key] * weights[int(one.key[1:])])


@pytest.mark.parametrize(
    ("recurrence", "cents"), [("month", 12000), ("quarter", 4000), ("year", 1000), ("once", 1000)]
)
def test_a_fixed_price_is_paid_as_the_offer_says(recurrence: str, cents: int) -> None:
    fixed = line("f", Kind.PRICE, unit="forfait", recurrence="month")
    answers = {"f": Said("f", price=10 * 10_000, recurrence=recurrence)}
    assert total([fixed], answers).expected == cents


def test_each_unit_is_paid_at_the_price_of_its_band() -> None:
    bands: tuple[Any, ...] = ({"to": 90, "price": 100_000}, {"to": None, "price": 50_000})
    found = total([VOLUME, PRICE], {"p": Said("p", bands=bands)})
    assert found.expected == 12 * (90 * 1000 + 10 * 500)
    assert found.low == 12 * 80 * 1000


def test_the_factors_of_the_version_hold_for_all_units_of_the_band() -> None:
    bands: list[JSON] = [{"from": 0, "to": 90}, {"from": 90, "unit_price_factor": 0.9}]
    volume = line("v", Kind.VOLUME, per="month", low=80, expected=100, high=120, bands=bands)
    found = total([volume, PRICE], {"p": Said("p", price=100_000)})
    assert (found.low, found.expected) == (12 * 80 * 1000, 12 * 100 * 900)


def test_a_volume_that_nobody_figured_is_missing() -> None:
    bare = line("v", Kind.VOLUME, unit="dossiers", per="month")
    [missing] = total([bare, PRICE], {"p": Said("p", price=1)}).missing
    assert (missing.code, missing.key) == ("volume", "p")


def test_two_ends_do_not_say_what_is_expected() -> None:
    wide = line("v", Kind.VOLUME, unit="dossiers", per="month", low=80, high=120)
    [missing] = total([wide, PRICE], {"p": Said("p", price=1)}).missing
    assert (missing.code, missing.key) == ("volume", "p")
    alone = line("v", Kind.VOLUME, unit="dossiers", per="month", high=120)
    assert total([alone, PRICE], {"p": Said("p", price=10_000)}).expected == 12 * 120 * 100


def test_a_blank_price_is_paid_as_the_version_that_was_answered_asks_it() -> None:
    asked_then = line("f", Kind.PRICE, recurrence="once")
    newest = asked.questions([line("f", Kind.PRICE, recurrence="month")])
    said = {"f": Said("f", price=10 * 10_000)} | ONCE
    found = pricing.priced("offer", newest, said, currency="EUR", answered=[asked_then])
    assert totals.total(found, {}, months=12).expected == 1000


def test_a_price_without_a_way_of_being_paid_is_told_apart_from_no_price() -> None:
    bare = line("f", Kind.PRICE)
    told = [total([bare], said).missing for said in ({}, {"f": Said("f", price=10_000)})]
    assert [one.code for (one,) in told] == ["price", "recurrence"]


def test_an_added_price_counts_on_the_volume_that_it_names() -> None:
    own = Said("own", is_own=True, price=10_000, recurrence="unit", volume_key="v")
    found = total([VOLUME], {"own": own})
    assert (found.expected, found.is_complete) == (12 * 100 * 100, True)
