"""The one form of a version, and its seal: same content, same hash, on any machine."""

import hashlib
from collections.abc import Iterable, Mapping

import rfc8785

from timonerie.domains.sourcing.rules.statements.shapes import JSON, Line, ordered


def document(lines: Iterable[Line], *, about: Mapping[str, JSON] | None = None) -> dict[str, JSON]:
    """A version as plain JSON. Ranks say an order and are not kept; `about` says what stands on
    the cover (title, company, number of the version)."""
    return {
        "kind": "timonerie.statement",
        "version": 1,
        "about": dict(about or {}),
        "lines": [_line(line) for line in ordered(lines)],
    }


def canonical(value: JSON) -> bytes:
    """Canonical JSON (RFC 8785). Raises ValueError for what has no canonical form: a number that
    is not finite, an integer of more than 53 bits, a broken character."""
    return rfc8785.dumps(value)


def digest(lines: Iterable[Line], *, about: Mapping[str, JSON] | None = None) -> str:
    """SHA-256 of the canonical document, in hexadecimal."""
    return hashlib.sha256(canonical(document(lines, about=about))).hexdigest()


def _line(line: Line) -> dict[str, JSON]:
    return {
        "key": line.key,
        "section": line.section,
        "kind": line.kind.value,
        "title": line.title,
        "text": line.text,
        "values": dict(line.values),
        "activity": line.activity,
        "origin": line.origin,
    }
