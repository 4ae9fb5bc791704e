"""Files that come with an offer: kept as they came, never opened, given back as they are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.models import Offer, OfferPaper
from timonerie.domains.sourcing.operations import offer_checks
from timonerie.domains.sourcing.queries import sealed_offers
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit.models import Event
from timonerie.foundations.documents import discards
from timonerie.foundations.documents import operations as blobs
from timonerie.foundations.documents.connectors import clean_name
from timonerie.foundations.documents.connectors.base import MEGABYTE

MOST_FILES, MOST_BYTES = 10, 20 * MEGABYTE
MOST_RECEIVED = 200 * MEGABYTE
"""Of one offer, with the files that were taken away."""
ADDED = "offer.paper_added"
#: How the files of each kind begin. A name and a content that disagree are refused.
_HEADS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    ".docx": (b"PK\x03\x04",),
    ".xlsx": (b"PK\x03\x04",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
}
KINDS = tuple(_HEADS)
_LONGEST_HEAD = 8


class NotTaken(Refused):
    """A file of a kind that is not taken, too heavy, or one too many."""


@dataclass(frozen=True, kw_only=True)
class Received:
    """`name` and `size` are those announced."""

    name: str
    size: int
    chunks: Iterable[bytes]


def add(*, by: Actor, at: datetime, offer: Offer, received: Received) -> OfferPaper:
    """Join a file to an offer that is typed here. Raises as `keep`; TheirOwn,
    Settled, OutOfReach."""
    by.require("offer.write")
    offer_checks.require_open(by, at=at, offer=offer)
    offer_checks.require_unsettled(offer)
    offer_checks.require_typed_here(offer)
    with transaction.atomic():
        return keep(by=by, at=at, offer=offer, received=received)


def keep(*, by: Actor, at: datetime, offer: Offer, received: Received) -> OfferPaper:
    """Inside a transaction. The same file twice is one. The trail does not name the files of a
    sealed offer: it does once they are handed in.

    Raises:
        NotTaken: its kind, its weight, their number, or what was received in all.
        FileRefused: its name, or a quota of the company.
    """
    name, _notices = clean_name(received.name)
    kind = kind_of(name)
    if received.size > MOST_BYTES:
        raise _too_heavy()
    _require_left(offer, received.size)
    papers = OfferPaper.objects.filter(offer=offer)
    if papers.count() >= MOST_FILES:
        raise NotTaken(_("Dix fichiers au plus : retirez-en un, ou réunissez-les."), field="file")
    blobs.require_acceptable(by=by, at=at, name=name, size=received.size, most=MOST_BYTES)
    chunks = checked(received.chunks, kind)
    blob = blobs.keep(by=by, at=at, chunks=chunks, name=name, most=MOST_BYTES)
    made, is_new = papers.get_or_create(
        offer=offer, blob=blob, defaults={"file_name": name, "at": at, "added_by": by.name}
    )
    if is_new:
        told = _unless_sealed(offer, {"file": name, "sha256": blob.sha256})
        told["size"] = _rounded(blob.size) if sealed_offers.is_sealed(offer) else blob.size
        offer_checks.audited(by, at, ADDED, offer, told)
    return made


def remove(*, by: Actor, at: datetime, offer: Offer, paper: OfferPaper) -> None:
    """Inside a transaction. It goes as if it never came: the company was not given it. Its bytes
    stay where something else refers to them."""
    told, blob = {"file": paper.file_name}, paper.blob
    paper.delete()
    discards.discard(blob=blob, received_at=paper.at)
    offer_checks.audited(by, at, "offer.paper_removed", offer, _unless_sealed(offer, told))


def _require_left(offer: Offer, size: int) -> None:
    """Files that were taken away count: the trail alone remembers them."""
    events = Event.objects.filter(
        company_id=offer.company_id, act=ADDED, object_id=str(offer.public_id)
    )
    told = (detail.get("size", 0) for detail in events.values_list("detail", flat=True))
    if sum(told) + size > MOST_RECEIVED:
        raise NotTaken(
            _(
                "Cette offre a déjà reçu 200 Mo de fichiers, retirés compris : c’est la limite."
                " Remettez les autres pièces à l’entreprise autrement."
            ),
            field="file",
        )


def named(offer: Offer) -> dict[str, Any]:
    """The files of an offer as the trail tells them when it is handed in: nothing for none."""
    papers = list(OfferPaper.objects.filter(offer=offer).select_related("blob").order_by("pk"))
    if not papers:
        return {}
    return {
        "file": ", ".join(one.file_name for one in papers),
        "sha256": [one.blob.sha256 for one in papers],
    }


def _unless_sealed(offer: Offer, told: dict[str, Any]) -> dict[str, Any]:
    return {} if sealed_offers.is_sealed(offer) else told


def _rounded(size: int) -> int:
    """To the megabyte above: enough to count, too little to know a file by."""
    return -(-size // MEGABYTE) * MEGABYTE


def kind_of(name: str) -> str:
    """The end of a name of a kind that is taken. Raises NotTaken."""
    found = next((one for one in KINDS if name.lower().endswith(one)), None)
    if found is None:
        raise NotTaken(
            _("Ce type de fichier n’est pas pris : joignez un PDF, DOCX, XLSX, PNG ou JPEG."),
            field="file",
        )
    return found


def checked(chunks: Iterable[bytes], kind: str) -> Iterator[bytes]:
    """The same bytes, once the first ones are those of the kind; nothing else of them is read.
    Raises NotTaken while they are read."""
    head, size = b"", 0
    for chunk in chunks:
        size += len(chunk)
        if size > MOST_BYTES:
            raise _too_heavy()
        if len(head) < _LONGEST_HEAD:
            head += chunk[: _LONGEST_HEAD - len(head)]
            if len(head) == _LONGEST_HEAD:
                _require_head(head, kind)
        yield chunk
    if len(head) < _LONGEST_HEAD:
        raise _disagrees()


def _require_head(head: bytes, kind: str) -> None:
    if not head.startswith(_HEADS[kind]):
        raise _disagrees()


def _disagrees() -> NotTaken:
    return NotTaken(
        _("Le contenu de ce fichier n’est pas ce que dit son nom : enregistrez-le de nouveau."),
        field="file",
    )


def _too_heavy() -> NotTaken:
    return NotTaken(_("Ce fichier dépasse 20 Mo : allégez-le, ou coupez-le."), field="file")
