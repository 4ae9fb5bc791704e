"""What any ZIP archive must be before one of its members is opened: whole, modest, plain.

The central directory is read first and believed only where the members themselves agree with it.
Each caller says a fault in its own words: a workbook is a ZIP too.
"""

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import IO

from timonerie.foundations.documents.connectors.base import MEGABYTE

# What zipfile raises on archives that are broken, encrypted or of another time.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
# Below this size a high ratio is only a small file that repeats itself.
_RATIO_FLOOR = 5 * MEGABYTE
# A step up, an absolute path, a drive, a backslash, a NUL.
_LEADS_OUT = re.compile(r"(^|/)\.\.(/|$)|^/|^.:|[\\\0]")
_LOCAL = struct.Struct("<4s5H3I2H")
_SIZES_FOLLOW, _LOCKED = 0x08, 0x01
_ELSEWHERE = 0xFFFFFFFF


class Kind(Enum):
    """What is wrong with an archive."""

    TOO_BIG = "too big"
    BROKEN = "broken"
    TWICE = "twice"
    NAME = "name"
    LINK = "link"
    LOCKED = "locked"


class ArchiveFault(Exception):
    """An archive that must not be opened; ``member`` is the one at fault, if one is."""

    def __init__(self, kind: Kind, member: str | None = None) -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.member = member


@dataclass(frozen=True)
class Caps:
    """Bytes of all the members once unpacked, times their size packed, members."""

    unpacked: int
    ratio: int
    members: int


def check(archive: zipfile.ZipFile, caps: Caps) -> None:
    """Raises ArchiveFault."""
    members = archive.infolist()
    declared = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > caps.members or declared > caps.unpacked:
        raise ArchiveFault(Kind.TOO_BIG)
    if declared > max(_RATIO_FLOOR, caps.ratio * packed):
        raise ArchiveFault(Kind.TOO_BIG)
    _check_names([member.orig_filename for member in members])
    for member in members:
        _check_nature(member)
    assert archive.fp is not None
    _check_places(archive.fp, members)


def _check_names(names: list[str]) -> None:
    for name in names:
        if _LEADS_OUT.search(name):
            raise ArchiveFault(Kind.NAME, name)
    folded = Counter(unicodedata.normalize("NFC", name).casefold() for name in names)
    for name in names:
        if folded[unicodedata.normalize("NFC", name).casefold()] > 1:
            raise ArchiveFault(Kind.TWICE, name)


def _check_nature(member: zipfile.ZipInfo) -> None:
    mode = member.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise ArchiveFault(Kind.LINK, member.filename)
    if member.flag_bits & _LOCKED:
        raise ArchiveFault(Kind.LOCKED, member.filename)


def _check_places(file: IO[bytes], members: list[zipfile.ZipInfo]) -> None:
    """Each member stands where and as the directory says, and none over another."""
    placed = sorted(members, key=lambda member: member.header_offset)
    ends = [_end(file, member) for member in placed]
    if placed and placed[0].header_offset:
        raise ArchiveFault(Kind.BROKEN)
    for (end, _), (_, following) in pairwise(zip(ends, placed, strict=True)):
        if following.header_offset < end:
            raise ArchiveFault(Kind.BROKEN, following.filename)


def _end(file: IO[bytes], member: zipfile.ZipInfo) -> int:
    """Where the bytes of a member end, read from its own header."""
    file.seek(member.header_offset)
    head = file.read(_LOCAL.size)
    if len(head) < _LOCAL.size:
        raise ArchiveFault(Kind.BROKEN, member.filename)
    (mark, _, flags, method, _, _, crc, packed, plain, name, extra) = _LOCAL.unpack(head)
    told = (crc, packed, plain)
    agrees = told == (member.CRC, member.compress_size, member.file_size)
    if mark != b"PK\x03\x04" or method != member.compress_type:
        raise ArchiveFault(Kind.BROKEN, member.filename)
    if not agrees and not flags & _SIZES_FOLLOW and _ELSEWHERE not in (packed, plain):
        raise ArchiveFault(Kind.BROKEN, member.filename)
    return member.header_offset + _LOCAL.size + int(name) + int(extra) + member.compress_size
