"""Is this file a FEC? By its first bytes and its name."""

import codecs

from timonerie.engine.fec import names
from timonerie.engine.fec.columns import AMOUNT, SIDE, USUAL
from timonerie.engine.fec.layout import SEPARATORS, legal_name

_BY_NAME, _BY_HEADER = 0.5, 0.9
_TELLING = {one.legal for one in USUAL} | {AMOUNT, SIDE}


def looks_like(head: bytes, name: str) -> float:
    """From 0 (no) to 1 (surely); `head` is at most the first 64 KB of the file. A name
    SIRENFECAAAAMMJJ alone gives 0.5, the header names alone 0.9, both 1."""
    named = _BY_NAME if names.read(name).siren else 0.0
    share = max(_share(_first_line(head, encoding)) for encoding in ("latin-1", "utf-16", "cp500"))
    return min(1.0, max(named, share * _BY_HEADER) + (0.1 if named and share > 0.5 else 0.0))


def _first_line(head: bytes, encoding: str) -> str:
    head = head[:65_536].removeprefix(codecs.BOM_UTF8)
    text = head.decode(encoding, errors="ignore").replace("\x85", "\n").replace("\r", "\n")
    return text.lstrip("\n ").split("\n")[0]


def _share(line: str) -> float:
    """Of the eighteen columns, those that the line names."""
    separator = max(SEPARATORS, key=line.count)
    found = {legal_name(cell.strip('" ')) for cell in line.split(separator)}
    return min(1.0, len(found & _TELLING) / len(USUAL))
