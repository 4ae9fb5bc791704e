"""What is said of reports without a database: reminders, punctuality, values, quality."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from timonerie.domains.reporting.catalogue import report_models, report_weights
from timonerie.domains.reporting.report_enums import ReportState, Rung
from timonerie.domains.reporting.rules import (
    report_punctuality,
    report_quality,
    report_rungs,
    report_values,
)
from timonerie.domains.reporting.rules.report_lives import Life, Move, Moved
from timonerie.domains.reporting.rules.report_quality import Facts, Gap
from timonerie.engine import working_days
from timonerie.engine.indicators import catalogue

DUE, GRACE = date(2026, 3, 6), date(2026, 3, 10)


def worked(day: date) -> bool:
    return working_days.is_worked(working_days.USUAL, day)


def moved(kind: Move, day: date) -> Moved:
    return Moved(kind, datetime.combine(day, time(10), UTC), day)


@pytest.mark.parametrize(
    ("day", "sent", "expected"),
    [
        (date(2026, 3, 3), (), None),
        (date(2026, 3, 4), (), Rung.BEFORE),
        (date(2026, 3, 5), ("before",), None),
        (date(2026, 3, 6), ("before",), Rung.DAY),
        (date(2026, 3, 10), ("before", "day"), Rung.GRACE),
        (date(2026, 3, 17), ("before", "day", "grace"), Rung.AFTER),
        (date(2026, 3, 18), ("before", "day", "grace", "after"), None),
        # After a stop only the last step is taken, and never one that comes before it.
        (date(2026, 3, 17), (), Rung.AFTER),
        (date(2026, 3, 11), ("after",), None),
        # What will never come is not asked for any more.
        (date(2026, 4, 10), (), None),
    ],
)
def test_a_step_is_taken_once_on_its_day(
    day: date, sent: tuple[str, ...], expected: Rung | None
) -> None:
    assert report_rungs.called(Life(DUE, GRACE), sent=sent, today=day, worked=worked) == expected


def test_nothing_is_asked_while_the_client_holds_it() -> None:
    asked = Life(DUE, GRACE, (moved(Move.WANTED, date(2026, 3, 2)),))
    assert report_rungs.called(asked, sent=(), today=DUE, worked=worked) is None
    filed = Life(DUE, GRACE, (moved(Move.FILED, date(2026, 3, 2)),))
    assert report_rungs.called(filed, sent=(), today=date(2026, 3, 17), worked=worked) is None


def test_a_correction_is_asked_for_by_its_own_days() -> None:
    moves = (moved(Move.FILED, date(2026, 3, 4)), moved(Move.RETURNED, date(2026, 3, 12)))
    life = Life(DUE, GRACE, moves)
    assert report_rungs.called(life, sent=(), today=date(2026, 3, 12), worked=worked) == "before"
    assert report_rungs.called(life, sent=(), today=date(2026, 3, 16), worked=worked) == "day"


def test_without_grace_the_end_of_it_is_the_next_working_day() -> None:
    life = Life(DUE, DUE)
    called = report_rungs.called(life, sent=("day",), today=date(2026, 3, 9), worked=worked)
    assert called == Rung.GRACE


def test_punctuality_counts_what_was_due() -> None:
    told = [
        Life(DUE, GRACE, (moved(Move.FILED, DUE),)),
        Life(DUE, GRACE, (moved(Move.FILED, GRACE), moved(Move.RETURNED, date(2026, 3, 12)))),
        Life(DUE, GRACE, (moved(Move.FILED, date(2026, 3, 20)),)),
        Life(DUE, GRACE),
        Life(DUE, GRACE, (moved(Move.IDLE, DUE),)),
        Life(date(2026, 9, 1), date(2026, 9, 2)),
    ]
    found = report_punctuality.counted(
        [(one, worked) for one in told],
        at=datetime(2026, 4, 1, tzinfo=UTC),
        today=date(2026, 4, 1),
    )
    assert (found.on_time, found.in_grace, found.late, found.missing, found.idle) == (1, 1, 1, 1, 1)
    assert (found.due, found.rate) == (4, 0.25)


def test_punctuality_of_nothing_is_no_figure() -> None:
    nothing = report_punctuality.counted([], at=datetime(2026, 4, 1, tzinfo=UTC), today=DUE)
    assert (nothing.due, nothing.rate) == (0, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,5", "12.5"),
        ("1 234", "1234"),
        ("98,20 %", "98.2"),
        ("1\u202f000,00 €", "1000"),
        ("-3", "-3"),
        ("1.5", "1.5"),
        ("douze", None),
        ("1,2,3", None),
        ("١٢", None),
        ("NaN", None),
        ("1e5", None),
        ("9" * 30, None),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, value: str | None) -> None:
    found = report_values.number(text)
    assert (None if found is None else report_values.plain(found)) == value


def test_values_that_cannot_stand_are_all_named() -> None:
    fields = report_models.by_code()["payroll"].fields
    values, wrong = report_values.cleaned(
        fields,
        {
            "payslips": "cent",
            "redone": "2",
            "declarations": "peut-être",
            "causes": "x" * 3000,
            "journal": "journal.pdf",
            "unknown": "1",
            "error_rate": "  ",
        },
    )
    assert values == {"redone": "2"}
    assert [(one.field, one.fault.value) for one in wrong] == [
        ("payslips", "not_a_number"),
        ("declarations", "not_a_choice"),
        ("causes", "too_long"),
        ("journal", "unknown"),
        ("unknown", "unknown"),
    ]


def test_a_choice_is_known_however_it_is_written() -> None:
    fields = report_models.by_code()["payroll"].fields
    values, wrong = report_values.cleaned(fields, {"declarations": "deposees a l'heure"})
    assert (values, wrong) == ({"declarations": "Déposées à l’heure"}, [])


@pytest.mark.parametrize(
    ("now", "before", "copied"),
    [
        ("Rien à signaler.", "rien a  signaler", True),
        ("Rien à signaler.", "Deux bulletins refaits.", False),
        ("", "Rien", None),
        ("Rien", "", None),
    ],
)
def test_a_copied_comment_is_seen_through_its_punctuation(
    now: str, before: str, copied: bool | None
) -> None:
    assert report_values.is_copied(now, before) is copied


def facts(**parts: object) -> Facts:
    told: dict[str, object] = {
        "came": ReportState.ON_TIME,
        "asked": 5,
        "filled": 5,
        "copied": False,
        "corrected": 0,
        "gaps": (Gap("error_rate", Decimal("1.5"), 1.5),),
    }
    return Facts(**{**told, **parts})  # type: ignore[arg-type]


def test_a_whole_report_on_time_has_all_its_points() -> None:
    found = report_quality.quality(facts(), weights=report_weights.weights())
    assert found.score == 100
    assert sum(one.out_of for one in found.criteria) == 100


def test_each_fault_takes_the_points_of_its_criterion() -> None:
    told = facts(
        came=ReportState.CAME_LATE,
        filled=4,
        copied=True,
        corrected=3,
        gaps=(Gap("error_rate", Decimal("1.5"), 1.5), Gap("payslips", Decimal(100), 120)),
    )
    found = report_quality.quality(told, weights=report_weights.weights())
    assert {one.code: one.points for one in found.criteria} == {
        "delay": 0, "completeness": 20, "comment": 0, "corrections": 0, "gap": 7.5,
    }  # fmt: skip
    assert found.score == 27.5


def test_what_nothing_can_tell_is_left_out_and_never_nought() -> None:
    found = report_quality.quality(facts(copied=None, gaps=()), weights=report_weights.weights())
    assert [one.code for one in found.criteria] == ["delay", "completeness", "corrections"]
    assert found.score == 100


def test_no_score_under_three_reports() -> None:
    weights = report_weights.weights()
    one = report_quality.quality(facts(), weights=weights)
    late = report_quality.quality(facts(came=ReportState.CAME_LATE), weights=weights)
    assert report_quality.score([one, one], weights=weights) is None
    assert report_quality.score([one, one, late], weights=weights) == 90


def test_the_ready_models_stand() -> None:
    metrics = catalogue.BUILT_IN
    assert [one.code for one in report_models.models()] == [
        "payroll", "accounting", "it", "hr", "legal", "assistant",
    ]  # fmt: skip
    for model in report_models.models():
        codes = [one.code for one in model.fields]
        assert len(codes) == len(set(codes)) <= 8
        for field in model.fields:
            assert field.help.endswith(".")
            assert not field.metric or field.metric in metrics
            assert bool(field.choices) == (field.kind == "choice")
            assert bool(field.unit) == (field.kind == "number")


def test_a_model_is_guessed_from_what_the_contract_entrusts() -> None:
    assert getattr(report_models.guessed(["it"]), "code", None) == "it"
    assert report_models.guessed(["purchasing"]) is None
