"""A paper is received, read, refused, filed and put away."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.factories import accounts, papers
from tests.factories.organisation import NOW
from tests.foundations.documents.papers import hostile
from timonerie.domains.contracts.models import ClauseFinding, ContractDocument, DocumentPage
from timonerie.domains.contracts.operations import documents, pages, proposals
from timonerie.domains.contracts.queries import documents as queries
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import mandates, providers
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.documents import confinement
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.foundations.documents.models import Blob
from timonerie.foundations.documents.papers import languages
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.scope.models import Company


@pytest.fixture(autouse=True)
def at_once(django_capture_on_commit_callbacks: Any) -> Iterator[None]:
    """Jobs of the tests run as soon as what put them off is written."""
    with django_capture_on_commit_callbacks(execute=False):
        yield


def received(by: Actor, data: bytes | None = None, **parts: Any) -> ContractDocument:
    """A paper, then read as its job would."""
    made = papers.paper(by, data, **parts)
    documents.read(by=by, at=NOW, document=made)
    made.refresh_from_db()
    return made


def test_a_pdf_gives_its_pages_its_clauses_and_proposals(alice: Actor) -> None:
    paper = received(alice)
    assert (paper.state, paper.is_contract, paper.language) == ("read", True, "fr")
    assert paper.pages == DocumentPage.objects.count() >= 3
    found = ClauseFinding.objects.filter(document=paper)
    assert found.count() == 8
    assert found.filter(page__isnull=False).count() == 8
    for one in found:
        assert one.page is not None
        page = DocumentPage.objects.get(document=paper, number=one.page)
        assert page.text[one.start : one.end] == one.extract
    assert {one["field"]: one["value"] for one in paper.terms}["notice"] == "6 months"


def test_reading_is_a_job_and_the_trail_says_it(alice: Actor) -> None:
    paper = received(alice)
    [job] = Job.objects.all()
    assert job.payload == {"document": str(paper.public_id)}
    acts = list(Event.objects.order_by("seq").values_list("act", flat=True))
    assert acts[-2:] == ["document.received", "document.read"]


def test_the_same_file_again_is_the_same_paper(alice: Actor) -> None:
    first, again = received(alice), papers.paper(alice, name="autre nom.pdf")
    assert first.pk == again.pk
    under = papers.paper(alice, under=papers.contract())
    assert under.pk != first.pk
    assert Blob.objects.count() == 1


def test_what_is_not_a_pdf_leaves_nothing(alice: Actor, data_dir: Path) -> None:
    for data, name in ((b"PK nothing", "contrat.pdf"), (hostile.plain(), "contrat.docx")):
        with pytest.raises(FileRefused):
            papers.paper(alice, data, name=name)
    assert (ContractDocument.objects.count(), Blob.objects.count()) == (0, 0)
    assert [path for path in data_dir.rglob("*") if path.is_file() and path.name != "lock"] == []


def test_a_refused_pdf_says_why_and_keeps_no_page(alice: Actor) -> None:
    paper = received(alice, hostile.with_password())
    assert (paper.state, paper.refusal["code"]) == ("refused", "PDF-06")
    assert "mot de passe" in paper.refusal["remedy"]
    assert DocumentPage.objects.count() == ClauseFinding.objects.count() == 0


def test_a_reader_without_memory_or_time_is_told_for_a_pdf(
    alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_args: object, **_options: object) -> None:
        raise FileRefused("FIC-06", "colonnes")

    monkeypatch.setattr(confinement, "opened", dies)
    assert received(alice).refusal["code"] == "PDF-09"


@pytest.mark.slow
def test_a_scan_is_read_page_by_page_and_goes_on_after_a_cut(
    alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    paper = papers.paper(alice, papers.scan_pdf("payroll-nova"))
    recognise = pages._recognise
    done: list[int] = []

    def cut_after_one(row: DocumentPage, path: Path) -> None:
        if done:
            raise KeyboardInterrupt
        done.append(row.number)
        recognise(row, path)

    monkeypatch.setattr(pages, "_recognise", cut_after_one)
    with pytest.raises(KeyboardInterrupt):
        documents.read(by=alice, at=NOW, document=paper)
    monkeypatch.setattr(pages, "_recognise", recognise)
    documents.read(by=alice, at=NOW, document=paper, report=lambda share, step: told.append(step))
    paper.refresh_from_db()
    assert [step for step in told if step.startswith("page 1,")] == []
    assert paper.state == "read"
    rows = DocumentPage.objects.filter(document=paper)
    assert rows.filter(is_scan=True, confidence__isnull=False).count() == paper.pages
    # The dots of its table of contents are no words.
    assert list(rows.filter(is_readable=False).values_list("number", flat=True)) == [1]
    assert ClauseFinding.objects.filter(page__isnull=False).count() == 8


def test_a_page_whose_reader_dies_is_unreadable_and_the_others_are_read(
    alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = confinement.opened

    def dies_of_scans(work: str, asked: dict[str, Any]) -> Any:
        if work.endswith("recognise"):
            raise FileRefused("FIC-07", "trop long")
        return opened(work, asked)

    monkeypatch.setattr(confinement, "opened", dies_of_scans)
    paper = received(alice, papers.scan_pdf())
    [row] = DocumentPage.objects.filter(document=paper)
    assert (paper.state, row.is_readable, row.confidence) == ("read", False, 0)
    assert paper.is_contract is False


def test_without_the_french_of_tesseract_scans_wait(
    alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(languages, "FOLDERS", ())
    paper = received(alice, papers.scan_pdf())
    [row] = DocumentPage.objects.filter(document=paper)
    assert (paper.state, row.is_readable, row.confidence) == ("read", False, None)


def test_a_paper_is_filed_under_its_contract_and_taken_out(alice: Actor, nova: Provider) -> None:
    paper, contract = received(alice), papers.contract(nova)
    documents.file_under(by=alice, at=NOW, document=paper, contract=contract)
    assert queries.of_contract(alice, contract=contract, on=NOW.date()) == [paper]
    documents.file_under(by=alice, at=NOW, document=paper, contract=None)
    assert queries.of_contract(alice, contract=contract, on=NOW.date()) == []
    filed = Event.objects.filter(act="document.filed").count()
    assert filed == 2


def test_the_provider_that_the_first_pages_name_is_guessed(alice: Actor, nova: Provider) -> None:
    paper = received(alice)
    other = providers.create(by=alice, at=NOW, name="Clarté Bureau")
    mine, _others = papers.contract(nova), papers.contract(other, name="Ménage")
    known = queries.contracts_for(alice, on=NOW.date())
    [guess] = queries.guesses(paper, known)
    assert (guess.provider, guess.contracts) == (nova, (mine,))


def test_somebody_narrowed_to_a_provider_reaches_its_papers_and_files_under_no_other(
    alice: Actor, company: Company, nova: Provider
) -> None:
    other = providers.create(by=alice, at=NOW, name="Clarté")
    membership = accounts.membership(company, Role.EXECUTIVE, name="Bob Roux")
    mandates.grant(
        by=alice, at=NOW, membership=membership, provider=nova, start_date=accounts.LONG_AGO
    )
    bob = accounts.actor_of(membership)
    mine, theirs = papers.contract(nova), papers.contract(other)
    seen = papers.paper(alice, under=mine)
    papers.paper(alice, under=theirs)
    papers.paper(alice)
    own = papers.paper(bob, hostile.with_form())
    assert set(queries.listed(bob, on=NOW.date())) == {seen, own}
    with pytest.raises(Refused):
        documents.file_under(by=bob, at=NOW, document=own, contract=theirs)


def test_terms_are_written_on_the_contract_once_somebody_says_yes(
    alice: Actor, nova: Provider
) -> None:
    contract = papers.contract(nova)
    paper = received(alice, under=contract)
    assert contract.firm == ""
    proposals.accept(
        by=alice, at=NOW, document=paper, fields=["firm", "start_date"], version=contract.version
    )
    contract.refresh_from_db()
    assert (contract.firm, str(contract.start_date)) == ("36 months", "2024-01-01")
    assert (contract.notice, set(contract.confirmed)) == ("", {"firm", "start_date"})
    with pytest.raises(Conflict):
        proposals.accept(by=alice, at=NOW, document=paper, fields=["notice"], version=1)
    with pytest.raises(Refused):
        proposals.accept(by=alice, at=NOW, document=paper, fields=["currency"], version=9)


def test_a_paper_goes_to_the_archives_and_comes_back(alice: Actor) -> None:
    paper = received(alice)
    documents.archive(by=alice, at=NOW, document=paper)
    documents.archive(by=alice, at=NOW, document=paper)
    assert queries.listed(alice, on=NOW.date()) == []
    documents.restore(by=alice, at=NOW, document=paper)
    assert queries.listed(alice, on=NOW.date()) == [paper]
    assert Event.objects.filter(act="document.archived").count() == 1
