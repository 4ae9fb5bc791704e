"""What the reports of a provider showed week after week: late, late again, poor, revised."""

from datetime import date, timedelta

import pytest

from tests.factories import reports
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.models import Provider
from timonerie.domains.reporting.models import DueReport
from timonerie.domains.reporting.operations import occurrences, report_judging
from timonerie.domains.reporting.queries import report_weeks
from timonerie.foundations.accounts.actors import Actor


@pytest.fixture
def nova(alice: Actor, group: Group) -> Provider:
    found = reports.due(alice).provider
    assert found is not None
    return found


def at(day: date) -> list[date]:
    return [day - timedelta(days=7), day]


def month(alice: Actor, start: date, *, on: date | None, **parts: object) -> DueReport:
    """The report of a month, handed in on a day where one is given."""
    occurrences.open_all(by=alice, at=reports.instant(start.year, start.month, 28))
    row = DueReport.objects.get(period_start=start)
    if on is not None:
        reports.filed(alice, row, reports.instant(on.year, on.month, on.day), **parts)
    return row


def test_a_report_is_late_from_the_day_after_its_grace_until_it_comes(
    alice: Actor, nova: Provider
) -> None:
    assert report_weeks.late(at(date(2026, 3, 15))) == {nova.pk: [0, 1]}
    month(alice, date(2026, 2, 1), on=date(2026, 3, 16))
    assert report_weeks.late(at(date(2026, 3, 22))) == {nova.pk: [1, 0]}


def test_what_never_comes_is_not_told_for_ever(alice: Actor, nova: Provider) -> None:
    month(alice, date(2026, 3, 1), on=date(2026, 4, 2))
    assert report_weeks.late(at(date(2026, 4, 15))) == {nova.pk: [1, 0]}


def test_two_late_of_three_are_repeated(alice: Actor, nova: Provider) -> None:
    month(alice, date(2026, 2, 1), on=date(2026, 3, 16))
    month(alice, date(2026, 3, 1), on=date(2026, 4, 2))
    assert report_weeks.repeated(at(date(2026, 4, 26))) == {nova.pk: [1, 1]}
    month(alice, date(2026, 4, 1), on=None)
    assert report_weeks.repeated(at(date(2026, 5, 24))) == {nova.pk: [2, 2]}


def test_a_month_without_activity_is_passed_over(alice: Actor, nova: Provider) -> None:
    row = month(alice, date(2026, 2, 1), on=None)
    report_judging.set_idle(by=alice, at=NOW, due=row, version=None, text="Fermé")
    month(alice, date(2026, 3, 1), on=date(2026, 4, 30))
    assert report_weeks.repeated(at(date(2026, 5, 3))) == {nova.pk: [1, 1]}


def test_a_blank_or_copied_report_is_poor_until_the_next(alice: Actor, nova: Provider) -> None:
    month(alice, date(2026, 2, 1), on=date(2026, 3, 4), comment="Rien.")
    assert report_weeks.poor(at(date(2026, 3, 15))) == {nova.pk: [0, 0]}
    month(alice, date(2026, 3, 1), on=date(2026, 4, 3), comment="Rien")
    assert report_weeks.poor(at(date(2026, 4, 5))) == {nova.pk: [0, 1]}
    month(alice, date(2026, 4, 1), on=date(2026, 5, 5), comment="Mai fut calme.")
    assert report_weeks.poor(at(date(2026, 5, 10))) == {nova.pk: [1, 0]}


def test_figures_changed_afterwards_count_for_three_months(alice: Actor, nova: Provider) -> None:
    row = month(alice, date(2026, 2, 1), on=date(2026, 3, 4))
    again = {**reports.WHOLE, "payslips": "121", "redone": "3", "error_rate": "2"}
    reports.filed(alice, row, reports.instant(2026, 3, 9), values=again, reason="Recompté")
    assert report_weeks.revised(at(date(2026, 3, 15))) == {nova.pk: [0, 3]}
    assert report_weeks.revised(at(date(2026, 6, 10))) == {nova.pk: [3, 0]}
