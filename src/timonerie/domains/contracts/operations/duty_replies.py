"""What a provider does by its link: hand in a document that was asked of it. The company of the
link must be the current one; nothing is ever asked of an account."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from timonerie.domains.contracts.duty_enums import Way
from timonerie.domains.contracts.models import DutyDocument, DutyLink
from timonerie.domains.contracts.operations import duty_documents
from timonerie.domains.contracts.operations.duty_documents import Said
from timonerie.domains.contracts.queries.duty_links import NoSuchLink, brought
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.operations.offer_checks import BY_LINK
from timonerie.domains.sourcing.operations.offer_papers import NotTaken, Received
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.documents.connectors.base import MEGABYTE

MOST_FILES, MOST_BYTES = 20, 100 * MEGABYTE


def hand_in(*, link: DutyLink, at: datetime, said: Said, received: Received) -> DutyDocument:
    """Keep a document that its provider brings, to be checked by the company.

    Raises:
        NoSuchLink: it was revoked or reached its day meanwhile.
        Refused: a document that this link does not ask, dates that cannot stand.
        NotTaken, FileRefused: the file, or one too many.
    """
    with transaction.atomic():
        rows = DutyLink.objects.select_related("provider", "legal_entity")
        row: DutyLink = rows.select_for_update(of=("self",)).get(pk=link.pk)
        if not row.is_open(at=at):
            raise NoSuchLink(link.pk)
        if said.kind not in row.asked:
            raise Refused(_("Ce lien ne demande pas cette pièce."), field="kind")
        _require_left(row, received.size)
        made = duty_documents.keep(
            by=_by(row),
            at=at,
            provider=row.provider,
            entity=row.legal_entity,
            said=said,
            received=received,
            way=Way.LINK,
        )
        row.used_at = at
        row.save(update_fields=["used_at"])
    return made


def _by(link: DutyLink) -> Actor:
    return Actor(company_id=link.company_id, name=BY_LINK, role=Role.PROVIDER)


def _require_left(link: DutyLink, size: int) -> None:
    came = brought(link)
    told = DutyDocument.objects.filter(pk__in=[one.pk for one in came]).aggregate(
        total=Sum("blob__size")
    )
    if len(came) >= MOST_FILES or (told["total"] or 0) + size > MOST_BYTES:
        raise NotTaken(
            _(
                "Ce lien a déjà reçu 20 fichiers ou 100 Mo : c’est la limite. Demandez-en un"
                " autre à l’entreprise."
            ),
            field="file",
        )
