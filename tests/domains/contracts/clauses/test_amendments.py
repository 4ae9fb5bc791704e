"""The clauses that are missing become an amendment to complete, as DOCX and as PDF."""

from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest

from tests.factories import contracts
from tests.factories.organisation import NOW
from tests.libreoffice import printed
from timonerie.domains.contracts.catalogue import clauses as catalogue
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.papers import amendments, making
from timonerie.domains.contracts.papers.amendments import Amendment, Party
from timonerie.domains.organisation.operations import providers
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.printing.documents.shapes import Document, Paragraph
from timonerie.foundations.scope.models import Company

DAY = NOW.date()
CHOSEN = [catalogue.by_number()[number] for number in (14, 21)]


@pytest.fixture
def contract(alice: Actor, data_dir: Path) -> Contract:
    return contracts.signed(alice, provider=providers.create(by=alice, at=NOW, name="Nova"))


def built(contract: Contract, *, number: int | None = 2) -> Document:
    return amendments.document(
        Amendment(
            contract=contract,
            client=Party(name="Ateliers Brévent"),
            provider=Party(name="Nova", siren="552100554"),
            clauses=CHOSEN,
            number=number,
            on=DAY,
        )
    )


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_its_articles_are_numbered_between_its_object_and_its_effect(contract: Contract) -> None:
    document = built(contract)
    assert [one.number for one in document.articles] == ["1", "2", "3", "4"]
    assert [one.title for one in document.articles[1:3]] == [one.title for one in CHOSEN]
    assert plain(document.title) == "Avenant n° 2"
    assert "552100554" in dict(document.parties)["Prestataire"]


def test_it_says_what_is_left_to_complete_and_who_is_to_read_it(contract: Contract) -> None:
    document = built(contract, number=None)
    assert "[à compléter" in document.title
    texts = [
        block.text
        for article in document.articles
        for block in article.blocks
        if isinstance(block, Paragraph)
    ]
    blanks = sum(text.count("[à compléter") for text in texts)
    assert document.notices[0].startswith("Projet d’avenant")
    assert str(blanks) in document.notices[0]
    assert "à faire valider par un conseil" in document.notices[1]


@pytest.mark.slow
def test_both_files_open_elsewhere_and_tell_every_clause(
    company: Company, contract: Contract
) -> None:
    made = {
        kind: making.amendment(
            contract, company=company, clauses=CHOSEN, number=2, kind=kind, on=DAY
        )
        for kind in ("docx", "pdf")
    }
    assert made["docx"].name == f"tenue-de-la-paie-avenant-{DAY.isoformat()}.docx"
    for content in (made["pdf"].content, printed(made["docx"].content)):
        pages = pypdfium2.PdfDocument(content)
        told = plain(" ".join(page.get_textpage().get_text_range() for page in pages))
        assert all(one.title in told for one in CHOSEN)
        assert "à faire valider par un conseil" in told
    opened = docx.Document(BytesIO(made["docx"].content))
    assert plain(opened.core_properties.title) == "Avenant n° 2"
    again = making.amendment(
        contract, company=company, clauses=CHOSEN, number=2, kind="docx", on=DAY
    )
    assert again.content == made["docx"].content
