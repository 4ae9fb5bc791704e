"""The template that we start from, and that a company can make its own."""

import docx
from docx.document import Document as Word
from docx.shared import Cm

from timonerie.foundations.printing.documents.ooxml import fields, numbering, packing, styles
from timonerie.foundations.printing.documents.ooxml.elements import (
    Element,
    attribute,
    every,
    made,
    paragraph,
    qn,
    run,
)
from timonerie.foundations.printing.documents.ooxml.marks import Mark

MARGIN, EDGE = Cm(2.5), Cm(1.25)
A4 = (Cm(21), Cm(29.7))


def blank(page_words: tuple[str, str, str], *, is_letter: bool = False) -> Word:
    """A4, with its marks on a cover, in a header and in a footer; `page_words` are those around the
    numbers of pages. A letter has no cover."""
    word = docx.Document()
    packing.without_traces(word)
    styles.replace(word)
    numbering.replace(word)
    _behave_as_today(word)
    _cut(word)
    section = word.sections[0]
    section.different_first_page_header_footer = True
    for footer in (section.footer, section.first_page_footer):
        ends = [made("r", made("tab")), *fields.pages(page_words)]
        _set(footer.part.element, paragraph("Footer", run(Mark.FOOTER.written), *ends))
    title, reference = run(f"{Mark.TITLE.written}\t"), run(Mark.REFERENCE.written)
    _set(section.header.part.element, paragraph("Header", title, reference))
    _set(section.first_page_header.part.element, paragraph("Normal"))
    for element in _letterhead() if is_letter else _cover():
        word.element.body.insert(len(word.element.body) - 1, element)
    return word


def _cut(word: Word) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = A4
    section.left_margin = section.right_margin = section.top_margin = MARGIN
    section.bottom_margin = MARGIN
    section.header_distance = section.footer_distance = EDGE


def _behave_as_today(word: Word) -> None:
    """Else Word takes the document for one of before 2013, and says so in its title bar."""
    for told in every(word.settings.element, "compatSetting"):
        if attribute(told, "name") == "compatibilityMode":
            told.set(qn("w:val"), "15")


def _cover() -> list[Element]:
    return [
        paragraph("Title", run(Mark.TITLE.written)),
        paragraph("Subtitle", run(Mark.SUBTITLE.written)),
        paragraph("Normal", run(Mark.PARTIES.written)),
        paragraph("Normal", run(Mark.CONTENT.written), properties=(made("pageBreakBefore"),)),
    ]


def _letterhead() -> list[Element]:
    """What a letter begins with: its text goes straight on, from the first page."""
    spacing = made("spacing", before=240, after=200)
    return [
        paragraph("Title", run(Mark.TITLE.written), properties=(spacing,)),
        paragraph("Subtitle", run(Mark.SUBTITLE.written)),
        paragraph("Normal", run(Mark.PARTIES.written)),
        paragraph("Normal", run(Mark.CONTENT.written)),
    ]


def _set(root: Element, content: Element) -> None:
    for child in list(root):
        root.remove(child)
    root.append(content)
