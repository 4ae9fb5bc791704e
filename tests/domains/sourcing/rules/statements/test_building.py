from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

import pytest

from timonerie.domains.sourcing import works
from timonerie.domains.sourcing.enums import LineKind as Kind
from timonerie.domains.sourcing.rules.statements import completeness
from timonerie.domains.sourcing.rules.statements.building import draft, numbering
from timonerie.domains.sourcing.rules.statements.known import Chosen, Fact, Site
from timonerie.domains.sourcing.rules.statements.ready import Model
from timonerie.domains.sourcing.rules.statements.shapes import SECTIONS, Line

TODAY = date(2026, 9, 1)
BARE = Model(code="bare", title="", summary="", functions=(), entries=())
PAY = Chosen(code="P-1", name="Bulletins de Lyon", catalogue_code="PAIE-02")


def keys() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"key-{next(numbers)}"


def drafted(model: str | Model, activities: Sequence[Chosen], **around: Any) -> list[Line]:
    ready = works.model(model) if isinstance(model, str) else model
    return draft(model=ready, activities=activities, on=TODAY, new_key=keys(), **around)


def of(lines: list[Line], kind: Kind, activity: str = "P-1") -> list[Line]:
    return [one for one in lines if one.kind == kind and one.activity == activity]


def twelve(catalogue: Sequence[str]) -> list[Chosen]:
    known = [Chosen(code=f"K-{c}", name=f"Activité {c}", catalogue_code=c) for c in catalogue]
    others = [Chosen(code=f"X-{n}", name=f"Tâche {n}") for n in range(12 - len(known))]
    return [*known, *others]


@pytest.mark.parametrize("model", [*works.CODES, BARE])
def test_twelve_activities_give_every_section_of_a_draft_without_a_wrong_value(
    model: str | Model,
) -> None:
    ready = works.model(model) if isinstance(model, str) else model
    lines = drafted(model, twelve(sorted(ready.activities)), sites=[Site("Lyon"), Site("Brest")])
    assert {one.section for one in lines} == {section.number for section in SECTIONS}
    found = {gap.code for gap in completeness.check(lines, is_mission=ready.is_mission)}
    wrong = {"key_twice", "kind_elsewhere", "price_volume_unknown", "activity_unheld"}
    assert not [code for code in found if code.startswith("value_") or code in wrong]


@pytest.mark.parametrize("model", works.CODES)
def test_a_figure_that_nobody_knows_is_left_blank_with_its_question(model: str) -> None:
    lines = drafted(model, twelve(sorted(works.model(model).activities)))
    for one in lines:
        if one.kind == Kind.VOLUME:
            assert not {"low", "expected", "high", "bands"} & one.values.keys()
            assert "[à compléter" in one.text
        assert "measured" not in one.values


def test_what_is_known_of_an_activity_is_written_in_its_lines() -> None:
    known = replace(
        PAY, accountable="DRH", volume=1440, volume_unit="bulletins", frequency="mensuelle",
        seasonality=(1.0,) * 11 + (2.0,), sites=("Lyon", "Brest"), provider="Cabinet A",
        tools="SIRH", data="NIR, salaires", confidentiality=3,
    )  # fmt: skip
    lines = drafted("payroll", [known])
    (scope,), (volume,) = of(lines, Kind.SCOPE), of(lines, Kind.VOLUME)
    assert (scope.title, scope.values["accountable"]) == ("Bulletins de Lyon", "DRH")
    assert "Lyon, Brest" in scope.text
    assert "Cabinet A" in scope.text
    assert (volume.values["expected"], volume.values["per"]) == (1440, "year")
    assert volume.values["seasonality"] == [1.0] * 11 + [2.0]
    assert [one.values["data"] for one in of(lines, Kind.PRIVACY)] == ["NIR, salaires"]
    assert [one.text[:29] for one in lines if one.title.endswith("SIRH")] == [
        "Activités\u00a0: Bulletins de Lyon"
    ]


def test_lines_of_the_model_on_an_activity_kept_inside_are_left_out() -> None:
    lines = drafted("payroll", [PAY])
    assert {one.activity for one in lines} == {"", "P-1"}
    assert not [one for one in lines if "DSN déposées" in one.title]


def test_two_activities_of_one_line_of_the_catalogue_have_lines_of_their_own() -> None:
    lines = drafted("payroll", [PAY, replace(PAY, code="P-2", name="Bulletins de Brest")])
    first, second = (of(lines, Kind.PRICE, code)[0] for code in ("P-1", "P-2"))
    volumes = {one.key: one.activity for one in lines if one.kind == Kind.VOLUME}
    assert [volumes[str(one.values["volume_key"])] for one in (first, second)] == ["P-1", "P-2"]


