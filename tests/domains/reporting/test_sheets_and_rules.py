"""A report as a file; the rules of the group; quality and punctuality read on stored rows."""

import csv
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.factories import reports
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.reporting.models import DueReport, ReportBinding, ReportRule
from timonerie.domains.reporting.operations import (
    report_bindings,
    report_judging,
    report_rules,
    report_sheets,
)
from timonerie.domains.reporting.operations.report_sheets import Misread
from timonerie.domains.reporting.queries import due_reports as queries
from timonerie.domains.reporting.queries import report_readings
from timonerie.foundations.accounts.actors import Actor


@pytest.fixture
def row(alice: Actor, group: Group) -> DueReport:
    return reports.due(alice)


def written(folder: Path, lines: Sequence[tuple[str, ...]]) -> Path:
    path = folder / "rapport.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(lines)
    return path


def test_a_filled_form_is_read_back(row: DueReport, tmp_path: Path) -> None:
    lines = [report_sheets.titles(), *report_sheets.template(row)]
    assert lines[1][0] == "Bulletins émis (bulletins)"
    filled = [lines[0], (lines[1][0], "1 234", ""), ("Commentaire", "Tout va", "")]
    given = report_sheets.read(written(tmp_path, filled), name="rapport.csv", due=row)
    assert (dict(given.values), given.comment) == ({"payslips": "1 234"}, "Tout va")


def test_every_fault_says_its_line_its_column_and_what_to_write(
    row: DueReport, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        [
            ("Champ", "Valeur"),
            ("Bulletins émis", "cent"),
            ("Inventé", "3"),
            ("Bulletins émis", "4"),
        ],
    )
    with pytest.raises(Misread) as refused:
        report_sheets.read(path, name="rapport.csv", due=row)
    assert [one.split(" : ")[0] for one in map(_plain, refused.value.faults)] == [
        "Ligne 2, colonne « Valeur »",
        "Ligne 3, colonne « Champ »",
        "Ligne 4",
    ]
    with pytest.raises(Misread, match="Valeur"):
        report_sheets.read(written(tmp_path, [("Champ",), ("x",)]), name="r.csv", due=row)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_rule_is_written_said_otherwise_put_away_and_taken_back(
    alice: Actor, group: Group
) -> None:
    rule = reports.rule(alice)
    with pytest.raises(Refused, match="déjà ce titre"):
        reports.rule(alice)
    with pytest.raises(Refused, match="de 0 à 60"):
        reports.rule(alice, title="Autre", day=61)
    with pytest.raises(Refused, match="modèles"):
        reports.rule(alice, title="Autre", model="unknown")
    with pytest.raises(Refused, match="d’un an"):
        reports.rule(alice, title="Autre", start_date=date(2020, 1, 1))
    with pytest.raises(Refused, match="des sites"):
        reports.rule(alice, group.east, title="Autre")
    report_rules.archive(by=alice, at=NOW, rule=rule, version=rule.version)
    assert reports.opened(alice) == []
    report_rules.restore(by=alice, at=NOW, rule=rule, version=rule.version)
    assert len(reports.opened(alice)) == 3
    with pytest.raises(Conflict):
        report_rules.archive(by=alice, at=NOW, rule=ReportRule.objects.get(), version=1)


def test_a_line_is_bound_to_a_model_and_a_person(alice: Actor, row: DueReport) -> None:
    binding = ReportBinding.objects.get()
    with pytest.raises(Refused, match="adresse comme"):
        report_bindings.change(
            by=alice, at=NOW, binding=binding, version=None, model="it", email="lea"
        )
    report_bindings.change(by=alice, at=NOW, binding=binding, version=None, model="it")
    reports.opened(alice, reports.instant(2026, 4, 2))
    found = DueReport.objects.order_by("period_start").values_list("model", flat=True)
    assert list(found) == ["payroll", "payroll", "it"]


def test_the_quality_of_three_reports_is_scored(alice: Actor, row: DueReport) -> None:
    for month in (3, 4, 5):
        at = reports.instant(2026, month, 2)
        reports.opened(alice, at)
        one = DueReport.objects.get(period_start=date(2026, month - 1, 1))
        reports.filed(alice, one, at, comment="Rien à signaler.")
        report_judging.accept(by=alice, at=at + timedelta(hours=1), due=one, version=None)
        found = report_readings.judged(queries.board(alice, at=at + timedelta(hours=2)))
        score = report_readings.score(found)
        assert (score is None) == (month < 5)
    # The first has no comment to compare; the two others say the same as the one before.
    assert [one.facts.copied for one in found] == [None, True, True]
    assert found[0].quality.score == 100
    assert 82 < found[1].quality.score < 83
