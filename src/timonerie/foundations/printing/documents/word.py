"""A document that people go on editing: DOCX, with the styles, numbers and fields of Word."""

from io import BytesIO

import docx as files
from docx.document import Document as Word

from timonerie.foundations.printing.documents import company_template, labels
from timonerie.foundations.printing.documents.labels import Labels
from timonerie.foundations.printing.documents.ooxml import (
    articles,
    numbering,
    packing,
    places,
    styles,
    tables,
)
from timonerie.foundations.printing.documents.ooxml.contents import contents
from timonerie.foundations.printing.documents.ooxml.elements import Element, paragraph, run
from timonerie.foundations.printing.documents.ooxml.marks import Mark
from timonerie.foundations.printing.documents.ooxml.setting import Setting
from timonerie.foundations.printing.documents.plain import cleaned
from timonerie.foundations.printing.documents.shapes import Document


def docx(document: Document, template: bytes | None = None) -> bytes:
    """The same bytes for the same document and template. Of a company's own template everything
    stays, and the document comes in the place of its marks.

    Raises:
        company_template.TemplateRefused: the template has faults.
    """
    if template is not None:
        company_template.require_sound(template)
    told = cleaned(document)
    source = template or company_template.default(language=told.language, is_letter=told.is_letter)
    word = files.Document(BytesIO(source))
    _write(word, told)
    packing.sign(word, title=told.title, author=told.author, on=told.reference.on)
    return packing.packed(word)


def _write(word: Word, document: Document) -> None:
    said, place = labels.of(document), places.content(word)
    setting = _setting(word, document, place)
    styles.speak(word, labels.locale(document.language))
    known = places.marks_of(word)
    places.fill(word, _texts(document, said))
    opening = [] if Mark.TITLE in known else _titles(document, setting)
    cover = _cover(document, said, setting)
    if Mark.PARTIES in known:
        places.put(places.alone(word, Mark.PARTIES), cover)
    else:
        opening += cover
    places.put(place, [*opening, *_content(word, document, said, setting)])


def _setting(word: Word, document: Document, place: Element) -> Setting:
    width = places.width(place)
    return Setting(
        styles=styles.complete(word, width=width),
        lists=numbering.prepare(word, before=list(place.itersiblings(preceding=True))),
        width=width,
        numbers_itself=numbering.is_consecutive(document.articles),
    )


def _texts(document: Document, said: Labels) -> dict[Mark, str]:
    return {
        Mark.TITLE: document.title,
        Mark.SUBTITLE: document.subtitle,
        Mark.REFERENCE: said.reference,
        Mark.FOOTER: document.footer,
    }


def _titles(document: Document, setting: Setting) -> list[Element]:
    return [
        paragraph(setting.styles[styles.TITLE], run(document.title)),
        paragraph(setting.styles[styles.SUBTITLE], run(document.subtitle)),
    ]


def _cover(document: Document, said: Labels, setting: Setting) -> list[Element]:
    notices = [articles.note(one, setting) for one in document.notices]
    return [*tables.cover(said.cover, setting), *notices]


def _content(word: Word, document: Document, said: Labels, setting: Setting) -> list[Element]:
    """The table of contents, then the articles from a new page on; a letter goes straight on."""
    entries = articles.entries(document.articles, first=places.free_bookmark(word))
    written = [one for entry in entries for one in articles.written(entry, setting)]
    if document.is_letter:
        return written
    if written:
        places.start_page(written[0])
    return [*contents(said.contents, entries, setting), *written]
