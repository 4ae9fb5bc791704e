"""A company's own template keeps what it has, and takes the document where it asks for it."""

from dataclasses import replace
from io import BytesIO

import docx as files

from tests.foundations.printing.documents import reading, templates
from tests.foundations.printing.documents.reading import W
from tests.foundations.printing.documents.samples import SHORT
from timonerie.foundations.printing.documents import company_template
from timonerie.foundations.printing.documents.word import docx


def texts(made: bytes) -> list[str]:
    return [one.text for one in files.Document(BytesIO(made)).paragraphs if one.text]


def test_the_template_to_download_may_be_used_as_it_is() -> None:
    made = company_template.default()
    assert company_template.check(made) == []
    assert made == company_template.default()
    assert docx(SHORT, made) == docx(SHORT)
    assert "[[cahier des charges]]" in texts(made)


def test_what_stands_before_and_after_the_mark_stays_there() -> None:
    told = texts(docx(SHORT, templates.house()))
    assert told[0] == "Préambule de la maison"
    assert told[1] == "Selon la Version 3 du 1er mars 2026 · 9f3ac1d27b9f, notre pièce."
    assert told[-2:] == ["Signatures", "Fait à Besançon"]
    assert told.index("Contexte et sites") < told.index("Périmètre et exclusions")
    assert templates.MARK not in told


def test_the_header_the_footer_and_the_logo_stay() -> None:
    given, made = templates.house(), docx(SHORT, templates.house())
    section = files.Document(BytesIO(made)).sections[0]
    assert section.header.paragraphs[0].text == "Ateliers du Doubs "
    assert section.footer.paragraphs[0].text == "RCS Besançon"
    media = [one for one in reading.names(made) if "media/" in one]
    assert len(media) == 1
    assert media == [one for one in reading.names(given) if "media/" in one]


def test_the_styles_of_the_house_stay_and_ours_are_added() -> None:
    given, made = templates.house(), docx(SHORT, templates.house())
    before, after = (
        {
            one.get(f"{W}styleId"): one
            for one in reading.part(data, "word/styles.xml").iter(f"{W}style")
        }
        for data in (given, made)
    )
    colours = [[c.attrib for c in one["Heading1"].iter(f"{W}color")] for one in (before, after)]
    assert colours[0] == colours[1] != []
    assert {"TOC1", "TimonerieNote"} <= set(after) - set(before)


def test_headings_are_found_whatever_the_language_of_word() -> None:
    french = templates.house()
    for part in ("word/styles.xml", "word/document.xml"):
        french = reading.replaced(french, part, '"Heading1"', '"Titre1"')
    assert company_template.check(french) == []
    body = reading.part(docx(SHORT, french))
    used = [one.get(f"{W}val") for one in body.iter(f"{W}pStyle")]
    assert used.count("Titre1") == 2 + len(SHORT.articles)
    assert "Heading1" not in used


def test_a_title_that_the_cover_does_not_hold_comes_with_the_content() -> None:
    bare, titled = (docx(SHORT, templates.written(*lines)) for lines in (
        (templates.MARK,), ("[[titre]]", "[[parties]]", templates.MARK),
    ))  # fmt: skip
    assert texts(bare).count(SHORT.title) == texts(titled).count(SHORT.title) == 1
    tables = [files.Document(BytesIO(one)).tables[0] for one in (bare, titled)]
    assert [one.cell(0, 0).text for one in tables] == ["Client", "Client"]


def test_a_picture_held_by_the_line_of_the_mark_stays() -> None:
    word = files.Document()
    word.add_paragraph(templates.MARK).add_run().add_picture(BytesIO(templates.LOGO))
    target = BytesIO()
    word.save(target)
    made = docx(SHORT, target.getvalue())
    assert len(list(reading.part(made).iter(f"{W}drawing"))) == 1
    assert templates.MARK not in texts(made)


def test_a_section_that_ends_at_the_mark_still_ends() -> None:
    section = '<w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr>'
    given = reading.replaced(
        templates.written(templates.MARK, "Fin"),
        "word/document.xml",
        f"<w:p><w:r><w:t>{templates.MARK}",
        f"<w:p>{section}<w:r><w:t>{templates.MARK}",
    )
    sections = list(reading.part(docx(SHORT, given)).iter(f"{W}sectPr"))
    assert len(sections) == 2
    assert texts(docx(SHORT, given))[-1] == "Fin"


def test_what_a_party_is_called_is_never_taken_for_a_mark() -> None:
    made = docx(SHORT, company_template.default())
    names = (("Client", "[[titre]] [[cahier des charges]]"),)
    told = docx(replace(SHORT, parties=names), company_template.default())
    cell = files.Document(BytesIO(told)).tables[0].cell(0, 1).text
    assert cell == "[[titre]] [[cahier des charges]]"
    assert len(texts(told)) == len(texts(made))
