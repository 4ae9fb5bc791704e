"""Links by which bidders answer without an account: made and revoked here."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.models import Offer, OfferLink
from timonerie.domains.sourcing.operations import offer_checks, statement_checks
from timonerie.domains.sourcing.operations.offer_checks import audited
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.secrets import digest

USUAL_DAYS, MOST_DAYS = 21, 120
TOKEN_BYTES = 32


@dataclass(frozen=True)
class Made:
    """A link and its secret, which is told once."""

    link: OfferLink
    token: str


def make(*, by: Actor, at: datetime, offer: Offer, recipient: str, days: int) -> Made:
    """Let who holds the link answer for a bidder, and see nothing else than the version and this
    offer.

    Raises:
        Refused: no recipient, the time is out of bounds, the offer has come, or it is being
            answered: who makes a link holds its secret, and would read the draft.
        Settled: the choice is made, or the offer is withdrawn.
    """
    by.require("offer.write")
    offer_checks.require_open(by, at=at, offer=offer)
    offer_checks.require_unsettled(offer)
    if offer.state not in offer_checks.ANSWERING:
        raise Refused(_("Cette offre est remise : un lien ne servirait plus à y répondre."))
    recipient = " ".join(recipient.split())
    if not recipient or len(recipient) > 150:
        raise Refused(_("Dites à qui vous remettez ce lien."), field="recipient")
    if not 1 <= days <= MOST_DAYS:
        raise Refused(_("La durée va de 1 à %(most)s jours.") % {"most": MOST_DAYS}, field="days")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        # A bidder who saves at this instant holds the row.
        _require_unanswered(Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk))
        link: OfferLink = OfferLink.objects.create(
            offer=offer,
            recipient=recipient,
            token_sha256=digest(token),
            made_at=at,
            expires_at=at + timedelta(days=days),
        )
        told = {"recipient": recipient, "to": timezone.localdate(link.expires_at).isoformat()}
        audited(by, at, "offer.link_made", offer, told)
    return Made(link, token)


def _require_unanswered(offer: Offer) -> None:
    if offer.answers.exists() or offer.papers.exists():
        raise Refused(
            _(
                "Le candidat a commencé à répondre : un autre lien ferait lire son brouillon."
                " Demandez-lui de remettre son offre, ou révoquez son lien et invitez-le de nouveau"
                " sous un nom distinct."
            )
        )


def revoke(*, by: Actor, at: datetime, link: OfferLink) -> None:
    """Its next opening says that it serves no more; what it answered stays. Twice is once. Also
    where the statement is archived. Raises OutOfReach."""
    by.require("offer.write")
    statement_checks.require_reach(by, at=at, statement=link.offer.statement)
    with transaction.atomic():
        row = OfferLink.objects.select_for_update().get(pk=link.pk)
        if row.revoked_at is not None:
            return
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        audited(by, at, "offer.link_revoked", link.offer, {"recipient": row.recipient})
