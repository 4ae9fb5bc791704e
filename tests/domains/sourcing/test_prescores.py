"""The default grid and the notes of the built-in list agree with what the list says."""

import tomllib
from pathlib import Path

import pytest

from timonerie.domains.sourcing import catalogue
from timonerie.domains.sourcing.catalogue import prescores
from timonerie.domains.sourcing.catalogue.grids import default_grid
from timonerie.domains.sourcing.enums import Hold, Reading, Verdict, Veto
from timonerie.domains.sourcing.rules.grids.idling import Case, idle
from timonerie.domains.sourcing.rules.grids.verdicts import Judged, judge

LINES = {one.code: one for one in catalogue.lines()}
SAYS = {"no": Verdict.CORE, "partly": Verdict.HYBRID, "yes": Verdict.DELEGABLE}
#: Where the grid says otherwise than the list, and why that is right.
OTHERWISE = {
    # Figures to gather from the payroll: their comment stays, and it is another activity.
    "PAIE-10": Verdict.DELEGABLE,
}
VITAL = 4


def judged(code: str) -> Judged:
    return judge(default_grid(), prescores.of(code), prescores.vetoes(code), is_retained=True)


def test_the_default_grid_has_the_ten_usual_criteria_and_weights() -> None:
    weights = {reading: [one.weight for one in default_grid().of(reading)] for reading in Reading}
    assert weights == {Reading.KEEP: [5, 5, 3, 3, 2, 2], Reading.GUARD: [4, 3, 3, 3]}
    assert [one.code for one in default_grid().criteria if one.is_asked] == [
        "difference",
        "criticality",
    ]


def test_every_criterion_explains_itself() -> None:
    for one in default_grid().criteria:
        assert one.question.endswith("\u202f?")
        assert one.help.endswith(".")
        assert len(set(one.scale)) == len(one.scale)


def test_every_line_of_the_list_has_its_ten_notes_and_no_other_has() -> None:
    path = Path(prescores.__file__).with_name("prescores.toml")
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(told["scores"]) == set(LINES)
    assert set(told["vetoes"]) <= set(LINES)
    assert told["criteria"] == [one.code for one in default_grid().criteria]
    for code in LINES:
        found = prescores.of(code)
        assert set(found) == set(told["criteria"])
        assert all(type(note) is int and 0 <= note <= 4 for note in found.values())


@pytest.mark.parametrize("code", LINES)
def test_the_grid_says_what_the_list_says(code: str) -> None:
    assert judged(code).verdict == OTHERWISE.get(code, SAYS[LINES[code].delegable])


def test_few_lines_differ_and_each_does() -> None:
    assert len(OTHERWISE) <= 5
    for code, verdict in OTHERWISE.items():
        assert verdict != SAYS[LINES[code].delegable]


@pytest.mark.parametrize(
    ("code", "veto"),
    [
        ("COMPTA-04", Veto.PAY),
        ("PAIE-05", Veto.PAY),
        ("PAIE-03", Veto.CONTROL),
        ("COMPTA-19", Veto.CONTROL),
        ("RH-07", Veto.SANCTION),
        ("RH-08", Veto.COMMIT),
        ("JUR-07", Veto.COMMIT),
        ("IT-08", Veto.ARBITRATE),
    ],
)
def test_what_stays_inside_does_with_every_note_at_zero(code: str, veto: Veto) -> None:
    assert veto in prescores.vetoes(code)
    zeros = dict.fromkeys(prescores.of(code), 0)
    assert judge(default_grid(), zeros, prescores.vetoes(code)).verdict == Verdict.CORE


def test_only_what_the_list_keeps_has_a_veto() -> None:
    assert {LINES[code].delegable for code in LINES if prescores.vetoes(code)} == {"no"}


def test_nothing_vital_is_held_lightly() -> None:
    vital = [code for code, line in LINES.items() if line.criticality == VITAL]
    assert [code for code in vital if judged(code).hold == Hold.LIGHT] == []


def test_no_criterion_of_the_default_grid_is_idle() -> None:
    many = [Case(prescores.of(code), prescores.vetoes(code), is_retained=True) for code in LINES]
    assert idle(default_grid(), many) == ()


def test_an_activity_of_nobodys_list_has_no_notes() -> None:
    assert prescores.of("CHEZ-NOUS") == {}
    assert prescores.vetoes("CHEZ-NOUS") == frozenset()
