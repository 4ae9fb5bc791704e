"""Files of legal documents: kept as they came, never opened, given back as they are."""

from dataclasses import dataclass
from datetime import datetime

from timonerie.domains.sourcing.operations import offer_papers
from timonerie.domains.sourcing.operations.offer_papers import Received
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.documents import operations as blobs
from timonerie.foundations.documents.connectors import clean_name
from timonerie.foundations.documents.connectors.base import MEGABYTE
from timonerie.foundations.documents.models import Blob

MOST_BYTES = 20 * MEGABYTE
KINDS = offer_papers.KINDS


@dataclass(frozen=True)
class Kept:
    """Nothing, where no file came."""

    blob: Blob | None = None
    name: str = ""


def keep(*, by: Actor, at: datetime, received: Received) -> Kept:
    """Raises NotTaken for a kind that is not taken or a content that its name belies; FileRefused
    for its weight or a quota."""
    name, _notices = clean_name(received.name)
    kind = offer_papers.kind_of(name)
    blobs.require_acceptable(by=by, at=at, name=name, size=received.size, most=MOST_BYTES)
    chunks = offer_papers.checked(received.chunks, kind)
    return Kept(blobs.keep(by=by, at=at, chunks=chunks, name=name, most=MOST_BYTES), name)
