"""A report is answered by a link: its secret is told once, what was done by it is dated."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import accounts, reports
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.reporting.models import DueReport, ReportDraft, ReportLink
from timonerie.domains.reporting.operations import report_links, report_replies
from timonerie.domains.reporting.queries import report_links as queries
from timonerie.domains.reporting.queries.report_links import NoSuchLink
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope.models import Company
from timonerie.foundations.scope.secrets import digest


@pytest.fixture
def row(alice: Actor, group: Group) -> DueReport:
    return reports.due(alice)


def state(link: ReportLink) -> str:
    return queries.state(ReportLink.objects.get(pk=link.pk), at=NOW)


@pytest.mark.rule("AUT-13")
def test_of_its_secret_only_the_digest_is_kept(alice: Actor, row: DueReport) -> None:
    made = reports.link(alice, row)
    assert made.link.token_sha256 == digest(made.token)
    stored = [*map(str, ReportLink.objects.values_list()), *map(str, Event.objects.values_list())]
    assert not any(made.token in one for one in stored)
    assert queries.holding(made.token) == made.link
    assert queries.holding(made.token + "x") is None


def test_what_is_done_by_it_is_dated(alice: Actor, row: DueReport) -> None:
    made = reports.link(alice, row)
    assert state(made.link) == "made"
    report_replies.opened(link=made.link, at=NOW)
    assert state(made.link) == "opened"
    report_replies.save(link=made.link, at=NOW, version=0, given=reports.given())
    assert state(made.link) == "begun"
    report_replies.send(link=made.link, at=NOW, given=reports.given())
    assert state(made.link) == "sent"
    assert not ReportDraft.objects.exists()


def test_a_draft_is_kept_and_never_written_over(alice: Actor, row: DueReport) -> None:
    made = reports.link(alice, row)
    draft = report_replies.save(link=made.link, at=NOW, version=0, given=reports.given())
    seen = draft.version
    report_replies.save(link=made.link, at=NOW, version=seen, given=reports.given(comment="Autre"))
    with pytest.raises(Conflict):
        report_replies.save(
            link=made.link, at=NOW, version=seen, given=reports.given(comment="Encore")
        )
    assert ReportDraft.objects.get().comment == "Autre"


def test_a_link_revoked_or_past_its_day_opens_nothing(alice: Actor, row: DueReport) -> None:
    made = reports.link(alice, row, days=1)
    with pytest.raises(NoSuchLink):
        report_replies.send(link=made.link, at=NOW + timedelta(days=2), given=reports.given())
    report_links.revoke(by=alice, at=NOW, link=made.link)
    report_links.revoke(by=alice, at=NOW, link=made.link)
    assert state(made.link) == "revoked"
    for do in (
        lambda: report_replies.save(link=made.link, at=NOW, version=0, given=reports.given()),
        lambda: report_replies.ask(link=made.link, at=NOW, text="Et ?"),
        lambda: report_replies.reply(link=made.link, at=NOW, text="Oui"),
        lambda: report_replies.received(link=made.link, at=NOW, on=NOW.date()),
    ):
        with pytest.raises(NoSuchLink):
            do()


def test_making_it_again_closes_the_one_before(alice: Actor, row: DueReport) -> None:
    first = reports.link(alice, row)
    second = report_links.renew(by=alice, at=NOW + timedelta(days=3), link=first.link)
    assert state(first.link) == "revoked"
    assert second.token != first.token
    assert second.link.recipient == first.link.recipient
    assert second.link.expires_at - second.link.made_at == timedelta(days=30)


def test_a_link_is_made_for_somebody_and_for_a_time(
    alice: Actor, row: DueReport, group: Group, company: Company
) -> None:
    with pytest.raises(Refused, match="à qui vous remettez"):
        report_links.make(by=alice, at=NOW, due=row, recipient=" ", days=30)
    with pytest.raises(Refused, match="de 1 à 120"):
        reports.link(alice, row, days=121)
    with pytest.raises(PermissionDenied):
        reports.link(accounts.actor(company, Role.PROVIDER), row)
    reports.rule(alice, group.lyon)
    reports.opened(alice)
    own = DueReport.objects.filter(site=group.lyon).first()
    assert own is not None
    with pytest.raises(Refused, match="par son compte"):
        reports.link(alice, own)
