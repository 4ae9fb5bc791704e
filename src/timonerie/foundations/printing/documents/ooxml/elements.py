"""Elements of WordprocessingML (ECMA-376, part 1), made of their name, attributes and children."""

import re
from collections.abc import Iterator
from pathlib import Path

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

FOLDER = Path(__file__).parent
_BREAKS = re.compile(r"([\n\t])")

__all__ = ["Element", "attribute", "every", "made", "of_file", "paragraph", "qn", "run"]


def made(name: str, /, *children: Element, **attributes: str | int) -> Element:
    """`made("tab", pos=567)` is `<w:tab w:pos="567"/>`."""
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    element.extend(children)
    return element


def attribute(element: Element, name: str) -> str:
    return str(element.get(qn(f"w:{name}"), ""))


def every(element: Element, name: str) -> Iterator[Element]:
    """The elements of a name, at any depth, in their order."""
    found: Iterator[Element] = element.iter(qn(f"w:{name}"))
    return found


def of_file(name: str) -> Element:
    """The root of an XML file of this folder."""
    root: Element = parse_xml((FOLDER / name).read_bytes())
    return root


def run(text: str, *properties: Element) -> Element:
    """A run of plain text; its line ends and tabs become those of Word."""
    parts = [_part(one) for one in _BREAKS.split(text) if one]
    return made("r", *([made("rPr", *properties)] if properties else []), *parts)


def paragraph(style: str, *content: Element, properties: tuple[Element, ...] = ()) -> Element:
    """`style` is an identifier of the document; `properties` in the order of the schema."""
    return made("p", made("pPr", made("pStyle", val=style), *properties), *content)


def _part(text: str) -> Element:
    if text in "\n\t":
        return made("br" if text == "\n" else "tab")
    element = made("t")
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element
