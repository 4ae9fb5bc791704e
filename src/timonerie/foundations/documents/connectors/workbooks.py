"""What an XLSX file must be before anything reads it: a plain, whole, modest ZIP archive."""

import zipfile
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden
from defusedxml.ElementTree import fromstring

from timonerie.foundations.documents.connectors import archives
from timonerie.foundations.documents.connectors.base import MEGABYTE, FileRefused
from timonerie.foundations.documents.connectors.expat import UNREADABLE, XMLParserType

CAPS = archives.Caps(unpacked=200 * MEGABYTE, ratio=100, members=1_000)
_BLOCK = 1 << 18
_OLE = b"\xd0\xcf\x11\xe0"

TOO_BIG = (
    "Le classeur est démesuré une fois décompressé. Copiez les seules lignes utiles dans un "
    "classeur neuf."
)
BROKEN = (
    "Le classeur est abîmé ou incomplet. Ouvrez-le dans un tableur et enregistrez-le de nouveau."
)
TWICE = (
    "Le classeur est abîmé ou contient deux fois la même partie. Ouvrez-le dans un tableur et "
    "enregistrez-le de nouveau."
)
NO_DTD = (
    "Le classeur demande à lire autre chose que lui-même, ce qui est interdit (DTD). "
    "Enregistrez-le de nouveau."
)


def check(path: Path) -> None:
    """Refuse an archive that is protected, broken, explosive or that carries code or links.

    Every member is unpacked once, by blocks, so that a size or a checksum that lies is found here
    and not by the reader of the cells.

    Raises:
        FileRefused: XLS-01 to XLS-07.
    """
    with path.open("rb") as file:
        if file.read(4) == _OLE:
            raise FileRefused(
                "XLS-04",
                "Le classeur est protégé par un mot de passe, ou dans l’ancien format .xls. "
                "Enregistrez-le en .xlsx sans mot de passe.",
            )
    try:
        with zipfile.ZipFile(path) as archive:
            archives.check(archive, CAPS)
            _check_parts(archive)
            for member in archive.infolist():
                _check_member(archive, member)
    except archives.ArchiveFault as fault:
        raise _refusal(fault.kind) from fault
    except archives.UNREADABLE as error:
        raise FileRefused("XLS-06", BROKEN) from error


def parse(member: IO[bytes], parser: XMLParserType) -> None:
    """Feed one XML member to a parser of ``expat.guarded_parser``.

    Raises:
        FileRefused: XLS-01 a DTD, XLS-06 not XML.
    """
    try:
        while block := member.read(_BLOCK):
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except DTDForbidden as error:
        raise FileRefused("XLS-01", NO_DTD) from error
    except UNREADABLE as error:
        raise FileRefused("XLS-06", BROKEN) from error


def tree(archive: zipfile.ZipFile, member: str) -> Element:
    """The elements of a small XML member; same refusals as :func:`parse`."""
    try:
        root: Element = fromstring(archive.read(member), forbid_dtd=True)
    except (DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden) as error:
        raise FileRefused("XLS-01", NO_DTD) from error
    except (ParseError, LookupError, ValueError) as error:
        raise FileRefused("XLS-06", BROKEN) from error
    return root


def _refusal(kind: archives.Kind) -> FileRefused:
    if kind is archives.Kind.TOO_BIG:
        return FileRefused("XLS-02", TOO_BIG)
    if kind is archives.Kind.TWICE:
        return FileRefused("XLS-07", TWICE)
    return FileRefused("XLS-06", BROKEN)


def _check_parts(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if any(name.lower().endswith(("vbaproject.bin", "macrosheets/sheet1.xml")) for name in names):
        raise FileRefused(
            "XLS-03", "Le classeur contient une macro. Enregistrez-le en .xlsx, sans macro."
        )
    if any("externallinks/" in name.lower() for name in names):
        raise FileRefused(
            "XLS-05",
            "Le classeur dépend d’un autre fichier. Rompez les liaisons (Données > Modifier les "
            "liens), puis enregistrez-le de nouveau.",
        )
    if "xl/workbook.xml" not in names:
        raise FileRefused("XLS-06", BROKEN)


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unpack a member to its end: zipfile stops at the size declared, and checks the checksum."""
    previous = b""
    with archive.open(member) as file:
        while block := file.read(_BLOCK):
            if b"<!DOCTYPE" in previous + block or b"<!ENTITY" in previous + block:
                raise FileRefused("XLS-01", NO_DTD)
            previous = block[-16:]
