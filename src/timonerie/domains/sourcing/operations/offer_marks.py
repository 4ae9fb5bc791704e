"""The notes of the assessors, and the interests that each declares."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.enums import OfferState
from timonerie.domains.sourcing.models import (
    InterestDeclaration,
    Offer,
    OfferMark,
    StatementOfWork,
)
from timonerie.domains.sourcing.operations import offer_checks, statement_checks
from timonerie.domains.sourcing.queries import statements
from timonerie.domains.sourcing.rules.offers import asked
from timonerie.domains.sourcing.rules.offers.marks import HIGHEST
from timonerie.foundations.accounts.actors import Actor


@dataclass(frozen=True, kw_only=True)
class Given:
    """A note from 0 to 4, or None to take it back, with its reason."""

    value: int | None
    reason: str = ""


def declare(
    *, by: Actor, at: datetime, statement: StatementOfWork, has_conflict: bool, text: str = ""
) -> InterestDeclaration:
    """Say one's interests in a choice: without it notes do not count, with a conflict neither.
    Saying it again replaces it; the trail keeps both. Raises Refused; OutOfReach."""
    by.require("offer.write")
    statement_checks.require_open(by, at=at, statement=statement)
    text = text.strip()
    if has_conflict and not text:
        raise Refused(_("Dites quel intérêt : une phrase suffit."), field="text")
    if len(text) > 500:
        raise Refused(_("500 caractères au plus."), field="text")
    said = {"has_conflict": has_conflict, "text": text if has_conflict else "", "at": at}
    with transaction.atomic():
        rows = InterestDeclaration.objects.select_for_update()
        row, is_new = rows.get_or_create(
            statement=statement, user_id=by.user_id, defaults={"assessor": by.name, **said}
        )
        if not is_new:
            changes.replace(row, version=None, values=said)
        word = _("oui") if has_conflict else _("non")
        told = {"conflict": word, "said": said["text"]}
        statement_checks.audited(by, at, "offer.interest_declared", statement, told)
    return row


def mark(*, by: Actor, at: datetime, offer: Offer, given: Mapping[UUID, Given]) -> int:
    """Write one's notes of an offer; criteria that are left out stay. Returns how many changed.

    Raises:
        Refused: a criterion that the version has not, a note out of bounds, an offer not received.
        Settled: the choice is made: notes are part of it.
    """
    by.require("offer.write")
    offer_checks.require_open(by, at=at, offer=offer)
    with transaction.atomic():
        # A choice that is made meanwhile takes the notes as they are.
        StatementOfWork.objects.select_for_update(no_key=True).get(pk=offer.statement_id)
        offer.refresh_from_db()
        _require_markable(offer, given)
        changed = sum(_put(by, at, offer, key, one) for key, one in given.items())
        if changed:
            offer_checks.audited(by, at, "offer.marked", offer, {"marks": changed})
    return changed


def _require_markable(offer: Offer, given: Mapping[UUID, Given]) -> None:
    offer_checks.require_unsettled(offer)
    if offer.state != OfferState.SENT:
        raise Refused(_("Cette offre n’est pas encore remise : elle se note ensuite."))
    known = {UUID(one.key) for one in asked.marked(statements.lines_in(offer.answered))}
    if not given.keys() <= known:
        raise Refused(_("Cette version n’a pas ce critère : rechargez la page."))


def _put(by: Actor, at: datetime, offer: Offer, criterion: UUID, given: Given) -> bool:
    """Whether a note changed."""
    reason = given.reason.strip()[:500]
    if given.value is not None and given.value not in range(HIGHEST + 1):
        raise Refused(_("Une note va de 0 à 4."))
    rows = OfferMark.objects.filter(offer=offer, criterion_key=criterion, user_id=by.user_id)
    row = rows.first()
    if given.value is None:
        return bool(rows.delete()[0])
    if row is not None:
        values = {"value": given.value, "reason": reason}
        if not changes.between(row, values):
            return False
        changes.replace(row, version=None, values={**values, "at": at})
        return True
    OfferMark.objects.create(
        offer=offer,
        criterion_key=criterion,
        assessor=by.name,
        user_id=by.user_id,
        value=given.value,
        reason=reason,
        at=at,
    )
    return True
