"""How an event is sealed: SHA-256 over the previous hash and the canonical JSON (RFC 8785)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

import rfc8785

GENESIS = "0" * 64


class Sealed(Protocol):
    company_id: int
    seq: int
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


def seal(event: Sealed) -> str:
    """Hash of an event, hexadecimal; `event.previous_hash` is part of it."""
    body: dict[str, Any] = {
        "company": event.company_id,
        "seq": event.seq,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": event.actor,
        "user": event.user_id,
        "act": event.act,
        "object": [event.object_kind, event.object_id],
        "detail": event.detail,
    }
    return hashlib.sha256(event.previous_hash.encode() + rfc8785.dumps(body)).hexdigest()


def breaks(events: Iterable[Sealed]) -> list[Break]:
    """Faults of one company's chain, read in the order of `seq`; empty when it is whole."""
    found = []
    seq, previous = 0, GENESIS
    for event in events:
        if event.seq != seq + 1:
            found.append(Break(event.company_id, event.seq, "numéro manquant"))
        if event.previous_hash != previous:
            found.append(Break(event.company_id, event.seq, "maillon précédent différent"))
        if seal(event) != event.hash:
            found.append(Break(event.company_id, event.seq, "contenu modifié"))
        seq, previous = event.seq, event.hash
    return found
