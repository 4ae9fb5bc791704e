"""What the documents that we made say, read by others' programs."""

import ctypes
import zipfile
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element

import pypdfium2
from defusedxml.ElementTree import fromstring

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def pages(made: bytes) -> list[str]:
    """The text of each page of a PDF, its blanks made one."""
    document: Any = pypdfium2.PdfDocument(made)
    texts = [page.get_textpage().get_text_range() for page in document]
    return [" ".join(text.translate(_INVISIBLE).split()) for text in texts]


def fonts_outside(made: bytes) -> set[str]:
    """The typefaces that a PDF uses and does not hold."""
    raw, outside = pypdfium2.raw, set()
    document: Any = pypdfium2.PdfDocument(made)
    for page in document:
        for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            font = raw.FPDFTextObj_GetFont(one)
            if raw.FPDFFont_GetIsEmbedded(font) != 1:
                name = ctypes.create_string_buffer(200)
                raw.FPDFFont_GetBaseFontName(font, name, 200)
                outside.add(name.value.decode())
    return outside


def is_tagged(made: bytes) -> bool:
    return bool(pypdfium2.raw.FPDFCatalog_IsTagged(pypdfium2.PdfDocument(made)))


def part(made: bytes, name: str = "word/document.xml") -> Element:
    """A part of a DOCX, as a tree."""
    with zipfile.ZipFile(BytesIO(made)) as archive:
        root: Element = fromstring(archive.read(name))
    return root


def names(made: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(made)) as archive:
        return archive.namelist()


def edited(made: bytes, changes: dict[str, bytes]) -> bytes:
    """A DOCX with parts replaced or added."""
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(made)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            if name not in changes:
                archive.writestr(name, source.read(name))
        for name, content in changes.items():
            archive.writestr(name, content)
    return target.getvalue()


def replaced(made: bytes, name: str, old: str, new: str) -> bytes:
    """A DOCX with a text of one part replaced, which must be there."""
    with zipfile.ZipFile(BytesIO(made)) as archive:
        text = archive.read(name).decode()
    assert old in text
    return edited(made, {name: text.replace(old, new).encode()})
