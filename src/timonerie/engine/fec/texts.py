"""The bytes of a file as blocks of whole lines: UTF-8, one line end, no control character.

Article A. 47 A-1, XII: ASCII, ISO 8859-15 or EBCDIC; UTF-8 and Windows are what software writes.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from timonerie.engine.fec.shapes import LISTED, Unreadable

BLOCK = 8_000_000
LONGEST_LINE = 1_000_000

_CONTROLS = bytes(set(range(32)) - {9, 10, 13} | {127})
_BLANKED = bytes.maketrans(_CONTROLS, b" " * len(_CONTROLS))
_WIDE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = bytes(range(0x80, 0x100))
_ANY = re.compile(rb"[\x80-\xff]")
_OF_WINDOWS = re.compile(rb"[\x80-\x9f]")
_UNLIKELY = bytes({0x81, 0x8D, 0x8F, 0x90, 0x9D, *b"\xd0\xd7\xd8\xde\xf0\xf7\xf8\xfe"})
"""What no French word holds in ISO 8859-15 nor in Windows: most often a byte of DOS."""
_NARROW = ("iso-8859-15", "cp1252")
_EBCDIC_HEADER = "journalcode".encode("cp500"), "JournalCode".encode("cp500")


@dataclass
class Written:
    """How the characters and the lines of a file are written. `stray` counts the bytes that are no
    character of the encoding, or an unlikely one; `stray_lines` are the first lines with some."""

    encoding: str = "utf-8"
    wide: int = 0
    narrow: int = 0
    of_windows: bool = False
    ends: dict[str, int] = field(default_factory=dict)
    stray: int = 0
    stray_lines: list[int] = field(default_factory=list)


def look(path: Path) -> Written:
    """Read the whole file once, to know. Raises Unreadable FEC-12 for EBCDIC."""
    found = Written()
    with path.open("rb") as file:
        first = file.read(4096)
    if any(name in first for name in _EBCDIC_HEADER):
        raise Unreadable(
            "FEC-12",
            "Le fichier est écrit en EBCDIC, le code des grands systèmes. Convertissez-le"
            " (« iconv -f IBM297 -t UTF-8 »), ou exportez-le en ISO 8859-15.",
            line=1,
        )
    wide_bom = first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    found.encoding = "utf-16" if wide_bom else "utf-8"
    begun, counts = b"", dict.fromkeys(("crcrlf", "crlf", "lf", "cr"), 0)
    for block in _raw(path, found.encoding):
        _count_ends(block, counts)
        begun = _count_characters(begun + block, found)
    found.narrow += len(begun)
    found.ends = {name: count for name, count in counts.items() if count}
    if not wide_bom:
        found.encoding = _encoding(found, bom=first.startswith(codecs.BOM_UTF8))
    return found


def blocks(path: Path, written: Written) -> Iterator[bytes]:
    """Blocks of whole lines, each ended by a line feed. Counts the stray bytes on the way.

    Raises Unreadable FEC-10 for a line longer than a megabyte."""
    lone = written.ends.get("cr", 0)
    cr_ends = lone > sum(written.ends.values()) - lone
    line, rest = 1, b""
    for raw in _raw(path, written.encoding):
        block = _one_line_end(rest + raw, cr_ends=cr_ends)
        cut = block.rfind(b"\n") + 1
        block, rest = block[:cut], block[cut:]
        if len(rest) > LONGEST_LINE:
            raise _too_long(line + block.count(b"\n"))
        yield _clean(block, written, line=line)
        line += block.count(b"\n")
    rest = rest.rstrip(b"\r\x1a")
    if rest:
        yield _clean(rest + b"\n", written, line=line)


def _raw(path: Path, encoding: str) -> Iterator[bytes]:
    """Blocks of bytes, cut anywhere but inside a line end; UTF-16 comes as UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-16")(errors="replace")
    kept, started = b"", False
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if encoding == "utf-16":
                block = decoder.decode(block).encode("utf-8", errors="replace")
            if not started:
                block, started = block.removeprefix(codecs.BOM_UTF8), True
            block = kept + block
            ended = len(block.rstrip(b"\r"))
            block, kept = block[:ended], block[ended:]
            yield block
    if kept:
        yield kept


def _count_ends(block: bytes, counts: dict[str, int]) -> None:
    three, two = block.count(b"\r\r\n"), block.count(b"\r\n")
    counts["crcrlf"] += three
    counts["crlf"] += two - three
    counts["lf"] += block.count(b"\n") - two
    counts["cr"] += block.count(b"\r") - two - three


def _count_characters(block: bytes, found: Written) -> bytes:
    """Bytes of characters of UTF-8, and those that are none; gives back the beginning of a
    character that the next block ends."""
    if block.isascii():
        return b""
    try:
        _, read = codecs.utf_8_decode(block, "strict", False)
    except UnicodeDecodeError:
        wide = sum(len(one) for one in _WIDE.findall(block))
        found.wide += wide
        found.narrow += len(_ANY.findall(block)) - wide
        found.of_windows = found.of_windows or bool(_OF_WINDOWS.search(block))
        return b""
    found.wide += read - len(block[:read].translate(None, _HIGH))
    return block[read:]


def _encoding(found: Written, *, bom: bool) -> str:
    if found.narrow <= found.wide:
        return "utf-8-bom" if bom else "utf-8"
    return "cp1252" if found.of_windows else "iso-8859-15"


def _one_line_end(block: bytes, *, cr_ends: bool) -> bytes:
    if b"\r" not in block:
        return block
    block = block.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n")
    return block.replace(b"\r", b"\n") if cr_ends else block


def _clean(block: bytes, written: Written, *, line: int) -> bytes:
    """UTF-8 without control characters; what is no character is kept as Windows would read it."""
    _note_strays(block, written, line=line)
    block = block.translate(_BLANKED).replace(b"\r", b" ")
    if block.isascii():
        return block
    narrow = written.encoding in _NARROW
    return block.decode(written.encoding if narrow else "utf-8", errors=_KEEP).encode()


def _note_strays(block: bytes, written: Written, *, line: int) -> None:
    odd = _CONTROLS + (_UNLIKELY if written.encoding in _NARROW else b"")
    if written.encoding not in _NARROW and written.narrow:
        block = _WIDE.sub(lambda one: b"." * len(one.group()), block)
        odd += _HIGH
    count = len(block) - len(block.translate(None, odd))
    written.stray += count
    if not count:
        return
    pattern, place = re.compile(b"[" + re.escape(odd) + b"]"), 0
    while len(written.stray_lines) < LISTED and (one := pattern.search(block, place)):
        written.stray_lines.append(line + block.count(b"\n", 0, one.start()))
        place = block.find(b"\n", one.start())


def _too_long(line: int) -> Unreadable:
    return Unreadable(
        "FEC-10",
        f"Ligne {line} : elle dépasse un million de caractères. Le fichier n’a sans doute pas de"
        " fins de ligne : exportez-le de nouveau.",
        line=line,
    )


def _keep(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    return wrong.decode("latin-1") if wrong.isascii() else _of_windows(wrong), error.end


def _of_windows(wrong: bytes) -> str:
    return "".join(bytes([one]).decode("cp1252", errors="ignore") or chr(0xFFFD) for one in wrong)


_KEEP = "timonerie-fec"
codecs.register_error(_KEEP, _keep)
