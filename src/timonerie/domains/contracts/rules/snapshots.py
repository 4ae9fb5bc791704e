"""The one form of a contract that is approved, its seal, and how two of them differ."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import rfc8785

JSON = str | int | float | bool | None | Sequence["JSON"] | Mapping[str, "JSON"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What is said under a key of a part, before and after; None where it was not said."""

    part: str
    key: str
    before: JSON
    after: JSON


def digest(document: Mapping[str, JSON]) -> str:
    """SHA-256 of the canonical JSON (RFC 8785), in hexadecimal."""
    return hashlib.sha256(rfc8785.dumps(dict(document))).hexdigest()


def differences(before: Mapping[str, JSON], after: Mapping[str, JSON]) -> list[Difference]:
    """By part then by key, in the order of the later document. A part that was not kept then says
    nothing of what changed since."""
    parts = [name for name in after if name in before and name not in ("kind", "version")]
    return [found for part in parts for found in _of_part(part, before[part], after[part])]


def _of_part(part: str, before: JSON, after: JSON) -> list[Difference]:
    old = before if isinstance(before, Mapping) else {}
    new = after if isinstance(after, Mapping) else {}
    return [
        Difference(part, key, old.get(key), new.get(key))
        for key in {**new, **old}
        if old.get(key) != new.get(key)
    ]
