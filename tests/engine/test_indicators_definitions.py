"""A definition survives JSON, and a wrong one is refused in French with the name of its field."""

import json
from typing import Any

import pytest
from hypothesis import given

from timonerie.engine.indicators import BUILT_IN, Met, Metric, MetricError, check

from .strategies import metrics

ERRORS = BUILT_IN["errors"].to_dict()
MEDIAN = BUILT_IN["time_to_resolved_median"].to_dict()
UNIT_COST = BUILT_IN["unit_cost"].to_dict()


@pytest.mark.parametrize("metric", BUILT_IN.values(), ids=BUILT_IN)
def test_a_built_in_indicator_survives_json(metric: Metric) -> None:
    assert Metric.from_dict(json.loads(json.dumps(metric.to_dict()))) == metric


@given(metric=metrics())
def test_any_indicator_survives_json(metric: Metric) -> None:
    assert Metric.from_dict(json.loads(json.dumps(metric.to_dict()))) == metric


@pytest.mark.parametrize("metric", BUILT_IN.values(), ids=BUILT_IN)
def test_a_built_in_indicator_says_what_it_is(metric: Metric) -> None:
    check(metric)
    assert metric.label[0].isupper()
    assert metric.formula.endswith(".")
    assert metric.source


def test_labels_and_formulas_are_all_different() -> None:
    assert len({metric.label for metric in BUILT_IN.values()}) == len(BUILT_IN)
    assert len({metric.formula for metric in BUILT_IN.values()}) == len(BUILT_IN)


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"code": "Taux d'erreur"}, "code", "minuscules"),
        ({"label": " "}, "label", "un texte"),
        ({"unit": "percent"}, "unit", "inconnue"),
        ({"unit": "count"}, "unit", "ratio"),
        ({"direction": None}, "direction", "Possibles"),
        ({"labl": "x"}, "labl", "champ inconnu"),
        ({"target": "95 %"}, "target", "un nombre"),
        ({"target": [0.9, 0.1], "target_kind": "within"}, "target", "croissantes"),
        ({"target": [0.1, 0.9]}, "target", "deux bornes"),
        ({"target_kind": None}, "target_kind", "nécessaire"),
        ({"numerator": None}, "numerator", "nécessaire"),
        ({"measure": MEDIAN["measure"]}, "measure", "sans objet"),
        ({"filter": "provider"}, "filter", "une liste"),
        ({"filter": [{"column": "site", "op": "eq", "value": 1}]}, "filter[0].column", "site"),
        ({"filter": [7]}, "filter[0]", "un objet"),
    ],
)
def test_a_wrong_field_is_named(change: dict[str, object], field: str, words: str) -> None:
    with pytest.raises(MetricError, match=words) as error:
        Metric.from_dict(ERRORS | change)

    assert error.value.field == field
    assert f"« {field} »" in str(error.value)


@pytest.mark.parametrize(
    ("condition", "field", "words"),
    [
        ({}, "numerator", "commence par"),
        ({"column": "error", "op": "is", "value": True}, "numerator.op", "inconnue"),
        ({"column": "error", "op": "eq"}, "numerator", "il faut"),
        ({"column": "error", "op": "eq", "value": 1}, "numerator.value", "vrai ou faux"),
        ({"column": "rework", "op": "gt", "value": True}, "numerator.value", "un nombre"),
        ({"column": "cause", "op": "eq", "value": 1}, "numerator.value", "un texte"),
        ({"column": "cause", "op": "in", "value": []}, "numerator.value", "au moins une"),
        ({"column": "cause", "op": "is_null", "value": "x"}, "numerator", "rien"),
        ({"column": "error", "op": "lt", "value": True}, "numerator.op", "pas d’ordre"),
        ({"column": "error", "op": "eq", "at": "oui"}, "numerator.at", "vrai ou faux"),
        ({"column": "rework", "op": "lt", "at": True}, "numerator.column", "un instant"),
        ({"column": "due_on", "op": "eq", "value": "2026-01-01"}, "numerator.value", "une date"),
        ({"column": "due_at", "op": "le", "other": "unit"}, "numerator.other", "un instant"),
        ({"all": []}, "numerator.all", "au moins une"),
        ({"any": [{"not": {}}]}, "numerator.any[0].not", "commence par"),
        ({"known": {"met": ["flag"]}, "default": 0}, "numerator.default", "vrai ou faux"),
        ({"met": []}, "numerator.met", "au moins un"),
        ({"met": ["luck"]}, "numerator.met[0].way", "luck"),
        ({"met": ["worked"]}, "numerator.within_seconds", "va avec"),
        ({"met": ["flag"], "within_seconds": 60}, "numerator.within_seconds", "va avec"),
        ({"met": ["worked"], "within_seconds": -1}, "numerator.within_seconds", "entier"),
    ],
)
def test_a_wrong_condition_is_named(condition: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(MetricError, match=words) as error:
        Metric.from_dict(ERRORS | {"numerator": condition})

    assert error.value.field == field


@pytest.mark.parametrize(
    ("definition", "change", "field"),
    [
        (MEDIAN, {"measure": {"kind": "worked", "start": "worked_to_start"}}, "unit"),
        (MEDIAN, {"measure": {"kind": "column", "start": "quantity"}}, "unit"),
        (MEDIAN, {"measure": {"kind": "age", "start": "received_at"}}, "measure"),
        (MEDIAN, {"measure": {"kind": "elapsed", "start": "received_at"}}, "measure.end"),
        (MEDIAN, {"measure": {"kind": "worked", "start": "quantity"}}, "measure.start"),
        (MEDIAN, {"measure": {"kind": "column", "start": "cause"}}, "measure.start"),
        (
            MEDIAN,
            {"measure": {"kind": "age", "start": "received_at", "end": "due_at"}},
            "measure.end",
        ),
        (MEDIAN, {"aggregate": "count", "measure": None}, "unit"),
        (UNIT_COST, {"unit": "quantity"}, "unit"),
        (UNIT_COST, {"per": None}, "per"),
        (UNIT_COST, {"per": {"kind": "worked", "start": "worked_to_start"}}, "per"),
    ],
)
def test_a_measure_goes_with_its_unit(
    definition: dict[str, object], change: dict[str, object], field: str
) -> None:
    with pytest.raises(MetricError) as error:
        Metric.from_dict(definition | change)

    assert error.value.field == field


def test_conditions_nested_without_end_are_refused() -> None:
    condition: dict[str, object] = {"met": ["flag"]}
    for _ in range(40):
        condition = {"not": condition}

    with pytest.raises(MetricError, match="imbriquées"):
        Metric.from_dict(ERRORS | {"numerator": condition})


def test_what_is_not_an_object_is_not_an_indicator() -> None:
    with pytest.raises(MetricError, match="un objet"):
        Metric.from_dict(["errors"])


def test_the_service_level_is_read_from_the_flag_then_from_the_due_instant() -> None:
    assert BUILT_IN["sla_met"].numerator == Met(("flag", "due"))
