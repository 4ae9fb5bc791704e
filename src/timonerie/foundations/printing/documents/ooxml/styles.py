"""The styles of a document, known by their name: their identifiers change with the language of who
made it (« Titre1 » is "heading 1")."""

from copy import deepcopy

from docx.document import Document as Word

from timonerie.foundations.printing.documents.ooxml.elements import (
    Element,
    attribute,
    every,
    of_file,
    qn,
)

TITLE, SUBTITLE, NORMAL, BULLET = "Title", "Subtitle", "Normal", "List Bullet"
HEADINGS = ("heading 1", "heading 2", "heading 3")
CONTENTS_TITLE, CONTENTS = "TOC Heading", ("toc 1", "toc 2")
CAPTION, NOTE, SOFT = "caption", "Timonerie Note", "Timonerie Soft"
CELL, SMALL_CELL, COVER = "Timonerie Cell", "Timonerie Small Cell", "Timonerie Cover"
GRID = "Timonerie Grid"
USED = (
    NORMAL, TITLE, SUBTITLE, *HEADINGS, BULLET, CONTENTS_TITLE, *CONTENTS, CAPTION, NOTE, SOFT,
    "Normal Table", CELL, SMALL_CELL, COVER, GRID,
)  # fmt: skip


def replace(word: Word) -> None:
    """Ours alone, in a document that we start."""
    root = word.styles.element
    for child in list(root):
        root.remove(child)
    root.extend(list(of_file("styles.xml")))


def complete(word: Word, *, width: int) -> dict[str, str]:
    """Add those of ours that a document lacks; gives the identifier of each by its name. `width` is
    that of the text, in twentieths of a point, where page numbers end."""
    root, ours = word.styles.element, of_file("styles.xml")
    for tab in every(ours, "tab"):
        if attribute(tab, "val") == "right":
            tab.set(qn("w:pos"), str(width))
    known = _identifiers(root)
    names = {identifier: name for name, identifier in _identifiers(ours).items()}
    for style in every(ours, "style"):
        name = _name(style)
        if name in map(str.lower, USED) and name not in known:
            known[name] = _added(root, style, {one: known.get(n, one) for one, n in names.items()})
    return {name: known[name.lower()] for name in USED}


def speak(word: Word, locale: str) -> None:
    """The language that spelling is checked in."""
    for language in every(word.styles.element, "lang"):
        language.set(qn("w:val"), locale)


def named(word: Word, name: str) -> Element | None:
    return next(
        (one for one in every(word.styles.element, "style") if _name(one) == name.lower()), None
    )


def _added(root: Element, style: Element, identifiers: dict[str, str]) -> str:
    taken = {attribute(one, "styleId") for one in every(root, "style")}
    one = deepcopy(style)
    identifier = attribute(one, "styleId")
    while identifier in taken:
        identifier += "T"
    one.set(qn("w:styleId"), identifier)
    # The default of a kind is the template's affair; lists are given to each paragraph.
    one.attrib.pop(qn("w:default"), None)
    for numbers in list(every(one, "numPr")):
        numbers.getparent().remove(numbers)
    for tie in ("basedOn", "next"):
        for element in every(one, tie):
            element.set(qn("w:val"), identifiers[attribute(element, "val")])
    root.append(one)
    return identifier


def _identifiers(root: Element) -> dict[str, str]:
    return {_name(one): attribute(one, "styleId") for one in every(root, "style")}


def _name(style: Element) -> str:
    return next((attribute(one, "val").lower() for one in every(style, "name")), "")
