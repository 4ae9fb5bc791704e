"""A report is begun, handed in, judged, corrected; each word and each version is kept."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from tests.factories import accounts, duties, obligations, reports
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.operations import mandates
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.reporting.models import (
    DueReport,
    ReportDraft,
    ReportExchange,
    ReportFile,
    ReportFiling,
)
from timonerie.domains.reporting.operations import report_filing, report_judging, report_replies
from timonerie.domains.reporting.operations.report_filing import Given, Unread
from timonerie.domains.reporting.queries import due_reports as queries
from timonerie.domains.reporting.queries import report_readings
from timonerie.domains.reporting.report_enums import ReportState
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope.models import Company


@pytest.fixture
def row(alice: Actor, group: Group) -> DueReport:
    return reports.due(alice)


def state(row: DueReport, at: object = NOW) -> ReportState:
    found = queries.whole(DueReport.objects.filter(pk=row.pk)).get()
    return queries.of(found, at=at).state  # type: ignore[arg-type]


def test_a_report_handed_in_waits_for_the_client(alice: Actor, row: DueReport) -> None:
    reports.filed(alice, row)
    (filing,) = ReportFiling.objects.all()
    assert filing.values["error_rate"] == "1.5"
    assert (filing.number, filing.came_on, row.stage) == (1, date(2026, 3, 2), "filed")
    assert state(row) == ReportState.ON_TIME
    found = queries.of(queries.whole(DueReport.objects.filter(pk=row.pk)).get(), at=NOW)
    assert (found.is_held, found.is_to_read) == (True, True)


def test_what_cannot_stand_is_refused_whole(alice: Actor, row: DueReport) -> None:
    values = {"payslips": "cent", "declarations": "peut-être"}
    with pytest.raises(Unread) as refused:
        reports.filed(alice, row, values=values)
    assert [code for code, _message in refused.value.faults] == ["payslips", "declarations"]
    assert "n’est pas un nombre" in refused.value.message
    with pytest.raises(Refused, match="est vide"):
        report_filing.file(by=alice, at=NOW, due=row, given=Given())
    assert not ReportFiling.objects.exists()


def test_the_database_refuses_to_change_a_version(alice: Actor, row: DueReport) -> None:
    reports.filed(alice, row)
    told: tuple[dict[str, Any], ...] = (
        {"values": {}},
        {"comment": "Autre"},
        {"came_on": date(2026, 1, 1)},
    )
    for values in told:
        with pytest.raises(DatabaseError), transaction.atomic():
            ReportFiling.objects.update(**values)


def test_a_correction_is_a_new_version_with_its_reason(alice: Actor, row: DueReport) -> None:
    reports.filed(alice, row)
    report_judging.send_back(
        by=alice, at=NOW + timedelta(hours=1), due=row, version=row.version, text="Et Nantes ?"
    )
    assert state(row, NOW + timedelta(hours=2)) == ReportState.TO_CORRECT
    with pytest.raises(Refused, match="dites pourquoi"):
        reports.filed(alice, row, NOW + timedelta(days=1))
    values = {**reports.WHOLE, "payslips": "130"}
    later = NOW + timedelta(days=1)
    reports.filed(alice, row, later, values=values, reason="Nantes était oublié")
    report_judging.accept(by=alice, at=later + timedelta(hours=1), due=row, version=row.version)
    assert state(row, later + timedelta(hours=2)) == ReportState.CORRECTED
    found = queries.whole(DueReport.objects.filter(pk=row.pk)).get()
    assert report_readings.corrected(found) == 1
    assert found.stage == "accepted"


def test_a_refusal_closes_until_it_is_taken_back(alice: Actor, row: DueReport) -> None:
    reports.filed(alice, row)
    report_judging.refuse(by=alice, at=NOW, due=row, version=row.version, text="Hors sujet")
    with pytest.raises(Refused, match="est clos"):
        reports.filed(alice, row, reason="Je corrige")
    report_judging.reopen(by=alice, at=NOW, due=row, version=row.version, text="À revoir")
    assert state(row) == ReportState.TO_CORRECT
    with pytest.raises(Refused, match="ne s’y applique pas"):
        report_judging.accept(by=alice, at=NOW, due=row, version=row.version)


def test_a_period_without_activity_counts_nowhere(alice: Actor, row: DueReport) -> None:
    report_judging.set_idle(by=alice, at=NOW, due=row, version=row.version, text="Aucune paie")
    assert state(row) == ReportState.IDLE


def test_each_exchange_is_kept_and_stops_or_starts_the_clock(alice: Actor, row: DueReport) -> None:
    made = reports.link(alice, row)
    report_replies.ask(link=made.link, at=NOW, text="Il nous manque les variables de Lyon.")
    found = queries.of(queries.whole(DueReport.objects.all()).get(pk=row.pk), at=NOW)
    assert (found.wants, found.is_held) == (True, True)
    later = NOW + timedelta(days=3)
    report_judging.reply(by=alice, at=later, due=row, text="Envoyées ce matin.")
    found = queries.of(queries.whole(DueReport.objects.all()).get(pk=row.pk), at=later)
    assert (found.wants, found.deadline.held) == (False, 3)
    assert found.deadline.due == date(2026, 3, 9)
    with pytest.raises(Refused, match="Aucune question"):
        report_judging.reply(by=alice, at=later, due=row, text="Encore.")
    told = list(ReportExchange.objects.order_by("pk").values_list("kind", "is_client"))
    assert told == [("question", False), ("reply", True)]
    assert not Event.objects.filter(detail__icontains="variables").exists()


def test_nobody_questions_what_did_not_come(alice: Actor, row: DueReport) -> None:
    with pytest.raises(Refused, match="qu’un rapport remis"):
        report_judging.ask(by=alice, at=NOW, due=row, text="Alors ?")


def test_two_judges_do_not_write_over_each_other(alice: Actor, row: DueReport) -> None:
    reports.filed(alice, row)
    seen = row.version
    report_judging.send_back(by=alice, at=NOW, due=row, version=seen, text="Non")
    fresh = DueReport.objects.get(pk=row.pk)
    reports.filed(alice, fresh, reason="Corrigé")
    with pytest.raises(Conflict):
        report_judging.accept(by=alice, at=NOW, due=fresh, version=seen)


def test_our_inputs_are_marked_on_their_day(alice: Actor, group: Group) -> None:
    signed = reports.contract(alice)
    obligations.obligation(alice, signed, anchor="month", day=20, site=group.lyon)
    reports.opened(alice)
    (row,) = reports.opened(alice, reports.instant(2026, 3, 20))
    at = reports.instant(2026, 3, 24)
    with pytest.raises(Refused, match="pas encore venue"):
        report_filing.mark_sent(by=alice, at=at, due=row, on=date(2026, 3, 25))
    report_filing.mark_sent(by=alice, at=at, due=row, on=date(2026, 3, 20))
    assert state(row, at) == ReportState.ON_TIME
    with pytest.raises(Refused, match="déjà noté"):
        report_filing.mark_sent(by=alice, at=at, due=row, on=date(2026, 3, 20))
    made = reports.link(alice, row)
    with pytest.raises(Refused, match="disons nous-mêmes"):
        report_replies.send(link=made.link, at=at, given=reports.given(values={}))


def test_only_its_author_keeps_a_draft(alice: Actor, row: DueReport) -> None:
    with pytest.raises(Refused, match="garde le brouillon"):
        report_filing.save(by=alice, at=NOW, due=row, version=None, given=reports.given())
    assert not ReportDraft.objects.exists()


def test_a_site_manager_answers_for_its_site_alone(
    alice: Actor, group: Group, company: Company
) -> None:
    reports.rule(alice, group.lyon, group.nantes)
    reports.opened(alice, reports.instant(2026, 4, 1))
    lucie = accounts.actor(company, Role.SITE_MANAGER, name="Lucie")
    mandates.grant(
        by=alice,
        at=NOW,
        membership=accounts.membership_of(lucie),
        unit=group.lyon,
        start_date=accounts.LONG_AGO,
    )
    seen = queries.visible_to(lucie, on=date(2026, 4, 1))
    assert {one.site for one in seen} == {group.lyon}
    other = DueReport.objects.filter(site=group.nantes).first()
    assert other is not None
    with pytest.raises(Refused, match="votre mandat"):
        reports.filed(lucie, other)
    own = seen.order_by("due_date").first()
    assert own is not None
    given = reports.given(values={"requests": "12"})
    report_filing.save(by=lucie, at=NOW, due=own, version=None, given=given)
    report_filing.file(by=lucie, at=NOW, due=own, given=given)
    with pytest.raises(PermissionDenied):
        report_judging.accept(by=lucie, at=NOW, due=own, version=None)
    assert not ReportDraft.objects.exists()


def test_files_go_with_the_version_they_came_with(alice: Actor, row: DueReport) -> None:
    made = reports.link(alice, row)
    report_replies.attach(link=made.link, at=NOW, received=duties.file(), field="journal")
    report_replies.attach(link=made.link, at=NOW, received=duties.file(), field="journal")
    (joined,) = ReportFile.objects.all()
    assert joined.filing_id is None
    report_replies.send(link=made.link, at=NOW, given=reports.given())
    joined = ReportFile.objects.get(filing__isnull=False)
    with pytest.raises(Refused, match="ne s’enlève plus"):
        report_replies.detach(link=made.link, at=NOW, file=joined)
    with pytest.raises(Refused, match="ne prend pas de fichier"):
        report_replies.attach(link=made.link, at=NOW, received=duties.file(), field="payslips")
