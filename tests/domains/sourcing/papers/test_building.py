"""A statement of work on paper: its articles, its tables, its seal, the same bytes each time."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import docx
import pypdfium2
import pytest

from tests.libreoffice import printed
from timonerie.domains.sourcing import works
from timonerie.domains.sourcing.enums import LineKind
from timonerie.domains.sourcing.papers.statements import building
from timonerie.domains.sourcing.rules.statements import building as rules
from timonerie.domains.sourcing.rules.statements import completeness
from timonerie.domains.sourcing.rules.statements.known import Chosen
from timonerie.domains.sourcing.rules.statements.shapes import SECTIONS, Line
from timonerie.foundations.printing.documents import pdf, word
from timonerie.foundations.printing.documents.shapes import (
    Article,
    Bullets,
    Document,
    Grid,
    Paragraph,
)

DAY = date(2026, 3, 2)


def lines(code: str) -> list[Line]:
    model = works.model(code)
    chosen = [
        Chosen(code=one, name=f"Activité {one}", catalogue_code=one, accountable="DAF")
        for one in sorted(model.activities)
    ]
    return rules.draft(model=model, activities=chosen, on=DAY, new_key=lambda: str(uuid4()))


def about(code: str, **said: Any) -> dict[str, Any]:
    model = works.model(code)
    told = {"title": model.title, "company": "Ateliers Brévent", "number": 0, "work": code}
    told |= {"is_mission": model.is_mission, "months": 36, "provider": "", "activities": []}
    return told | said


def draft(code: str) -> Document:
    found = lines(code)
    gaps = completeness.check(found, is_mission=works.model(code).is_mission)
    return building.of_draft(found, about=about(code), gaps=gaps, on=DAY)


def texts(article: Article) -> Iterator[str]:
    yield article.title
    for block in article.blocks:
        if isinstance(block, Grid):
            yield from (cell for row in block.rows for cell in row)
        elif isinstance(block, Bullets):
            yield from block.items
        elif isinstance(block, Paragraph):
            yield block.text
    for child in article.children:
        yield from texts(child)


@pytest.mark.parametrize("code", works.CODES)
def test_every_line_of_every_model_stands_in_its_article(code: str) -> None:
    found, document = lines(code), draft(code)
    assert [one.number for one in document.articles] == [str(n) for n in range(1, 17)]
    assert [one.title for one in document.articles] == [one.title for one in SECTIONS]
    for article in document.articles:
        told = "\n".join(texts(article))
        for line in (one for one in found if str(one.section) == article.number):
            assert line.title in told
            assert all(part in told for part in line.text.split("\n"))


def test_a_draft_says_that_it_is_one_and_how_much_is_missing() -> None:
    document = draft("payroll")
    assert "projet, non approuvé" in document.reference.version
    assert "qui bloquent" in document.notices[0]
    assert document.reference.digest == ""


def test_a_mission_letter_has_its_own_words() -> None:
    assert draft("mission").subtitle == "Lettre de mission"
    assert draft("payroll").subtitle == "Cahier des charges"


def test_criteria_add_up_and_prices_leave_room_for_the_bidder() -> None:
    articles = {one.number: one for one in draft("payroll").articles}
    [criteria] = articles["15"].blocks
    assert isinstance(criteria, Grid)
    assert criteria.rows[-1][-1] == "100"
    prices = next(
        block
        for child in articles["14"].children
        for block in child.blocks
        if isinstance(block, Grid)
    )
    assert (prices.header[-1], {row[-1] for row in prices.rows}) == ("Prix HT", {""})
    volumes = {line.title for line in lines("payroll") if line.kind == LineKind.VOLUME}
    assert {row[-2] for row in prices.rows if row[-2] != "—"} <= volumes


@pytest.mark.slow
@pytest.mark.parametrize("code", ["payroll", "mission"])
def test_both_files_open_elsewhere_and_tell_every_article(code: str) -> None:
    document = draft(code)
    made = word.docx(document)
    for content in (pdf.pdf(document), printed(made)):
        pages = pypdfium2.PdfDocument(content)
        told = " ".join(page.get_textpage().get_text_range() for page in pages)
        plain = " ".join(told.replace("\u00a0", " ").split())
        assert all(section.title in plain for section in SECTIONS)
    assert docx.Document(BytesIO(made)).core_properties.title == document.title


@pytest.mark.slow
def test_the_same_document_gives_the_same_bytes() -> None:
    document = draft("it_support")
    assert word.docx(document) == word.docx(document)
    assert pdf.pdf(document) == pdf.pdf(document)
