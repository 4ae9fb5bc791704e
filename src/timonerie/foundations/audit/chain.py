"""How an event is sealed: SHA-256 over the previous hash and the canonical JSON (RFC 8785)."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

import rfc8785

GENESIS = "0" * 64
SAFE = 2**53
VERSION = 2
"""Of the seals written today. The first one had no version in its body, and names in clear."""


class Sealed(Protocol):
    company_id: int
    seq: int
    version: int
    at: datetime
    actor: str
    user_id: int | None
    act: str
    object_kind: str
    object_id: str
    detail: dict[str, Any]
    previous_hash: str
    hash: str


@dataclass(frozen=True)
class Break:
    """Where a chain stops being true, and why."""

    company_id: int
    seq: int
    reason: str


def storable(value: Any) -> Any:
    """A detail as every engine gives it back: a number past 2**53 becomes text, for PostgreSQL
    writes a large float as a whole number, that no canonical JSON takes."""
    if isinstance(value, dict):
        return {name: storable(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [storable(one) for one in value]
    is_large = isinstance(value, int | float) and abs(value) >= SAFE
    return str(value) if is_large else value


def body(event: Sealed) -> dict[str, Any]:
    """What of an event is hashed after the previous hash."""
    found: dict[str, Any] = {
        "company": event.company_id,
        "seq": event.seq,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": event.actor,
        "user": event.user_id,
        "act": event.act,
        "object": [event.object_kind, event.object_id],
        "detail": event.detail,
    }
    return found if event.version == 1 else found | {"v": event.version}


def seal(event: Sealed) -> str:
    """Hash of an event, hexadecimal; `event.previous_hash` is part of it."""
    return hashlib.sha256(event.previous_hash.encode() + rfc8785.dumps(body(event))).hexdigest()


def breaks(events: Iterable[Sealed]) -> list[Break]:
    """Faults of one company's chain, read in the order of `seq`; empty when it is whole."""
    found = list[Break]()
    seq, previous = 0, GENESIS
    for event in events:
        found += faults(event, seq=seq, previous=previous)
        seq, previous = event.seq, event.hash
    return found


def faults(event: Sealed, *, seq: int, previous: str) -> Iterator[Break]:
    """Those of one event, after the one numbered `seq` whose hash is `previous`."""
    if event.seq != seq + 1:
        yield Break(event.company_id, event.seq, "numéro manquant")
    if event.previous_hash != previous:
        yield Break(event.company_id, event.seq, "maillon précédent différent")
    if not _holds(event):
        yield Break(event.company_id, event.seq, "contenu modifié")


def _holds(event: Sealed) -> bool:
    try:
        return event.version in (1, VERSION) and seal(event) == event.hash
    except rfc8785.CanonicalizationError:
        return False
