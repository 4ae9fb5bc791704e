from itertools import count

import pytest

from tests.repository import typography
from timonerie.domains.sourcing import catalogue, works
from timonerie.domains.sourcing.enums import LineKind as Kind
from timonerie.domains.sourcing.rules.statements import building, completeness
from timonerie.domains.sourcing.rules.statements.line_gaps import texts
from timonerie.domains.sourcing.rules.statements.ready import Model
from timonerie.domains.sourcing.rules.statements.shapes import SECTIONS, Line
from timonerie.domains.sourcing.rules.statements.wording import find, hours, vague
from timonerie.engine.indicators.catalogue import BUILT_IN

#: What a model leaves to the company, and nothing else.
OF_THE_COMPANY = {
    "accountable_missing", "blank_left", "volume_without_bands", "volume_without_figures",
}  # fmt: skip
MODELS = pytest.mark.parametrize("model", works.models(), ids=works.CODES)


def lines(model: Model) -> list[Line]:
    numbers = count(1)
    return building.plain(model, new_key=lambda: f"key-{next(numbers)}")


@MODELS
def test_a_model_lacks_only_what_the_company_alone_can_say(model: Model) -> None:
    gaps = completeness.check(lines(model), is_mission=model.is_mission)
    assert {gap.code for gap in gaps} == OF_THE_COMPANY


@MODELS
def test_a_model_fills_the_sixteen_sections_in_35_to_60_lines(model: Model) -> None:
    found = lines(model)
    assert 35 <= len(found) <= 60
    assert {one.section for one in found} == {section.number for section in SECTIONS}


@MODELS
def test_a_model_promises_nothing_vague_and_tracks_no_one(model: Model) -> None:
    for one in lines(model):
        for text in texts(one):
            assert find(text, (*vague(), *hours())) == []


@MODELS
def test_the_criteria_of_a_model_weigh_a_hundred(model: Model) -> None:
    weights = [one.values["weight"] for one in model.entries if one.kind == Kind.CRITERION]
    assert sum(weights) == 100  # type: ignore[arg-type]


@MODELS
def test_a_model_speaks_of_metrics_measures_and_activities_that_exist(model: Model) -> None:
    metrics = {one.values["metric"] for one in model.entries if "metric" in one.values}
    measures = {one.values["measure"] for one in model.entries if one.kind == Kind.SECURITY}
    functions = {one.code: one.function for one in catalogue.lines()}
    assert metrics <= BUILT_IN.keys()
    assert measures <= {one.code for one in works.measures()}
    assert {functions[code] for code in model.activities} == set(model.functions)


@MODELS
def test_each_side_owes_something_and_the_provider_reports(model: Model) -> None:
    kinds = [one.kind for one in model.entries]
    assert kinds.count(Kind.REPORT) == 1
    assert "ours" in {one.values["side"] for one in model.entries if one.kind == Kind.INPUT}


@MODELS
def test_a_line_that_cites_the_law_says_who_must_check_it(model: Model) -> None:
    marks = ("C. trav.", "C. com.", "C. civ.", "CPCE", "loi 71", "Cass.", "Article 28")
    for one in model.entries:
        if any(mark in one.text for mark in marks):
            assert "à faire valider par un conseil" in one.text.lower(), one.title


@MODELS
def test_a_model_is_written_with_french_signs(model: Model) -> None:
    said = [model.title, model.summary, *(text for one in lines(model) for text in texts(one))]
    assert [fault for text in said for fault in typography.faults(text)] == []


def test_payroll_counts_its_months_in_double() -> None:
    months = [one.values.get("parallel_months") for one in works.model("payroll").entries]
    assert [one for one in months if one] == [2]


def test_reports_come_five_working_days_after_the_month_and_twelve_for_an_accountant() -> None:
    days = {
        model.code: next(one.values["day"] for one in model.entries if one.kind == Kind.REPORT)
        for model in works.models()
    }
    assert (days["payroll"], days["it_support"], days["accounting"]) == (5, 5, 12)


def test_a_mission_keeps_three_powers_apart_and_names_a_deputy() -> None:
    mission = works.model("mission")
    titles = " ".join(one.title for one in mission.entries)
    for power in ("Délégation de signature", "Délégation de pouvoirs", "Pouvoirs bancaires"):
        assert titles.count(power) == 1
    assert mission.is_mission
    assert any("L651-2" in one.text for one in mission.entries)


def test_each_measure_has_its_group_and_its_proof() -> None:
    measures = works.measures()
    assert len({one.code for one in measures}) == len(measures) == 45
    assert all(one.group and one.title and one.proof for one in measures)
    assert [f for one in measures for f in typography.faults(f"{one.title} {one.proof}")] == []


def test_a_model_that_does_not_exist_is_not_given() -> None:
    with pytest.raises(KeyError):
        works.model("../../pyproject")


def test_sections_are_sixteen_and_every_kind_has_one() -> None:
    assert [section.number for section in SECTIONS] == list(range(1, 17))
    assert {kind for section in SECTIONS for kind in section.kinds} == set(Kind)
    assert all(section.help and section.title for section in SECTIONS)
