"""Where a document is written in its template."""

from collections.abc import Iterator, Mapping, Sequence

from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE

from timonerie.foundations.printing.documents.ooxml import marks
from timonerie.foundations.printing.documents.ooxml.elements import (
    Element,
    attribute,
    every,
    made,
    qn,
)
from timonerie.foundations.printing.documents.ooxml.marks import Mark

USUAL_WIDTH = 9070
_DRAWN, _NO = ("drawing", "pict"), ("0", "false", "off")
_EDGES = {RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER}


def content(word: Word) -> Element:
    """The paragraph that the content takes the place of: one that the checks have found."""
    return next(one for one in _paragraphs(word) if _is_alone(one, Mark.CONTENT))


def alone(word: Word, mark: Mark) -> Element:
    return next(one for one in _paragraphs(word) if _is_alone(one, mark))


def marks_of(word: Word) -> set[Mark]:
    """Those of the pages themselves: a title in the header alone is not one of the cover."""
    return {mark for one in _paragraphs(word) for mark in marks.found(marks.text_of(one))}


def fill(word: Word, values: Mapping[Mark, str]) -> None:
    """Put texts in the place of their marks, in the pages, the headers and the footers."""
    flat = {mark: " ".join(text.split("\n")) for mark, text in values.items()}
    for root in _roots(word):
        for one in every(root, "p"):
            marks.fill(one, flat)


def put(place: Element, elements: Sequence[Element]) -> None:
    """Replace a paragraph; the page that it starts, the section that it ends and the pictures that
    it carries stay."""
    kept, carries = list(elements), any(next(every(place, one), None) is not None for one in _DRAWN)
    if _starts_page(place) and not carries:
        kept = _from_new_page(kept)
    if (section := next(every(place, "sectPr"), None)) is not None:
        kept.append(made("p", made("pPr", section)))
    for one in reversed(kept):
        place.addnext(one)
    if carries:
        marks.empty(place)
    else:
        place.getparent().remove(place)


def start_page(one: Element) -> None:
    """`one` is a paragraph of ours: it begins with its properties, which begin with its style."""
    one[0].insert(1, made("pageBreakBefore"))


def width(place: Element) -> int:
    """Of the text, in twentieths of a point: that of the section that ends after the place."""
    for one in (place, *place.itersiblings()):
        if (section := next(every(one, "sectPr"), None)) is not None:
            return _text_width(section)
    return USUAL_WIDTH


def free_bookmark(word: Word) -> int:
    numbers = [attribute(one, "id") for one in every(word.element.body, "bookmarkStart")]
    return max((int(one) for one in numbers if one.isdigit()), default=0) + 1


def _paragraphs(word: Word) -> Iterator[Element]:
    return every(word.element.body, "p")


def _roots(word: Word) -> Iterator[Element]:
    yield word.element.body
    for tie in word.part.rels.values():
        if tie.reltype in _EDGES:
            yield tie.target_part.element


def _is_alone(one: Element, mark: Mark) -> bool:
    return marks.is_alone(marks.text_of(one), mark)


def _starts_page(place: Element) -> bool:
    """Said of the paragraph, or by a break in it, as LibreOffice writes it."""
    told = next(every(place, "pageBreakBefore"), None)
    breaks = (attribute(one, "type") == "page" for one in every(place, "br"))
    return any(breaks) or (told is not None and attribute(told, "val") not in _NO)


def _from_new_page(elements: list[Element]) -> list[Element]:
    if elements and elements[0].tag == qn("w:p"):
        start_page(elements[0])
        return elements
    return [made("p", made("pPr", made("pageBreakBefore"))), *elements]


def _text_width(section: Element) -> int:
    page, margins = next(every(section, "pgSz"), None), next(every(section, "pgMar"), None)
    if page is None or margins is None:
        return USUAL_WIDTH
    told = (attribute(page, "w"), attribute(margins, "left"), attribute(margins, "right"))
    if not all(one.isdigit() for one in told):
        return USUAL_WIDTH
    whole, left, right = map(int, told)
    return max(whole - left - right, USUAL_WIDTH // 3)
