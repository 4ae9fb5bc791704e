"""What a PDF would do by itself when it is opened: nothing here ever does it.

Names are looked for in the bytes of the file and in its packed objects (ISO 32000-1, 7.5.7 and
12.6.4): our reader runs no action, and another one may.
"""

import re
import zlib
from collections.abc import Iterator

_MOST_UNPACKED = 20_000_000
_PACKED = re.compile(rb"/Type\s*/ObjStm")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_LAUNCHES = re.compile(rb"/S\s{0,9}/Launch\b")
_SCRIPT = re.compile(rb"/S\s{0,9}/JavaScript\b|/JavaScript\s{0,9}(?:\d|<<)")
_OPENING = re.compile(rb"/OpenAction\s{0,9}(?:(\d{1,9})\s{1,9}\d{1,5}\s{1,9}R|<<(.{0,400}))", re.S)
_CARRIES = re.compile(rb"/(?:EmbeddedFiles|AcroForm|XFA)\b")


def launches(parts: list[bytes], *, scripts_of_document: int) -> bool:
    """Whether opening it would start a program or a script."""
    if scripts_of_document or any(_LAUNCHES.search(part) for part in parts):
        return True
    return any(_opens_with_script(part, parts) for part in parts)


def carries(parts: list[bytes]) -> bool:
    """Whether something else than pages is in it: a script, a file, a form."""
    return any(_SCRIPT.search(part) or _CARRIES.search(part) for part in parts)


def parts_of(data: bytes) -> list[bytes]:
    """The bytes where names stand: those of the file, then its packed objects, unpacked."""
    return [_plain(data), *(_plain(one) for one in _unpacked(data))]


def _plain(data: bytes) -> bytes:
    """A name may be written with codes: `/J#61vaScript`."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), data)


def _unpacked(data: bytes) -> Iterator[bytes]:
    left = _MOST_UNPACKED
    for found in _PACKED.finditer(data):
        start = data.find(b"stream", found.end(), found.end() + 2_000)
        if start < 0 or left <= 0:
            continue
        try:
            piece = zlib.decompressobj().decompress(data[start + 6 :].lstrip(b"\r\n"), left)
        except zlib.error:
            continue
        left -= len(piece)
        yield piece


def _opens_with_script(part: bytes, parts: list[bytes]) -> bool:
    for found in _OPENING.finditer(part):
        if found[2] is not None and _SCRIPT.search(found[2]):
            return True
        if found[1] is not None and any(_object(found[1], one) for one in parts):
            return True
    return False


def _object(number: bytes, part: bytes) -> bool:
    start = re.search(rb"\b" + number + rb"\s{1,9}\d{1,5}\s{1,9}obj", part)
    return bool(start and _SCRIPT.search(part[start.end() : start.end() + 400]))
