from dataclasses import replace
from typing import Any

import pytest

from tests.domains.sourcing.rules.statements.lines import GOOD, line, whole
from timonerie.domains.sourcing.enums import LineKind as Kind
from timonerie.domains.sourcing.rules.statements.completeness import check
from timonerie.domains.sourcing.rules.statements.gaps import Gap, Severity
from timonerie.domains.sourcing.rules.statements.line_gaps import REQUIRED
from timonerie.domains.sourcing.rules.statements.shapes import SECTIONS, Line

NEEDED = [
    (kind, name, code, severity)
    for kind, needs in REQUIRED.items()
    for name, code, severity in needs
]


def codes(lines: list[Line], **around: Any) -> list[str]:
    return [gap.code for gap in check(lines, **around)]


def _blocks(gaps: list[Gap]) -> bool:
    return any(gap.severity == Severity.BLOCKS for gap in gaps)


def without(kind: Kind) -> list[Line]:
    return [one for one in whole() if one.kind != kind]


def test_a_whole_statement_lacks_nothing() -> None:
    assert check(whole()) == []
    assert check(whole(), is_mission=True) == []


@pytest.mark.parametrize(("kind", "name", "code", "severity"), NEEDED)
def test_each_value_that_must_be_there_is_missed(
    kind: Kind, name: str, code: str, severity: Severity
) -> None:
    lacking = line(kind, without=name)
    found = [gap for gap in check([lacking]) if gap.key == lacking.key]
    assert (code, severity) in [(gap.code, gap.severity) for gap in found]


@pytest.mark.parametrize("number", range(1, 17))
def test_each_section_that_is_empty_is_named(number: int) -> None:
    lines = [one for one in whole() if one.section != number]
    code = "no_reversibility" if number == 13 else "section_empty"
    assert (code, number) in [(gap.code, gap.section) for gap in check(lines)]


def test_nothing_at_all_blocks_the_approval() -> None:
    gaps = check([])
    assert _blocks(gaps)
    assert {gap.section for gap in gaps} == {section.number for section in SECTIONS}


def test_a_hint_does_not_block() -> None:
    gaps = check(without(Kind.ANNEX))
    assert [(gap.code, gap.severity) for gap in gaps] == [("section_empty", Severity.HINT)]
    assert not _blocks(gaps)


def test_a_vague_word_is_shown_as_it_is_written_wherever_it_stands() -> None:
    vague = line(Kind.DELIVERABLE, title="Rendu RAPIDE", values={"acceptance": "Si besoin"})
    found = [gap.found for gap in check([*whole(), vague]) if gap.code == "vague_word"]
    assert found == ["RAPIDE", "Si besoin"]


def test_a_question_left_in_a_value_blocks() -> None:
    asked = line(Kind.TEAM, values={"side": "theirs", "deputy": "[à compléter : qui ?]"})
    gaps = check([*whole(), asked])
    assert [(gap.code, gap.key, gap.found) for gap in gaps] == [
        ("blank_left", asked.key, "[à compléter : qui ?]")
    ]


def test_the_time_of_a_providers_people_is_not_tracked() -> None:
    assert codes([*whole(), line(Kind.TEXT, section=9, text="Une feuille de temps par mois.")]) == [
        "hours_tracked"
    ]


def test_a_wrong_value_is_told_in_place_of_what_it_would_lack() -> None:
    assert codes([*whole(), line(Kind.REPORT, values={"day": 99, "content": ""})]) == [
        "value_out_of_range"
    ]


def test_a_line_has_a_title_a_key_of_its_own_and_a_section_that_takes_it() -> None:
    lines = [*whole(), line(Kind.ANNEX, title=" "), line(Kind.ANNEX, section=1)]
    assert codes(lines) == ["kind_elsewhere", "line_untitled"]
    twice = line(Kind.ANNEX)
    assert codes([*whole(), twice, replace(twice, title="Autre")]) == ["key_twice"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"metric": "sourires"}, "level_metric_unknown"),
        ({"unit": "hours"}, "level_unit_differs"),
        ({"metric": "backlog"}, "level_unit_differs"),
    ],
)
def test_a_level_has_a_metric_that_exists_in_its_unit(values: dict[str, Any], code: str) -> None:
    assert codes([*whole(), line(Kind.SERVICE_LEVEL, values=values)]) == [code]


def test_a_target_said_without_what_is_measured_is_a_hint_where_facts_exist() -> None:
    gaps = check(whole(), measurable={"on_time_delivery"})
    assert [(gap.code, gap.severity) for gap in gaps] == [("level_unmeasured", Severity.HINT)]
    assert check(whole(), measurable={"errors"}) == []


