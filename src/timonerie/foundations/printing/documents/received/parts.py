"""The parts of a received DOCX, checked as an archive and as XML before anything reads them."""

import zipfile
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden
from defusedxml.ElementTree import fromstring

from timonerie.foundations.documents.connectors import archives
from timonerie.foundations.documents.connectors.archives import Kind
from timonerie.foundations.documents.connectors.base import MEGABYTE
from timonerie.foundations.printing.documents.received.flaws import Flaw, Unreadable

LIMIT = 10 * MEGABYTE
CAPS = archives.Caps(unpacked=50 * MEGABYTE, ratio=100, members=500)
MOST_XML = 3 * MEGABYTE
"""Of all its XML: once read, it takes some forty times as much memory, at each document made."""
_OLE = b"\xd0\xcf\x11\xe0"
_XML = (".xml", ".rels", ".svg")
_TYPES = "[Content_Types].xml"
_MAIN = "wordprocessingml.document.main+xml"
_FORBIDDEN = (DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden)
_FLAWS = {Kind.TOO_BIG: Flaw.TOO_BIG, Kind.LOCKED: Flaw.LOCKED}


@dataclass(frozen=True)
class Parts:
    """The names of all parts, the trees of those in XML, and the name of the one with the text."""

    names: tuple[str, ...]
    trees: dict[str, Element]
    main: str

    @property
    def types(self) -> list[str]:
        """The nature that the file gives to its parts."""
        return [one.get("ContentType", "") for one in self.trees[_TYPES]]


def opened(data: bytes) -> Parts:
    """Raises Unreadable."""
    if len(data) > LIMIT:
        raise Unreadable(Flaw.TOO_BIG)
    # What hides a document with a password, and the format of before 2007.
    if data.startswith(_OLE):
        raise Unreadable(Flaw.LOCKED)
    if not data.startswith(b"PK"):
        raise Unreadable(Flaw.NOT_WORD)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            archives.check(archive, CAPS)
            names, trees = _read(archive)
    except archives.ArchiveFault as fault:
        raise Unreadable(_FLAWS.get(fault.kind, Flaw.BROKEN)) from fault
    except archives.UNREADABLE as error:
        raise Unreadable(Flaw.BROKEN) from error
    return Parts(names, trees, _main(trees))


def _read(archive: zipfile.ZipFile) -> tuple[tuple[str, ...], dict[str, Element]]:
    """Every member is unpacked, so that a size or a checksum that lies is found here."""
    members = [one for one in archive.infolist() if not one.is_dir()]
    in_xml = [one for one in members if one.filename.lower().endswith(_XML)]
    if sum(one.file_size for one in in_xml) > MOST_XML:
        raise Unreadable(Flaw.TOO_BIG)
    trees = {}
    for member in members:
        content = archive.read(member)
        if member in in_xml:
            trees[member.filename] = _tree(content, member.filename)
    return tuple(one.filename for one in members), trees


def _tree(content: bytes, name: str) -> Element:
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except _FORBIDDEN as error:
        raise Unreadable(Flaw.DTD, name) from error
    except (ParseError, LookupError, ValueError) as error:
        raise Unreadable(Flaw.BROKEN, name) from error
    return root


def _main(trees: dict[str, Element]) -> str:
    if _TYPES not in trees:
        raise Unreadable(Flaw.NOT_WORD)
    told = {one.get("ContentType", ""): one.get("PartName", "") for one in trees[_TYPES]}
    if any("macroenabled" in nature.lower() for nature in told):
        raise Unreadable(Flaw.MACRO)
    name = next((name[1:] for nature, name in told.items() if nature.endswith(_MAIN)), "")
    if name not in trees:
        raise Unreadable(Flaw.NOT_WORD)
    return name
