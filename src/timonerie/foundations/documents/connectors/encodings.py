"""Which encoding a text file is in, decided on all its bytes before a line is read."""

import codecs
import re
from pathlib import Path

from timonerie.foundations.documents.connectors.base import FileRefused, Notice

_BLOCK = 1 << 20
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Encodings that a sender may announce, as Python spells them.
_ANNOUNCED = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-16": "utf-16",
    "cp1252": "cp1252",
    "windows-1252": "cp1252",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-15": "iso-8859-15",
}
ENCODINGS = tuple(_ANNOUNCED)
# The five bytes that mean nothing in cp1252.
_NOT_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]")


def detect(path: Path, announced: str | None) -> tuple[str, list[Notice]]:
    """The encoding to open ``path`` with, and a notice when it had to be guessed.

    Raises:
        FileRefused: ENC-02 bytes of two encodings (first faulty line), ENC-03 UTF-16 without its
            mark, CSV-01 a NUL in the text.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    for bom, encoding in _BOMS.items():
        if head.startswith(bom):
            return encoding, []
    if head.count(b"\0") > len(head) // 4:
        raise FileRefused(
            "ENC-03",
            "Le texte du fichier ne se lit pas (UTF-16 sans sa marque de début, semble-t-il). "
            "Enregistrez-le au format « CSV UTF-8 ».",
        )
    refuse_nul(path)
    faulty = _first_line_not_utf8(path)
    wanted = _ANNOUNCED.get((announced or "").lower())
    if wanted and wanted != "utf-8":
        return wanted, []
    if faulty is None:
        return "utf-8", []
    if wanted or _mixed(path):
        raise _not_one_encoding(faulty)
    message = "Texte lu en Windows-1252 (Excel français) : vérifiez les accents de l’aperçu."
    return "cp1252", [Notice("ENC-01", message, line=faulty)]


def refuse_nul(path: Path) -> None:
    """Refuse a NUL byte, that text never holds and that some readers skip silently."""
    line = 1
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            at = block.find(b"\0")
            if at >= 0:
                raise FileRefused(
                    "CSV-01",
                    "Le fichier est abîmé, ou ce n’est pas du texte (il contient un caractère "
                    "nul). Exportez-le de nouveau.",
                    line=line + block.count(b"\n", 0, at),
                )
            line += block.count(b"\n")


def _first_line_not_utf8(path: Path) -> int | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            pending = len(decoder.getstate()[0])
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                return line + block.count(b"\n", 0, max(error.start - pending, 0))
            line += block.count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return line
    return None


def _mixed(path: Path) -> bool:
    """Whether some lines are only readable in UTF-8 and others not: nobody can say which is right.

    A line of cp1252 that looks like UTF-8 (« Ã© ») is too rare to be guessed against.
    """
    utf8 = False
    with path.open("rb") as file:
        for line in file:
            if line.isascii():
                continue
            if _NOT_CP1252.search(line) and not _is_utf8(line):
                return True
            utf8 = utf8 or (_MULTIBYTE.search(line) is not None and _is_utf8(line))
    return utf8


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _not_one_encoding(line: int) -> FileRefused:
    return FileRefused(
        "ENC-02",
        f"Les accents de la ligne {line} ne sont pas écrits comme ceux des autres (deux encodages "
        "dans un fichier). Exportez-le de nouveau en entier, au format « CSV UTF-8 ».",
        line=line,
    )
