"""A statement of work on paper: its articles, its tables, its seal, the same bytes each time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any, cast
from uuid import uuid4

import docx
import pypdfium2
import pytest
from hypothesis import given

from tests.domains.sourcing.rules.statements.confidential import MEASURED, statements
from tests.libreoffice import printed
from timonerie.domains.sourcing import works
from timonerie.domains.sourcing.enums import LineKind
from timonerie.domains.sourcing.papers.statements import building
from timonerie.domains.sourcing.rules.statements import building as rules
from timonerie.domains.sourcing.rules.statements import completeness, wording
from timonerie.domains.sourcing.rules.statements.known import Chosen
from timonerie.domains.sourcing.rules.statements.shapes import JSON, SECTIONS, Line
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


def known(code: str) -> list[Line]:
    """The lines of a model with a provider in place, and each level measured."""
    model = works.model(code)
    chosen = [
        Chosen(code=one, name=f"Activité {one}", catalogue_code=one, provider="Xyloquartz & fils")
        for one in sorted(model.activities)
    ]
    found = rules.draft(model=model, activities=chosen, on=DAY, new_key=lambda: str(uuid4()))
    levels, frozen = LineKind.SERVICE_LEVEL, cast("JSON", MEASURED)
    return [
        replace(one, values={**one.values, "measured": frozen}) if one.kind == levels else one
        for one in found
    ]


def all_of(document: Document) -> str:
    parts = [document.title, document.footer, *document.notices, *map(" ".join, document.parties)]
    parts += [text for article in document.articles for text in texts(article)]
    grids = [str(one) for article in document.articles for one in [*article.blocks]]
    return "\n".join([*parts, *grids])


@pytest.mark.parametrize("code", works.CODES)
def test_bidders_read_neither_measures_nor_who_is_in_place(code: str) -> None:
    found, told = known(code), about(code, provider="Xyloquartz & fils")
    names = ["Xyloquartz & fils"]
    ours = building.of_draft(found, about=told, gaps=(), on=DAY, names=names)
    assert "Xyloquartz" in all_of(ours)
    theirs = building.for_bidders(found, about=told, number=2, on=DAY, names=names)
    shown = all_of(theirs)
    for one in ("Xyloquartz", "6 h 12", "Mesuré", "à compléter", "Prestataire en place"):
        assert one not in shown
    assert [one.number for one in theirs.articles] == [one.number for one in ours.articles]
    assert theirs.reference.digest in theirs.footer


@given(statements())
def test_no_paper_for_bidders_tells_a_name_or_a_measure(drawn: tuple[str, list[Line]]) -> None:
    name, found = drawn
    told = about("payroll", provider=name, title=f"Remplacer {name}")
    shown = all_of(building.for_bidders(found, about=told, number=1, on=DAY, names=[name]))
    assert not wording.places(shown, name)
    assert "6 h 12" not in shown


INTERNAL = "Document interne : ne pas remettre aux candidats."


def test_only_what_is_not_for_bidders_is_marked_internal() -> None:
    def notices(lines: list[Line], **said: Any) -> str:
        told = about("payroll", **said)
        document = building.of_draft(lines, about=told, gaps=(), on=DAY, names=["Xyloquartz"])
        return " ".join(document.notices).replace("\u00a0", " ")

    plain = [replace(one, text="Texte") for one in lines("payroll")]
    plain = [replace(one, values={}) for one in plain]
    assert INTERNAL not in notices(plain)
    assert INTERNAL in notices(plain, provider="Xyloquartz")
    assert INTERNAL in notices([*plain, replace(plain[0], text="Chez Xyloquartz")])
    assert INTERNAL in notices(lines("payroll"))
