"""The values of a line, in the words of a director."""

from typing import Any

import pytest

from timonerie.domains.sourcing.enums import LineKind
from timonerie.domains.sourcing.papers import fields as statement_fields
from timonerie.domains.sourcing.papers import words as statement_words
from timonerie.domains.sourcing.rules.statements.shapes import Line
from timonerie.domains.sourcing.rules.statements.values import SHAPES

MEASURED = {
    "text": "médiane 6 h (mois du milieu sur 12 mois)",
    "median": 6.0,
    "n": 1204,
    "first": "2025-03-01",
    "last": "2026-02-28",
    "frozen_on": "2026-03-02",
}


def told(kind: LineKind, **values: Any) -> dict[str, str]:
    line = Line("k", 1, kind, 1, "Titre", "", values)
    pairs = statement_words.pairs(line, {"v": "Bulletins"})
    return {pair["term"]: pair["detail"].replace("\u00a0", " ") for pair in pairs}


def test_every_value_of_every_kind_has_a_control_and_none_is_of_another() -> None:
    for kind, shape in SHAPES.items():
        names = {field.alias or name for name, field in shape.model_fields.items()}
        controls = {one.name for one in statement_fields.of(kind)}
        assert controls == names - {"measured"}, kind


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"target": 95, "unit": "percent", "at_least": True}, "au moins 95 %"),
        (
            {"target": 4.5, "unit": "hours", "at_least": False, "period": "month"},
            "au plus 4,5 heures, jugé chaque mois",
        ),
        ({"target": 0.25}, "0,25"),
        ({}, ""),
    ],
)
def test_a_level_is_one_sentence(values: dict[str, Any], sentence: str) -> None:
    assert statement_words.level(values).replace("\u00a0", " ") == sentence


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"when": "J-3, midi", "day": -3, "of": "event"}, "J-3, midi"),
        ({"day": 5, "of": "month", "hour": "12:00"}, "le 5 du mois, 12:00"),
        ({"day": -1, "of": "month"}, "le dernier jour du mois"),
        ({"day": 2, "of": "event"}, "J+2"),
        ({}, ""),
    ],
)
def test_a_date_is_as_it_was_written_else_from_its_parts(
    values: dict[str, Any], sentence: str
) -> None:
    assert statement_words.when(values) == sentence


def test_what_was_measured_is_told_with_its_cases_and_its_day() -> None:
    found = told(LineKind.SERVICE_LEVEL, target=4, unit="hours", measured=MEASURED)
    assert "1 204 cas" in found["Mesuré"].replace("\u202f", " ")
    assert "repris le 02/03/2026" in found["Mesuré"]


def test_a_zero_is_told_and_a_blank_is_not() -> None:
    found = told(LineKind.VOLUME, low=0, expected=None, unit="")
    assert found == {"Volume bas": "0"}


def test_bands_months_and_the_volume_of_a_price_are_words() -> None:
    bands = [{"from": 0, "to": 1000}, {"from": 1000, "unit_price_factor": 0.95}]
    weights = [1.0] * 11 + [2.0]
    found = told(LineKind.VOLUME, bands=bands, seasonality=weights)
    plain = found["Bandes de volume"].replace("\u202f", " ")
    assert plain == "de 0 à 1 000 ; au-delà de 1 000, prix × 0,95"
    assert "décembre (2)" in found["Poids de chaque mois"]
    assert told(LineKind.PRICE, volume_key="v")["Volume qu’il multiplie"] == "Bulletins"
    gone = told(LineKind.PRICE, volume_key="x")["Volume qu’il multiplie"]
    assert gone == "un volume qui n’est plus là"
