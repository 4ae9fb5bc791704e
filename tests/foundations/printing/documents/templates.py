"""Templates as companies make them."""

import struct
import zlib
from io import BytesIO

import docx
from docx.document import Document

MARK = "[[cahier des charges]]"


def _chunk(name: bytes, data: bytes) -> bytes:
    whole = name + data
    return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))


LOGO = b"".join(
    (
        b"\x89PNG\r\n\x1a\n",
        _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        _chunk(b"IDAT", zlib.compress(b"\0\x0b\x5c\x7a")),
        _chunk(b"IEND", b""),
    )
)


def house() -> bytes:
    """Made in Word: a logo in the header, a numbered heading of its own, a page of signatures."""
    word = docx.Document()
    header = word.sections[0].header.paragraphs[0]
    header.add_run("Ateliers du Doubs ").add_picture(BytesIO(LOGO))
    word.sections[0].footer.paragraphs[0].text = "RCS Besançon"
    word.add_heading("Préambule de la maison", 1)
    # A text processor cuts a text where it was edited.
    line = word.add_paragraph("Selon la [[réf")
    line.add_run("éren").bold = True
    line.add_run("ce]], notre pièce.")
    word.add_paragraph(MARK)
    word.add_heading("Signatures", 1)
    word.add_paragraph("Fait à Besançon")
    return _saved(word)


def written(*lines: str) -> bytes:
    """A template of these paragraphs."""
    word = docx.Document()
    for one in lines:
        word.add_paragraph(one)
    return _saved(word)


def in_a_cell() -> bytes:
    word = docx.Document()
    word.add_table(1, 1).cell(0, 0).text = MARK
    return _saved(word)


def _saved(word: Document) -> bytes:
    target = BytesIO()
    word.save(target)
    return target.getvalue()