def test_an_activity_that_the_model_does_not_know_is_held_too() -> None:
    other = Chosen(
        code="FLOTTE", name="Flotte", volume=40, volume_unit="véhicules",
        our_deadline="le 3 du mois", their_deadline="le 10 du mois",
    )  # fmt: skip
    lines = [one for one in drafted("payroll", [PAY, other]) if one.activity == "FLOTTE"]
    assert [one.kind for one in lines] == [
        Kind.SCOPE, Kind.VOLUME, Kind.INPUT, Kind.DELIVERABLE, Kind.PRICE,
    ]  # fmt: skip
    _, volume, entry, deliverable, price = lines
    assert (entry.values["when"], deliverable.values["when"]) == ("le 3 du mois", "le 10 du mois")
    assert (price.values["volume_key"], price.values["unit"]) == (volume.key, "véhicules")


def test_a_deadline_of_the_company_stands_beside_that_of_the_model() -> None:
    lines = drafted("payroll", [replace(PAY, their_deadline="le 28 du mois")])
    (deliverable,) = of(lines, Kind.DELIVERABLE)
    assert str(deliverable.values["when"]).startswith("J-3")
    assert "le 28 du mois" in deliverable.text


def test_a_deadline_is_said_once_where_an_activity_has_several_entries() -> None:
    lines = drafted("payroll", [replace(PAY, our_deadline="le 22 du mois")])
    assert ["le 22" in one.text for one in of(lines, Kind.INPUT)] == [True, False, False]


def test_a_volume_counted_otherwise_than_in_the_model_has_a_line_of_its_own() -> None:
    close = Chosen("CLO", "Clôture", catalogue_code="COMPTA-11", volume=9, volume_unit="sites")
    volumes = of(drafted("accounting", [close]), Kind.VOLUME, "CLO")
    assert [(one.values["unit"], one.values.get("expected")) for one in volumes] == [
        ("clôtures", None),
        ("sites", 9),
    ]


def test_a_unit_by_the_month_becomes_the_one_of_a_year() -> None:
    bills = Chosen(
        "FAC", "Factures", catalogue_code="COMPTA-01", volume=900, volume_unit="Factures/mois"
    )
    (volume,) = of(drafted("accounting", [bills]), Kind.VOLUME, "FAC")
    assert [volume.values[name] for name in ("unit", "per", "expected")] == [
        "factures",
        "year",
        900,
    ]


def test_a_level_shows_what_is_measured_today_of_its_own_activity() -> None:
    fact = Fact("on_time_delivery", 240, date(2025, 9, 1), date(2026, 8, 31), value=0.91)
    own = replace(fact, activity="P-1", value=0.88, text="88 % à l’heure")
    lines = drafted("payroll", [PAY], facts=[fact, own, replace(fact, activity="P-9")])
    level = next(
        one for one in of(lines, Kind.SERVICE_LEVEL) if one.values["metric"] == fact.metric
    )
    assert level.values["measured"] == {
        "text": "88 % à l’heure", "value": 0.88, "n": 240, "first": "2025-09-01",
        "last": "2026-08-31", "frozen_on": "2026-09-01",
    }  # fmt: skip
    assert level.values["target"] == 98


def test_a_fact_of_another_activity_is_not_shown() -> None:
    fact = Fact("on_time_delivery", 9, TODAY, TODAY, activity="P-9", value=0.5)
    assert not [one for one in drafted("payroll", [PAY], facts=[fact]) if "measured" in one.values]


def test_a_site_is_told_as_far_as_it_is_known() -> None:
    lines = drafted(BARE, [], sites=[Site("Lyon", "Rhône", 42, "8 h à 18 h"), Site("Brest")])
    assert [one.text.replace("\u00a0", " ") for one in lines if one.kind == Kind.SITE] == [
        "Rhône. Effectif : 42. Ouverture : 8 h à 18 h.",
        "[à compléter : jours et heures d’ouverture]",
    ]


def test_articles_are_numbered_in_their_section() -> None:
    lines = drafted("payroll", [PAY])
    numbers = numbering(reversed(lines))
    assert [numbers[one.key] for one in lines] == [f"{one.section}.{one.rank}" for one in lines]
    assert lines == sorted(lines, key=lambda one: (one.section, one.rank))
