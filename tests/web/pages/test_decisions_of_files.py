"""What the files of the first day left to answer stands among the decisions, until it is done."""

from django.test import Client
from django.utils import timezone

from tests.factories import books, papers, rituals
from tests.factories.figures import Measured
from tests.web.pages.conftest import browse
from tests.web.pages.test_decisions import titles
from timonerie.domains.contracts.models import ContractDocument
from timonerie.domains.contracts.operations import documents
from timonerie.domains.facts.operations import dropped
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current

LEFT = {
    "1 document à classer",
    "1 réunion a disparu d’un agenda",
    "2 tiers du FEC à reconnaître",
    "1 tableau déposé attend une réponse",
}


def leave(measured: Measured) -> None:
    """A paper of no contract, a meeting that vanished, a year of books, a table of anything."""
    by = measured.alice
    with current.company(measured.company.pk):
        papers.paper(by)
        rituals.shown(by)
        books.read(by)
        dropped.hold(by=by, at=timezone.now(), chunks=[b"a;b\n1;2\n"], file_name="a.csv",
                     kinds=[], is_sure=False)  # fmt: skip


def test_each_is_said_to_who_may_answer(browser: Client, measured: Measured) -> None:
    assert not LEFT & set(titles(browser, measured))
    leave(measured)
    assert set(titles(browser, measured)) >= LEFT


def test_who_answers_for_one_provider_is_asked_nothing_of_the_others(measured: Measured) -> None:
    """The same rights, over a part of the company."""
    leave(measured)
    with current.company(measured.company.pk):
        buyer = browse(measured.member(Role.EXECUTIVE, provider=measured.nova))
    assert not LEFT & set(titles(buyer, measured))


def test_what_is_done_is_said_no_more(browser: Client, measured: Measured) -> None:
    leave(measured)
    with current.company(measured.company.pk):
        for paper in ContractDocument.objects.all():
            documents.archive(by=measured.alice, at=timezone.now(), document=paper)
    assert "1 document à classer" not in titles(browser, measured)
