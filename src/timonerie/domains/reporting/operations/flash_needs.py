"""What a site needs: asked with its flash, then answered, or given to a post with a day."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Seat
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.reporting.models import Flash, FlashNeed
from timonerie.domains.reporting.queries import flash_places, needs
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

LONGEST_ANSWER = 600


def follow(*, by: Actor, at: datetime, flash: Flash) -> None:
    """Keep the need of a flash that was just filed or corrected; one that was answered stays.

    Raises Refused where a correction changes a need that was answered."""
    row = needs.of_week(flash.unit_id, flash.week)
    if row is None:
        if flash.need:
            FlashNeed.objects.create(unit=flash.unit, week=flash.week, text=flash.need, asked_at=at)
        return
    values: dict[str, Any] = {"dropped_at": None if flash.need else row.dropped_at or at}
    if flash.need:
        values["text"] = flash.need
    if row.answer and changes.between(row, values):
        raise Refused(
            _("Ce besoin a déjà sa réponse : demandez autre chose dans le prochain flash."),
            field="need",
        )
    changes.replace(row, version=None, values=values)


def answer(*, by: Actor, at: datetime, need: FlashNeed, version: int, text: str) -> None:
    """Answer a need; the site reads it on its next flash. Answered again, the last answer stands.

    Raises:
        Refused: nothing is said, too much, or the site took the need back.
        Conflict: somebody changed it since `version`.
    """
    _may(by, at, need)
    text = text.strip()
    if not text or len(text) > LONGEST_ANSWER:
        words = {"most": LONGEST_ANSWER}
        raise Refused(_("Répondez en %(most)s caractères au plus.") % words, field="text")
    _say(by, at, need, version, "need.answered", {"answer": text, "answered_at": at})


def own(
    *, by: Actor, at: datetime, need: FlashNeed, version: int, owner: Seat, due_date: date
) -> None:
    """Give a need to a post, with a day.

    Raises:
        Refused: the day is past, or the site took the need back.
        Conflict: somebody changed it since `version`.
    """
    _may(by, at, need)
    if due_date < timezone.localdate(at):
        raise Refused(_("Donnez un jour à venir, ou aujourd’hui."), field="due_date")
    _say(by, at, need, version, "need.owned", {"owner": owner, "due_date": due_date})


def _say(
    by: Actor, at: datetime, need: FlashNeed, version: int, act: str, values: dict[str, Any]
) -> None:
    if need.dropped_at is not None:
        raise Refused(_("Le site a retiré ce besoin en corrigeant son flash."))
    with transaction.atomic():
        made = changes.replace(need, version=version, values=values)
        if made:
            detail = {"site": need.unit.name, "week": need.week.isoformat(), **made}
            detail.pop("answered_at", None)
            audit.record(
                by=by, at=at, act=act, kind="need", public_id=need.public_id, detail=detail
            )


def _may(by: Actor, at: datetime, need: FlashNeed) -> None:
    by.require("flash.answer")
    ids = flash_places.site_ids(by, on=timezone.localdate(at))
    if ids is not None and need.unit_id not in ids:
        raise PermissionDenied("ce site n’est pas des siens")