def test_an_input_needs_words_or_a_day() -> None:
    lacking = dict.fromkeys(("when", "day"))
    assert codes([*whole(), line(Kind.INPUT, values=lacking)]) == ["input_without_date"]
    assert codes([*whole(), line(Kind.INPUT, values={"when": ""})]) == []


def test_an_activity_of_the_scope_is_held_by_its_own_deliverable_or_level() -> None:
    scope = line(Kind.SCOPE, activity="DSN", title="DSN")
    assert codes([*whole(), scope]) == ["activity_unheld"]
    assert codes([*whole(), scope, line(Kind.SERVICE_LEVEL, activity="DSN")]) == []


def test_two_who_answer_are_nobody() -> None:
    second = line(Kind.TEAM, values={"role": "Autre"})
    other = line(Kind.SCOPE, activity="PAIE", values={"accountable": "Direction"})
    same = line(Kind.SCOPE, activity="PAIE", values={"accountable": " responsable PAIE"})
    theirs = line(Kind.TEAM, values={"side": "theirs"})
    assert codes([*whole(), second]) == ["accountable_several"]
    assert codes([*whole(), other]) == ["accountable_several"]
    assert codes([*whole(), same, theirs]) == []


def test_a_price_by_unit_multiplies_a_volume_that_is_there() -> None:
    assert codes([*whole(), line(Kind.PRICE, without="volume_key")]) == ["price_without_volume"]
    lost = line(Kind.PRICE, values={"volume_key": "parti"})
    assert codes([*whole(), lost]) == ["price_volume_unknown"]
    monthly = line(Kind.PRICE, without="volume_key", values={"recurrence": "month"})
    assert codes([*whole(), monthly]) == []


@pytest.mark.parametrize(("weights", "found"), [([60, 30], "90"), ([60, 40.5], "100.5")])
def test_criteria_weigh_a_hundred(weights: list[float], found: str) -> None:
    some = [line(Kind.CRITERION, values={"weight": weight}) for weight in weights]
    gaps = check([*without(Kind.CRITERION), *some])
    assert [(gap.code, gap.found) for gap in gaps] == [("criteria_not_100", found)]


def test_thirds_of_a_hundred_are_a_hundred() -> None:
    some = [line(Kind.CRITERION, values={"weight": 100 / 3}) for _ in range(3)]
    assert check([*without(Kind.CRITERION), *some]) == []


def test_a_step_has_a_length_or_months_in_double() -> None:
    assert codes([*whole(), line(Kind.TRANSITION, without="parallel_months")]) == [
        "transition_without_length"
    ]


def test_article_28_is_covered_topic_by_topic_and_measures_are_proved() -> None:
    topics = GOOD[Kind.PRIVACY]["topics"]
    assert isinstance(topics, list)
    one = line(Kind.PRIVACY, values={"topics": topics[:-2]})
    unproved = line(Kind.SECURITY, without="proof")
    gaps = check([*without(Kind.PRIVACY), one, unproved])
    assert [(gap.code, gap.found) for gap in gaps] == [
        ("privacy_topic_missing", "fate"),
        ("privacy_topic_missing", "audit"),
        ("security_without_proof", ""),
    ]
    assert check([*without(Kind.PRIVACY), unproved]) == []


def test_a_scope_without_its_limits_and_without_a_way_out_is_told() -> None:
    lines = [one for one in whole() if one.kind not in (Kind.EXCLUSION, Kind.REVERSIBILITY)]
    assert codes(lines) == ["no_exclusion", "no_reversibility"]


def test_a_mission_counts_days_and_names_who_stands_in() -> None:
    lines = [*without(Kind.TEAM), line(Kind.VOLUME, values={"unit": "Heures par mois"})]
    lines += [line(Kind.TEAM, without="deputy")]
    assert codes(lines, is_mission=True) == ["presence_in_hours", "mission_without_deputy"]
    assert codes(lines) == []


def test_a_mission_may_do_without_volumes_levels_and_criteria() -> None:
    kinds = (Kind.VOLUME, Kind.PRICE, Kind.SERVICE_LEVEL, Kind.INDICATOR, Kind.CRITERION)
    lines = [one for one in whole() if one.kind not in kinds]
    lines += [line(Kind.PRICE, values={"recurrence": "month", "volume_key": ""})]
    assert not _blocks(check(lines, is_mission=True))
    assert _blocks(check(lines))
