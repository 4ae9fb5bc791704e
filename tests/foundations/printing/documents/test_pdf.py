"""A document to sign says all it was given, and is an archive that a screen reader can follow."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.foundations.printing.documents import reading
from tests.foundations.printing.documents.samples import HIDDEN, LONG, RICH, SHORT, TITLES, WRITTEN
from timonerie.foundations.printing.documents import glyphs
from timonerie.foundations.printing.documents.pdf import pdf
from timonerie.foundations.printing.documents.shapes import Article, Grid, Paragraph


@pytest.fixture(scope="module")
def made() -> bytes:
    return pdf(RICH)


def test_every_article_comes_in_its_order_under_its_number(made: bytes) -> None:
    text = " ".join(reading.pages(made)[2:])
    wanted = [f"{rank} {title} Marque-{rank:02d}." for rank, title in enumerate(TITLES, 1)]
    places = [text.find(one) for one in wanted]
    assert -1 not in places
    assert places == sorted(places)
    assert "16.2.1 Détail" in text


def test_the_contents_give_the_page_of_each_article(made: bytes) -> None:
    pages = reading.pages(made)
    for rank, title in enumerate(TITLES, 1):
        found = re.search(rf"\b{rank} {title} (\d+)", pages[1])
        assert found
        assert f"{rank} {title} Marque" in pages[int(found[1]) - 1]


def test_the_header_of_a_long_table_comes_again_on_each_page(made: bytes) -> None:
    pages = [page for page in reading.pages(made) if "Saisie et contrôle" in page]
    assert len(pages) > 2
    assert all("Volume par mois" in page for page in pages)
    assert sum(page.count("Saisie et contrôle") for page in pages) == 80


def test_every_page_says_where_it_stands_and_of_which_version(made: bytes) -> None:
    pages = reading.pages(made)
    for rank, page in enumerate(pages, 1):
        assert f"Confidentiel Page {rank} sur {len(pages)}" in page
    assert all("Version 3 du 1er mars 2026 · 9f3ac1d27b9f" in page for page in pages[1:])
    assert RICH.reference.digest in pages[0]
    assert LONG in pages[0].replace("- ", "-")


def test_what_was_typed_is_shown_as_it_was_typed(made: bytes) -> None:
    text = " ".join(reading.pages(made))
    assert WRITTEN in text
    assert "Un texte avec des signes cachés" in text
    assert not set(HIDDEN) & {"\x00", "\x1b"} & set(text)


def test_a_sign_that_no_typeface_draws_becomes_a_square(made: bytes) -> None:
    assert "Un sourire □, un couple □□□." in " ".join(reading.pages(made))
    assert glyphs.shown("« 1\u202f248 € – œ’ ≤ Ž Ω »") == "« 1\u202f248 € – œ’ ≤ Ž Ω »"


def test_it_claims_to_be_an_archive_that_everyone_can_read(made: bytes) -> None:
    """PDF/A-2a (ISO 19005-2, 6.6.4) and PDF/UA-1 (ISO 14289-1, 5) are said in the metadata."""
    told = made.decode("latin-1")
    assert "<pdfaid:part>2</pdfaid:part>" in told
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in told
    assert "<pdfuaid:part>1</pdfuaid:part>" in told
    assert "/GTS_PDFA1" in told


def test_it_holds_its_typefaces_and_the_structure_of_its_text(made: bytes) -> None:
    assert reading.is_tagged(made)
    assert reading.fonts_outside(made) == set()


def test_the_same_document_gives_the_same_bytes(made: bytes) -> None:
    assert pdf(RICH) == made
    assert pdf(replace(RICH, title="Autre")) != made


def test_a_cell_longer_than_a_page_is_whole() -> None:
    words = " ".join(f"mot{rank:04d}" for rank in range(1_500))
    grid = Grid(("Clause", "Texte"), (("Longue", words), ("x" * 300, "courte")), caption="")
    made = pdf(replace(SHORT, articles=(Article("1", "Objet", (grid,)),)))
    text = " ".join(reading.pages(made))
    assert all(f"mot{rank:04d}" in text for rank in (0, 700, 1_499))
    assert len(reading.pages(made)) > 3


@pytest.mark.slow
@given(st.text(max_size=40))
def test_any_text_can_be_set(text: str) -> None:
    article = Article("1", text, (Paragraph(text), Grid((text,), ((text,),), caption=text)))
    made = pdf(replace(SHORT, title=text, articles=(article,), parties=((text, text),)))
    assert made.startswith(b"%PDF")
