"""What a template carries or asks for, that has no place in a document to be signed."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from timonerie.foundations.printing.documents.ooxml.marks import W
from timonerie.foundations.printing.documents.received.flaws import Flaw, Found
from timonerie.foundations.printing.documents.received.parts import Parts

_KNOWN = (
    ".xml", ".rels", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf",
    ".wmf", ".odttf", ".ttf",
)  # fmt: skip
_MACROS = re.compile(r"vbaproject|vbadata|customui", re.IGNORECASE)
_OBJECTS = re.compile(r"/(embeddings|activex|afchunk|ctrlprops)", re.IGNORECASE)
_PRINTERS = re.compile(r"/printersettings\d*\.bin$", re.IGNORECASE)
_CARRIERS = {f"{W}{name}" for name in ("altChunk", "object", "control", "subDoc", "movie")}
# Fields that read another file, start a program or run a macro (ECMA-376, part 1, 17.16.5).
_FETCHES = re.compile(
    r"\b(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|DDE|DDEAUTO|LINK|RD|DATABASE|MACROBUTTON)\b",
    re.IGNORECASE,
)
_A_LINK = "/hyperlink"
# Nothing happens before somebody clicks, and the address is one that a browser shows.
_OPENS_A_PAGE = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)

_INSIDE = re.compile(r"\s*(#|data:|$)", re.IGNORECASE)
_STYLED = re.compile(
    r"@import\b.{0,80}|url\(\s*[\"']?\s*(?!#|data:|[\s\"')]).{1,80}", re.IGNORECASE
)


def found(parts: Parts) -> Iterator[Found]:
    """Every danger of a template, part by part."""
    yield from _of_names(parts)
    for name, root in parts.trees.items():
        is_relations = name.lower().endswith(".rels")
        yield from _of_relations(root) if is_relations else _of_elements(name, root)
        if name.lower().endswith(".svg") or _local(root.tag) == "svg":
            yield from _of_drawing(root)


def _of_names(parts: Parts) -> Iterator[Found]:
    for name in parts.names:
        if _MACROS.search(name):
            yield Found(Flaw.MACRO, name)
        elif _OBJECTS.search(name) or not _is_known(name):
            yield Found(Flaw.OBJECT, name)


def _is_known(name: str) -> bool:
    return name.lower().endswith(_KNOWN) or bool(_PRINTERS.search(name))


def _of_relations(root: Element) -> Iterator[Found]:
    for tie in root:
        target, nature = tie.get("Target", ""), tie.get("Type", "")
        if tie.get("TargetMode", "").lower() != "external":
            continue
        if not (nature.endswith(_A_LINK) and _OPENS_A_PAGE.match(target)):
            yield Found(Flaw.OUTSIDE, target)


def _of_elements(name: str, root: Element) -> Iterator[Found]:
    for one in root.iter():
        if one.tag in _CARRIERS:
            yield Found(Flaw.OBJECT, name)
        # Of a mail merge, the connection to a data base that Word opens with the document.
        if _local(one.tag) == "mailMerge":
            yield Found(Flaw.OUTSIDE, "mailMerge")
        # Old drawings (VML) and SVG name their pictures where they stand.
        for key, value in one.attrib.items():
            if _local(key) in ("src", "althref") and value:
                yield Found(Flaw.OUTSIDE, value)
    if fetching := _FETCHES.search(_instructions(root)):
        yield Found(Flaw.FIELD, fetching[0].upper())


def _of_drawing(root: Element) -> Iterator[Found]:
    """What a picture in SVG names elsewhere than in itself."""
    for one in root.iter():
        told = one.text or "" if _local(one.tag) == "style" else ""
        for key, value in one.attrib.items():
            if _local(key) == "href" and not _INSIDE.match(value):
                yield Found(Flaw.OUTSIDE, value)
            told += f" {value}"
        if fetched := _STYLED.search(told):
            yield Found(Flaw.OUTSIDE, fetched[0])


def _local(name: object) -> str:
    """Without its namespace; comments have no name."""
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def _instructions(root: Element) -> str:
    """Those of all fields, each whole though a text processor cuts it."""
    told = []
    for one in root.iter():
        if one.tag == f"{W}fldSimple":
            told.append(f" {one.get(f'{W}instr', '')} ")
        elif one.tag in (f"{W}instrText", f"{W}delInstrText"):
            told.append(one.text or "")
        elif one.tag == f"{W}fldChar":
            told.append(" ")
    return "".join(told)
