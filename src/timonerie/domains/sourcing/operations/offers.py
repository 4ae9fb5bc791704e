"""Offers: opened, withdrawn, opened again, chosen among the others."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.enums import OfferState
from timonerie.domains.sourcing.models import Offer, StatementOfWork
from timonerie.domains.sourcing.operations import offer_checks, statement_checks
from timonerie.domains.sourcing.operations.offer_checks import audited
from timonerie.domains.sourcing.queries import offers as queries
from timonerie.domains.sourcing.queries import statements
from timonerie.foundations.accounts.actors import Actor

MOST = 20
"""Offers of one statement: more do not stand side by side."""


class NothingApproved(Refused):
    """Offers answer an approved version: there is none yet."""


def begin(
    *,
    by: Actor,
    at: datetime,
    statement: StatementOfWork,
    bidder: str,
    provider: Provider | None = None,
    is_invited: bool = False,
) -> Offer:
    """Open an offer that answers the last approved version. One that is not invited came on paper:
    it is typed here, and stands at once.

    Raises:
        NothingApproved: nothing is approved yet.
        Refused: no name, the name of another bidder, or too many offers.
        OutOfReach: the writer does not read the statement.
    """
    by.require("offer.write")
    statement_checks.require_open(by, at=at, statement=statement)
    version = statements.last_version(statement)
    if version is None:
        raise NothingApproved(
            _("Les offres répondent à une version approuvée : approuvez d’abord le cahier.")
        )
    with transaction.atomic():
        # Two offers of one bidder at once: the second sees the first.
        StatementOfWork.objects.select_for_update(no_key=True).get(pk=statement.pk)
        name = _named(statement, bidder)
        made: Offer = Offer.objects.create(
            statement=statement,
            answered=version,
            bidder=name,
            provider=provider,
            state=OfferState.INVITED if is_invited else OfferState.SENT,
            sent_at=None if is_invited else at,
            created_by=by.name,
            user_id=by.user_id,
            created_at=at,
        )
        told = {"statement": statement.title, "number": version.number}
        audited(by, at, "offer.opened", made, told)
    return made


def _named(statement: StatementOfWork, bidder: str) -> str:
    name = " ".join(bidder.split())
    if not name or len(name) > 150:
        raise Refused(_("Donnez le nom du candidat, en 150 caractères au plus."), field="bidder")
    known = queries.of(statement)
    if any(one.bidder.casefold() == name.casefold() for one in known):
        raise Refused(
            _("« %(name)s » a déjà une offre sur ce cahier : ouvrez-la.") % {"name": name},
            field="bidder",
        )
    if len(known) >= MOST:
        raise Refused(_("Ce cahier a déjà vingt offres : on n’en compare pas davantage."))
    if any(one.state == OfferState.CHOSEN for one in known):
        raise offer_checks.Settled(
            _("Le choix est fait : revenez d’abord dessus pour ajouter une offre.")
        )
    return name


def withdraw(*, by: Actor, at: datetime, offer: Offer, version: int) -> None:
    """Out of the comparison; what it says is kept. Raises Settled; Conflict."""
    by.require("offer.write")
    offer_checks.require_open(by, at=at, offer=offer)
    offer_checks.require_unsettled(offer)
    _put(by, at, "offer.withdrawn", offer, version, {"state": OfferState.WITHDRAWN})


def reopen(*, by: Actor, at: datetime, offer: Offer, version: int) -> None:
    """Let it be answered again, to the last approved version: by its bidder where they have a link,
    here otherwise. Raises Settled while a choice stands, of this offer or of another; Conflict."""
    by.require("offer.write")
    offer_checks.require_open(by, at=at, offer=offer)
    if offer.state in (OfferState.CHOSEN, OfferState.DECLINED):
        offer_checks.require_unsettled(offer)
    latest = statements.last_version(offer.statement) or offer.answered
    is_theirs = queries.is_by_link(offer)
    values: dict[str, Any] = {
        "state": OfferState.DRAFT if is_theirs else OfferState.SENT,
        "sent_at": None if is_theirs else at,
        "answered": latest,
    }
    with transaction.atomic():
        # A choice made at the same moment is seen here, or sees this offer open.
        StatementOfWork.objects.select_for_update(no_key=True).get(pk=offer.statement_id)
        if any(one.state == OfferState.CHOSEN for one in queries.of(offer.statement)):
            raise offer_checks.Settled(
                _("Le choix est fait : revenez d’abord dessus pour rouvrir une offre.")
            )
        _put(by, at, "offer.reopened", offer, version, values)


def follow(*, by: Actor, at: datetime, offer: Offer, version: int) -> list[str]:
    """Let an offer that is typed here answer the last approved version. Answers to lines that it
    still asks are kept; returns the titles of those that lost their line, which are kept too and
    count no more.

    Raises:
        TheirOwn: the bidder answers by a link: open it again. Settled; Conflict.
        Refused: it answers the last version already.
    """
    by.require("offer.write")
    offer_checks.require_open(by, at=at, offer=offer)
    offer_checks.require_unsettled(offer)
    offer_checks.require_typed_here(offer)
    latest = statements.last_version(offer.statement)
    if latest is None or latest.pk == offer.answered_id:
        raise Refused(_("Cette offre répond déjà à la dernière version."))
    with transaction.atomic():
        changes.replace(offer, version=version, values={"answered": latest})
        lost = _renamed(offer)
        told = {"number": latest.number, "unasked": ", ".join(lost)}
        audited(by, at, "offer.followed", offer, told)
    return lost


def _renamed(offer: Offer) -> list[str]:
    """Answers bear the title and the place that their lines have now; the others are told."""
    sheet = queries.sheet(offer)
    for question in sheet.asked:
        answer = sheet.answers.get(question.line.key)
        if answer is not None:
            values = {"title": question.line.title, "rank": question.line.rank}
            changes.replace(answer, version=None, values=values)
    return [one.title for one in sheet.lost]


def choose(*, by: Actor, at: datetime, offer: Offer, version: int, reason: str) -> None:
    """Keep one offer; every other one that is not withdrawn is declined.

    Raises:
        Refused: no reason, or the offer has not come.
        Settled: another one is chosen already, or this one is withdrawn.
        Conflict: the offer has another version by now.
    """
    by.require("offer.write")
    offer_checks.require_open(by, at=at, offer=offer)
    reason = reason.strip()
    if not reason or len(reason) > 1000:
        raise Refused(_("Dites pourquoi, en 1 000 caractères au plus."), field="reason")
    if offer.state != OfferState.SENT:
        offer_checks.require_unsettled(offer)
        raise Refused(_("Cette offre n’est pas encore remise : on ne peut pas la retenir."))
    with transaction.atomic():
        StatementOfWork.objects.select_for_update(no_key=True).get(pk=offer.statement_id)
        others = [one for one in queries.of(offer.statement) if one.pk != offer.pk]
        if any(one.state == OfferState.CHOSEN for one in others):
            raise offer_checks.Settled(_("Une autre offre est déjà retenue."))
        decided = {"decided_by": by.name, "decided_at": at}
        values = {"state": OfferState.CHOSEN, "reason": reason, **decided}
        changes.replace(offer, version=version, values=values)
        declined = [one for one in others if one.state != OfferState.WITHDRAWN]
        for one in declined:
            changes.replace(one, version=None, values={"state": OfferState.DECLINED, **decided})
        names = ", ".join(one.bidder for one in declined)
        audited(by, at, "offer.chosen", offer, {"reason": reason, "declined": names})


def undo_choice(*, by: Actor, at: datetime, statement: StatementOfWork) -> None:
    """Every offer stands as before the choice, its reason forgotten; the trail keeps it. Raises
    Refused where nothing is chosen."""
    by.require("offer.write")
    statement_checks.require_open(by, at=at, statement=statement)
    with transaction.atomic():
        StatementOfWork.objects.select_for_update(no_key=True).get(pk=statement.pk)
        settled = [one for one in queries.of(statement) if one.decided_at is not None]
        if not any(one.state == OfferState.CHOSEN for one in settled):
            raise Refused(_("Aucune offre n’est retenue : il n’y a rien à reprendre."))
        for one in settled:
            values = {"state": _before(one), "reason": "", "decided_by": "", "decided_at": None}
            was = one.reason
            if one.state == OfferState.CHOSEN:
                audited(by, at, "offer.choice_undone", one, {"reason": was})
            changes.replace(one, version=None, values=values)


def _before(offer: Offer) -> OfferState:
    if offer.sent_at is not None:
        return OfferState.SENT
    return OfferState.DRAFT if offer.answers.exists() else OfferState.INVITED


def _put(
    by: Actor, at: datetime, act: str, offer: Offer, version: int, values: dict[str, Any]
) -> None:
    with transaction.atomic():
        if changes.replace(offer, version=version, values=values):
            audited(by, at, act, offer)
