"""What somebody says of a clause: signed, dated, kept when the paper is read again."""

import pytest

from tests.factories import papers
from tests.factories.organisation import NOW
from timonerie.domains.contracts.enums import ClauseCode
from timonerie.domains.contracts.models import ClauseFinding
from timonerie.domains.contracts.operations import clauses, documents
from timonerie.domains.contracts.rules.papers.catalogue import NUMBERS, Clause
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit.models import Event


@pytest.fixture
def finding(alice: Actor) -> ClauseFinding:
    paper = papers.paper(alice)
    documents.read(by=alice, at=NOW, document=paper)
    return ClauseFinding.objects.get(document=paper, clause="notice")


def test_the_codes_of_the_rules_are_those_that_are_kept() -> None:
    assert ClauseCode.values == [one.value for one in Clause]
    assert list(NUMBERS) == list(Clause)


def test_an_opinion_is_signed_and_dated(alice: Actor, finding: ClauseFinding) -> None:
    assert (finding.opinion, finding.judged_at) == ("", None)
    clauses.judge(
        by=alice, at=NOW, finding=finding, version=1, opinion="weak", note=" Forme à revoir "
    )
    finding.refresh_from_db()
    said = (finding.opinion, finding.note, finding.judged_by, finding.judged_at)
    assert said == ("weak", "Forme à revoir", alice.name, NOW)
    event = Event.objects.latest("seq")
    assert (event.act, event.detail["clause"]) == ("clause.judged", "notice")


def test_an_opinion_stays_when_the_paper_is_read_again(
    alice: Actor, finding: ClauseFinding
) -> None:
    clauses.judge(by=alice, at=NOW, finding=finding, version=1, opinion="present")
    documents.read(by=alice, at=NOW, document=finding.document)
    finding.refresh_from_db()
    assert (finding.opinion, finding.page is None) == ("present", False)


def test_an_opinion_is_taken_back(alice: Actor, finding: ClauseFinding) -> None:
    clauses.judge(by=alice, at=NOW, finding=finding, version=1, opinion="absent")
    clauses.judge(by=alice, at=NOW, finding=finding, version=2, opinion="")
    finding.refresh_from_db()
    assert (finding.opinion, finding.judged_by, finding.judged_at) == ("", "", None)


def test_saying_the_same_again_signs_nothing(alice: Actor, finding: ClauseFinding) -> None:
    clauses.judge(by=alice, at=NOW, finding=finding, version=1, opinion="absent")
    events = Event.objects.count()
    clauses.judge(by=alice, at=NOW, finding=finding, version=2, opinion="absent")
    assert Event.objects.count() == events


def test_an_unknown_opinion_and_an_old_version_are_refused(
    alice: Actor, finding: ClauseFinding
) -> None:
    with pytest.raises(Refused):
        clauses.judge(by=alice, at=NOW, finding=finding, version=1, opinion="superb")
    with pytest.raises(Conflict):
        clauses.judge(by=alice, at=NOW, finding=finding, version=7, opinion="weak")
