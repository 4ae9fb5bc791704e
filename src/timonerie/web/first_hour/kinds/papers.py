"""A contract as a PDF, typed or scanned."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.contracts.operations import documents
from timonerie.domains.contracts.queries import documents as queries
from timonerie.web.first_hour.shapes import Arrival, Dropped, Kind, Known, Outcome, counted
from timonerie.web.first_hour.sheet.shapes import Asked


def looks_like(head: bytes, name: str) -> float:
    """What does not begin as a PDF is refused with its reason by who reads it."""
    is_one = head.startswith(b"%PDF-")
    return 1.0 if is_one else 0.6 if name.lower().endswith(".pdf") else 0.0


def take(asked: Asked, file: Dropped) -> Arrival:
    """Kept, then read page by page by a job; the contract it belongs to is proposed, and asked."""
    by, at = asked.actor, timezone.now()
    document = documents.receive(by=by, at=at, chunks=file.chunks(), file_name=file.name)
    return Arrival(
        name=file.name,
        outcome=Outcome.READING,
        kind=str(KIND.label),
        sentence=_("La lecture est en cours ; dites ensuite de quel contrat il s’agit."),
        url=reverse("paper", args=[asked.slug, document.public_id]),
        gesture=_("Ouvrir"),
    )


def known(asked: Asked) -> Known:
    found = queries.listed(asked.actor, on=asked.on)
    n, unfiled = len(found), sum(one.contract_id is None for one in found)
    url = reverse("papers", args=[asked.slug])
    return Known(
        sentence=counted(ngettext("%(n)s document", "%(n)s documents", n), n),
        url=url,
        waiting=counted(
            ngettext("%(n)s document à classer", "%(n)s documents à classer", unfiled), unfiled
        ),
        waiting_url=url,
    )


KIND = Kind(
    code="papiers",
    label=gettext_lazy("Contrats signés (PDF)"),
    asks=gettext_lazy("Ceux que vous retrouvez, scans compris : les clauses y sont cherchées."),
    permission="contract.write",
    take=take,
    known=known,
    head=looks_like,
)
KINDS = (KIND,)
