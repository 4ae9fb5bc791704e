"""Whether a document that came may take the place of the one before it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from pydantic import ValidationError

from timonerie.domains.portfolio.enums import Fault
from timonerie.domains.portfolio.rules import signing
from timonerie.domains.portfolio.rules.documents import Envelope, Notice, Summary

CLOCKS = timedelta(minutes=10)
"""How far two honest clocks may differ."""


class Untrusted(ValueError):
    """A document is refused; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class Known:
    """What is remembered of a followed summary: its key, whose it is, and the last one taken."""

    key: str
    summary: UUID
    company: UUID
    issued_at: datetime


def read(content: bytes) -> Envelope:
    """Raises Untrusted when the bytes are no envelope."""
    try:
        return Envelope.model_validate_json(content)
    except ValidationError as fault:
        raise Untrusted(Fault.UNREADABLE) from fault


def trusted(envelope: Envelope, *, known: Known | None, at: datetime) -> Summary | Notice:
    """The document, once sure of who signed it, of whom it speaks and of its time; the key of the
    first one that comes (`known` None) is taken at its word.

    Raises:
        Untrusted: it is not to be believed, or no longer.
    """
    document, key = _opened(envelope)
    if known is not None:
        _refuse_another(document, key, known)
    if document.issued_at > at + CLOCKS:
        raise Untrusted(Fault.EARLY)
    if isinstance(document, Notice):
        if document.reason == "ended":
            raise Untrusted(Fault.EXPIRED)
        return document
    if document.expires_at <= at:
        raise Untrusted(Fault.EXPIRED)
    return document


def _opened(envelope: Envelope) -> tuple[Summary | Notice, str]:
    try:
        return signing.opened(envelope)
    except signing.Forged as fault:
        raise Untrusted(Fault.FORGED) from fault
    except ValueError as fault:
        raise Untrusted(Fault.UNREADABLE) from fault


def _refuse_another(document: Summary | Notice, key: str, known: Known) -> None:
    if key != known.key:
        raise Untrusted(Fault.OTHER_KEY)
    if document.company.id != known.company or document.id != known.summary:
        raise Untrusted(Fault.OTHER_COMPANY)
    if document.issued_at < known.issued_at:
        raise Untrusted(Fault.REPLAYED)
