"""What every write of the offers checks alike, and the trace that it leaves."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.enums import OfferState
from timonerie.domains.sourcing.models import Offer
from timonerie.domains.sourcing.operations import statement_checks
from timonerie.domains.sourcing.queries import offers as queries
from timonerie.domains.sourcing.queries import sealed_offers
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit import operations as audit

BY_LINK = "lien de réponse"
"""The name of who acts by a link in the trail, which names nobody in clear."""
ANSWERING = (OfferState.INVITED, OfferState.DRAFT)
"""States in which a bidder may answer by a link."""


class Settled(Refused):
    """The choice is made, or the offer is withdrawn: it no longer changes."""


class TheirOwn(Refused):
    """The bidder answers by a link: nobody here writes in their place."""


def require_open(by: Actor, *, at: datetime, offer: Offer) -> None:
    """Raises OutOfReach; Refused where the statement is archived."""
    statement_checks.require_open(by, at=at, statement=offer.statement)


def require_unsettled(offer: Offer) -> None:
    if offer.state in (OfferState.CHOSEN, OfferState.DECLINED):
        raise Settled(_("Le choix est fait : revenez d’abord dessus pour changer une offre."))
    if offer.state == OfferState.WITHDRAWN:
        raise Settled(_("Cette offre est retirée : rouvrez-la d’abord."))


def require_typed_here(offer: Offer) -> None:
    if queries.is_by_link(offer):
        raise TheirOwn(
            _(
                "Le candidat répond lui-même par son lien : ses réponses ne se changent pas ici."
                " Rouvrez son offre pour qu’il les corrige."
            )
        )


def require_received(offer: Offer) -> None:
    if sealed_offers.is_sealed(offer):
        raise Refused(_("Cette offre n’est pas encore remise : elle se lit et se note ensuite."))


def bidding(offer: Offer) -> Actor:
    """Who acts by a link."""
    return Actor(company_id=offer.company_id, name=BY_LINK, role=Role.PROVIDER)


def audited(
    by: Actor, at: datetime, act: str, offer: Offer, detail: Mapping[str, Any] | None = None
) -> None:
    audit.record(
        by=by,
        at=at,
        act=act,
        kind="offer",
        public_id=offer.public_id,
        detail={"bidder": offer.bidder, **(detail or {})},
    )
