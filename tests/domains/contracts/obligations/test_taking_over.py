"""The lines of a statement of work become what a contract promises and what both sides owe."""

from datetime import date
from typing import Any

import pytest

from tests.factories import obligations, statements
from tests.factories.organisation import NOW
from timonerie.domains.contracts.models import (
    Contract,
    ExpectedReport,
    Obligation,
    SecurityProof,
    ServiceLevel,
)
from timonerie.domains.contracts.operations import levels, owed_rows, taking_over
from timonerie.domains.contracts.queries import obligations as queries
from timonerie.domains.contracts.rules.level_gaps import Gap
from timonerie.domains.contracts.rules.taking_over import Change
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.models import StatementLine, StatementVersion
from timonerie.domains.sourcing.operations import statement_lines
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit.models import Event

SECOND = date(2026, 9, 1)
ERRORS = "Bulletins erronés par la faute du prestataire"
ON_TIME = "Bulletins rendus à l’heure"


@pytest.fixture
def signed(alice: Actor, group: Any) -> tuple[Contract, StatementVersion]:
    return obligations.payroll(alice)


def take(by: Actor, contract: Contract, version: StatementVersion, on: date | None = None) -> Any:
    steps = taking_over.take(by=by, at=NOW, contract=contract, version=version, effective=on)
    return {change: [one for one in steps if one.change == change] for change in Change}


def say(by: Actor, version: StatementVersion, title: str, **values: Any) -> None:
    """Change the values of a line of the draft."""
    line = StatementLine.objects.get(statement=version.statement, title=title)
    said = statement_lines.Said(
        title=line.title, text=line.text, values={**line.values, **values}, activity=line.activity
    )
    statement_lines.change(by=by, at=NOW, line=line, version=line.version, said=said)


def drop(by: Actor, version: StatementVersion, title: str) -> None:
    line = StatementLine.objects.get(statement=version.statement, title=title)
    statement_lines.remove(by=by, at=NOW, line=line, version=line.version)


def test_each_line_becomes_what_it_is(alice: Actor, signed: Any) -> None:
    contract, version = signed
    take(alice, contract, version)
    level = ServiceLevel.objects.get(title=ON_TIME)
    assert (level.metric, level.target, level.unit, level.at_least) == (
        "on_time_delivery", 98, "percent", True,
    )  # fmt: skip
    assert level.line_key
    assert level.activity
    assert level.activity.name == "Bulletins"
    followed = ServiceLevel.objects.get(title="Variables reçues à l’heure, par site")
    assert (followed.is_followed, followed.target) == (True, None)
    report = ExpectedReport.objects.get()
    assert (report.cadence, report.day, report.grace_days, report.side) == (
        "monthly", 5, 1, "theirs",
    )  # fmt: skip
    variables = Obligation.objects.get(title="Variables de paie de chaque site")
    assert (variables.kind, variables.side, variables.anchor, variables.day, variables.hour) == (
        "input", "ours", "event", -5, "12:00",
    )  # fmt: skip
    assert set(Obligation.objects.values_list("kind", flat=True)) == {
        "input", "deliverable", "governance",
    }  # fmt: skip
    proof = SecurityProof.objects.get(measure="backups_321")
    assert (proof.when, proof.due_date) == ("Chaque trimestre", None)
    contract.refresh_from_db()
    assert contract.statement_version == version
    assert Event.objects.filter(act="contract.lines_taken").count() == 1


def test_taking_twice_is_taking_once(alice: Actor, signed: Any) -> None:
    contract, version = signed
    first = take(alice, contract, version)
    again = take(alice, contract, version)
    assert len(first[Change.NEW]) == len(again[Change.SAME])
    assert [again[one] for one in (Change.NEW, Change.CHANGED, Change.GONE)] == [[], [], []]
    assert Event.objects.filter(act="contract.lines_taken").count() == 1


def test_what_was_said_by_hand_is_not_written_over(alice: Actor, signed: Any) -> None:
    contract, version = signed
    take(alice, contract, version)
    level = ServiceLevel.objects.get(title=ON_TIME)
    said = obligations.level_said(ON_TIME, metric="on_time_delivery", target=97)
    levels.change(by=alice, at=NOW, level=level, version=level.version, said=said)
    take(alice, contract, version)
    level.refresh_from_db()
    assert level.target == 97


def test_a_newer_version_changes_from_a_day_and_keeps_what_held(alice: Actor, signed: Any) -> None:
    contract, version = signed
    take(alice, contract, version, date(2026, 1, 1))
    level = ServiceLevel.objects.get(title=ON_TIME)
    said = obligations.level_said(ON_TIME, metric="on_time_delivery", target=98)
    levels.change(by=alice, at=NOW, level=level, version=level.version, said=said)
    ServiceLevel.objects.update(start_date=date(2026, 1, 1))
    say(alice, version, ON_TIME, target=99)
    drop(alice, version, "Comité de pilotage")
    second = statements.approved(alice, version.statement)
    with pytest.raises(Refused):
        take(alice, contract, second)
    done = take(alice, contract, second, SECOND)
    assert [one.fields for one in done[Change.CHANGED]] == [{"target": 99}]
    assert [one.title for one in done[Change.GONE]] == ["Comité de pilotage"]
    old, new = ServiceLevel.objects.filter(title=ON_TIME).order_by("start_date")
    assert (old.target, old.end_date) == (98, date(2026, 8, 31))
    assert (new.target, new.start_date, new.end_date) == (99, SECOND, None)
    # What was said by hand goes on.
    assert new.bands == old.bands != []
    assert Obligation.objects.get(title="Comité de pilotage").end_date == date(2026, 8, 31)
    assert not take(alice, contract, second)[Change.CHANGED]


def test_a_line_that_comes_back_is_a_new_one(alice: Actor, signed: Any) -> None:
    contract, version = signed
    take(alice, contract, version, date(2026, 1, 1))
    drop(alice, version, "Comité de pilotage")
    take(alice, contract, statements.approved(alice, version.statement), SECOND)
    back = take(alice, contract, version, date(2027, 1, 1))
    assert [one.title for one in back[Change.NEW]] == ["Comité de pilotage"]
    rows = Obligation.objects.filter(title="Comité de pilotage").order_by("start_date")
    assert [(one.start_date, one.end_date) for one in rows] == [
        (date(2026, 1, 1), date(2026, 8, 31)),
        (date(2027, 1, 1), None),
    ]


def test_what_somebody_archived_stays_so(alice: Actor, signed: Any) -> None:
    contract, version = signed
    take(alice, contract, version)
    level = ServiceLevel.objects.get(title=ON_TIME)
    owed_rows.archive(by=alice, at=NOW, row=level, version=level.version)
    assert not take(alice, contract, version)[Change.NEW]


def test_what_cannot_be_measured_is_asked(alice: Actor, signed: Any) -> None:
    contract, version = signed
    say(alice, version, ON_TIME, metric="Bulletins à l’heure sur bulletins dus", cap="10 % du prix")
    say(alice, version, ERRORS, metric="working_time_to_resolved_median", target=95)
    take(alice, contract, statements.approved(alice, version.statement))
    found = {(one.title, gap) for one, gap in queries.gaps(ServiceLevel.objects.all())}
    assert found == {
        (ON_TIME, Gap.METRIC),
        (ON_TIME, Gap.CAP),
        (ERRORS, Gap.THRESHOLD),
    }
