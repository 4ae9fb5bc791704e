"""Which clauses a contract cannot do without, and which of them it lacks."""

import pytest

from timonerie.domains.contracts.catalogue import clauses as catalogue
from timonerie.domains.contracts.rules import clause_checks, extracts
from timonerie.domains.contracts.rules.clause_checks import Weight

EVERY, NUMBERED = catalogue.clauses(), catalogue.by_number()
REVERSIBILITY, CONTROL, BONUS, PRICE = (NUMBERED[n] for n in (21, 14, 18, 15))


@pytest.mark.parametrize(
    ("clause", "criticality", "project", "expected"),
    [
        (REVERSIBILITY, 3, "", Weight.INDISPENSABLE),
        (REVERSIBILITY, 2, "", Weight.USEFUL),
        (CONTROL, 1, "sell", Weight.VITAL),
        (CONTROL, 1, "buy", Weight.USEFUL),
        (BONUS, 4, "", Weight.USEFUL),
        (PRICE, None, "", Weight.INDISPENSABLE),
        (REVERSIBILITY, None, "", Weight.USEFUL),
    ],
)
def test_a_clause_weighs_by_criticality_and_project(
    clause: catalogue.Clause, criticality: int | None, project: str, expected: Weight
) -> None:
    assert clause_checks.weight(clause, criticality=criticality, project=project) == expected


def test_what_the_project_makes_vital_comes_first() -> None:
    found = clause_checks.in_order(EVERY, criticality=1, project="sell")
    vital = [one.number for one in EVERY if "sell" in one.vital]
    assert [one.number for one in found[: len(vital)]] == vital
    assert len(found) == 47


def test_a_gap_is_an_indispensable_clause_said_weak_or_absent() -> None:
    states = {
        "reversibility": "absent",
        "audit": "weak",
        "price": "present",
        "gain_sharing": "absent",
    }
    found = clause_checks.gaps(EVERY, states=states, criticality=3, project="")
    assert [(one.clause.code, one.state) for one in found] == [
        ("reversibility", "absent"),
        ("audit", "weak"),
    ]
    assert clause_checks.gaps(EVERY, states=states, criticality=2, project="") == []


def test_what_nobody_looked_at_is_no_gap_but_is_told() -> None:
    assert clause_checks.gaps(EVERY, states={}, criticality=4, project="") == []
    unseen = clause_checks.unseen(EVERY, states={"price": "absent"}, criticality=1, project="")
    assert [one.number for one in unseen] == [1, 2, 8, 16, 19, 26, 33, 36, 43, 45]


@pytest.mark.parametrize(
    ("said", "activities", "expected"), [(None, [2, 4], 4), (1, [4], 1), (None, [], None)]
)
def test_the_criticality_is_said_or_that_of_the_activities(
    said: int | None, activities: list[int], expected: int | None
) -> None:
    assert clause_checks.criticality_of(said=said, activities=activities) == expected


def test_an_extract_is_found_whatever_its_spaces() -> None:
    text = "Article 9.\nLe  contrat est conclu\r\npour trois ans."
    span = extracts.found(text, " contrat est  conclu pour ")
    assert span is not None
    assert text[slice(*span)] == "contrat est conclu\r\npour"
    assert extracts.found(text, "contrat signé") is None
    assert extracts.found(text, "  ") is None
