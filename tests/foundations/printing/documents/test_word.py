"""A document to edit stands on what Word does by itself: styles, numbers, contents, fields."""

import zipfile
from dataclasses import replace
from io import BytesIO

import docx as files
import pytest

from tests.foundations.printing.documents import reading
from tests.foundations.printing.documents.reading import W
from tests.foundations.printing.documents.samples import HIDDEN, RICH, SHORT, TITLES, WRITTEN
from timonerie.foundations.printing.documents.shapes import Article
from timonerie.foundations.printing.documents.word import docx


@pytest.fixture(scope="module")
def made() -> bytes:
    return docx(RICH)


def lines(made: bytes, style: str) -> list[str]:
    told = files.Document(BytesIO(made)).paragraphs
    return [one.text for one in told if one.style is not None and one.style.name == style]


def test_articles_are_headings_of_word_without_a_typed_number(made: bytes) -> None:
    assert lines(made, "Heading 1") == list(TITLES)
    assert lines(made, "Heading 2")[:2] == ["Partie 1 de l’article 1", "Partie 2 de l’article 1"]
    assert len(lines(made, "Heading 3")) == 16


def test_the_styles_of_headings_carry_the_numbers(made: bytes) -> None:
    styles = reading.part(made, "word/styles.xml")
    carried = {
        style.get(f"{W}styleId"): [one.get(f"{W}val") for one in style.iter(f"{W}numId")]
        for style in styles.iter(f"{W}style")
    }
    levels = reading.part(made, "word/numbering.xml").iter(f"{W}lvlText")
    assert [carried[f"Heading{level}"] for level in (1, 2, 3)] == [["1"]] * 3
    assert [one.get(f"{W}val") for one in levels] == ["%1", "%1.%2", "%1.%2.%3", "•"]


def test_numbers_that_word_would_not_count_are_written() -> None:
    articles = (Article("3", "Objet"), Article("7", "Prix"), Article("", "Préambule"))
    made = docx(replace(SHORT, articles=articles))
    assert lines(made, "Heading 1") == ["3\u00a0 Objet", "7\u00a0 Prix", "Préambule"]
    of_headings = [
        one.get(f"{W}val")
        for paragraph in reading.part(made).iter(f"{W}pPr")
        if (style := paragraph.find(f"{W}pStyle")) is not None
        and style.get(f"{W}val") == "Heading1"
        for one in paragraph.iter(f"{W}numId")
    ]
    assert of_headings == ["0", "0", "0"]


def test_a_letter_goes_on_from_its_first_page() -> None:
    report, letter = docx(SHORT), docx(replace(SHORT, is_letter=True))
    breaks = [
        sum(1 for _one in reading.part(made).iter(f"{W}pageBreakBefore"))
        for made in (report, letter)
    ]
    assert breaks[0] > 0
    assert breaks[1] == 0


def test_the_contents_are_a_field_that_is_filled_and_leads_somewhere(made: bytes) -> None:
    root = reading.part(made)
    instructions = [(one.text or "").split()[0] for one in root.iter(f"{W}instrText")]
    assert instructions == ["TOC"] + ["PAGEREF"] * 48
    told = lines(made, "toc 1")
    assert [one.split("\t")[:2] for one in told] == [[f"{n}", t] for n, t in enumerate(TITLES, 1)]
    marks = {one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")}
    leads = [one.get(f"{W}anchor") for one in root.iter(f"{W}hyperlink")]
    assert len(leads) == 48
    assert set(leads) <= marks


def test_every_field_that_opens_closes(made: bytes) -> None:
    kinds = [one.get(f"{W}fldCharType") for one in reading.part(made).iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 49


def test_the_header_of_a_table_repeats_and_no_row_is_cut(made: bytes) -> None:
    long = next(one for one in reading.part(made).iter(f"{W}tbl") if len(list(one)) > 80)
    rows = list(long.iter(f"{W}tr"))
    assert [row.find(f".//{W}tblHeader") is not None for row in rows] == [True] + [False] * 80
    assert all(row.find(f".//{W}cantSplit") is not None for row in rows)


def test_what_was_typed_is_a_text_and_nothing_else(made: bytes) -> None:
    told = lines(made, "Normal")
    assert WRITTEN in told
    assert "Un texte avec des signes cachés" in told
    assert HIDDEN not in told
    assert "Un sourire 😀, un couple 👩‍👩‍👧." in told


def test_it_says_who_wrote_it_and_nothing_of_the_machine(made: bytes) -> None:
    told = files.Document(BytesIO(made)).core_properties
    assert (told.title, told.author) == (RICH.title, "Alice Martin")
    assert told.created == told.modified
    assert told.created is not None
    assert told.created.date() == RICH.reference.on
    assert not [one for one in reading.names(made) if "thumbnail" in one or "app.xml" in one]
    assert b"python" not in reading.edited(made, {}).lower()


def test_the_pages_are_a4_in_french(made: bytes) -> None:
    size, margins = (next(reading.part(made).iter(f"{W}{one}")) for one in ("pgSz", "pgMar"))
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    assert {margins.get(f"{W}{side}") for side in ("left", "right", "top", "bottom")} == {"1417"}
    languages = reading.part(made, "word/styles.xml").iter(f"{W}lang")
    assert {one.get(f"{W}val") for one in languages} == {"fr-FR"}


def test_the_same_document_gives_the_same_bytes(made: bytes) -> None:
    assert docx(RICH) == made
    assert docx(replace(RICH, title="Autre")) != made
    with zipfile.ZipFile(BytesIO(made)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_document_without_articles_has_no_contents() -> None:
    made = docx(replace(SHORT, articles=(), notices=()))
    assert lines(made, "TOC Heading") == []
    assert "TOC" not in "".join(one.text or "" for one in reading.part(made).iter(f"{W}instrText"))
