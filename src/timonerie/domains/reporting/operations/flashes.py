"""Filing the flash of a site, once however often it is sent; correcting it; keeping a draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.reporting.flash_enums import Came
from timonerie.domains.reporting.models import Flash, FlashDraft, VoiceLink
from timonerie.domains.reporting.operations import flash_checks as checks
from timonerie.domains.reporting.operations import flash_needs, voice_links
from timonerie.domains.reporting.operations.flash_checks import Said
from timonerie.domains.reporting.queries import flash_places, flashes
from timonerie.domains.reporting.rules import flash_weeks
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

LONGEST_REASON = 300


@dataclass(frozen=True)
class Filed:
    """The flash that stands, and whether this sending made it."""

    flash: Flash
    came: Came


def file(
    *,
    by: Actor,
    at: datetime,
    unit: Unit,
    week: date,
    said: Said,
    key: str,
    link: VoiceLink | None = None,
) -> Filed:
    """Tell the week of a site. `key` is drawn by who sends: the same one sent again answers what it
    made the first time, so that a lost answer is no second flash.

    Raises:
        Refused: it says nothing or too much, the week is past, or another flash tells it already.
        PermissionDenied: the site is not one whose flash the actor tells.
    """
    today = _may(by, at=at, unit=unit, link=link)
    checks.require_key(key)
    known = _sent(unit, key)
    if known is not None:
        return Filed(known, Came.KNOWN)
    checks.require_week(week, today=today)
    told = checks.checked(said)
    try:
        with transaction.atomic():
            if flashes.standing(unit.pk, week) is not None:
                # The same one may have come since it was first looked for.
                if (known := _sent(unit, key)) is not None:
                    return Filed(known, Came.KNOWN)
                raise Refused(_("Cette semaine est déjà dite : corrigez-la, en disant pourquoi."))
            made = _keep(by, at, unit, week, told, key=key, link=link)
    except IntegrityError:
        # The same one came twice at once, or somebody else's came in between.
        known = _sent(unit, key)
        if known is None:
            raise Refused(
                _("Quelqu’un d’autre vient de dire cette semaine : relisez-la.")
            ) from None
        return Filed(known, Came.KNOWN)
    return Filed(made, Came.FILED)


def correct(
    *,
    by: Actor,
    at: datetime,
    flash: Flash,
    said: Said,
    reason: str,
    key: str,
    link: VoiceLink | None = None,
) -> Filed:
    """Say a week again, within the week it was filed in: the next version, with its reason; what
    was said first stays.

    Raises:
        Refused: no reason, it says nothing or too much, it is too late, or another correction came
            first.
        PermissionDenied: the site is not one whose flash the actor tells.
    """
    unit = flash.unit
    today = _may(by, at=at, unit=unit, link=link)
    checks.require_key(key)
    known = _sent(unit, key)
    if known is not None:
        return Filed(known, Came.KNOWN)
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise Refused(_("Dites en une ligne pourquoi vous corrigez."), field="reason")
    if today > flash_weeks.correctable_until(timezone.localdate(flash.first_at)):
        raise Refused(_("Un flash se corrige dans sa semaine : dites le reste dans le prochain."))
    told = checks.checked(said)
    try:
        with transaction.atomic():
            last = flashes.standing(unit.pk, flash.week)
            if last is None or last.pk != flash.pk:
                if (known := _sent(unit, key)) is not None:
                    return Filed(known, Came.KNOWN)
                raise Refused(_("Ce flash vient d’être corrigé : relisez-le avant de corriger."))
            made = _keep(
                by, at, unit, flash.week, told, key=key, link=link, before=flash, reason=reason
            )
    except IntegrityError:
        known = _sent(unit, key)
        if known is None:
            raise Refused(
                _("Ce flash vient d’être corrigé : relisez-le avant de corriger.")
            ) from None
        return Filed(known, Came.KNOWN)
    return Filed(made, Came.FILED)


def keep_draft(
    *,
    by: Actor,
    at: datetime,
    unit: Unit,
    week: date,
    document: Mapping[str, Any],
    link: VoiceLink | None = None,
) -> None:
    """Keep what is being written, whatever it is worth yet. Raises Refused, PermissionDenied."""
    today = _may(by, at=at, unit=unit, link=link)
    checks.require_week(week, today=today)
    fields = checks.to_document(_begun(document))
    FlashDraft.objects.update_or_create(
        unit=unit,
        week=week,
        user_id=None if link else by.user_id,
        link=link,
        defaults={"document": fields, "saved_at": at},
    )


def _begun(document: Mapping[str, Any]) -> dict[str, Any]:
    """What a draft says, cut where it is too long."""
    values = checks.of_document(document).values()
    return {
        "facts": [one[: checks.LONGEST_FACT] for one in values["facts"]],
        "figures": [
            {name: text[: checks.LONGEST_LABEL] for name, text in one.items()}
            for one in values["figures"]
        ],
        "alert": values["alert"][: checks.LONGEST],
        "need": values["need"][: checks.LONGEST],
    }


def _keep(
    by: Actor,
    at: datetime,
    unit: Unit,
    week: date,
    told: Said,
    *,
    key: str,
    link: VoiceLink | None,
    before: Flash | None = None,
    reason: str = "",
) -> Flash:
    held = None if link is None else voice_links.locked(link, at=at)
    made: Flash = Flash.objects.create(
        unit=unit,
        week=week,
        number=1 if before is None else before.number + 1,
        reason=reason,
        **told.values(),
        due_at=before.due_at if before else flashes.due_at(unit.pk, week, at=at),
        filed_at=at,
        first_at=before.first_at if before else at,
        user_id=None if link else by.user_id,
        link=link,
        key=key,
    )
    flash_needs.follow(by=by, at=at, flash=made)
    FlashDraft.objects.filter(
        unit=unit, week=week, user_id=None if link else by.user_id, link=link
    ).delete()
    if held is not None:
        held.used_at = at
        held.save(update_fields=["used_at"])
    detail = {"site": unit.name, "week": week.isoformat(), "number": str(made.number)}
    detail |= {"reason": reason} if reason else {}
    audit.record(
        by=by,
        at=at,
        act="flash.filed" if before is None else "flash.corrected",
        kind="flash",
        public_id=made.public_id,
        detail=detail,
    )
    return made


def _sent(unit: Unit, key: str) -> Flash | None:
    """What a key made of that site. Raises Refused for the key of another one."""
    found: Flash | None = Flash.objects.filter(key=key).select_related("unit").first()
    if found is not None and found.unit_id != unit.pk:
        raise Refused(_("La clé d’envoi manque : rechargez la page, votre texte est gardé."))
    return found


def _may(by: Actor, *, at: datetime, unit: Unit, link: VoiceLink | None) -> date:
    """The day at the site. A link answers for the right to tell its own site."""
    zone = flashes.clocks(at).zone_of(unit.pk, on=timezone.localdate(at))
    today = timezone.localdate(at, timezone=ZoneInfo(zone))
    if link is not None:
        if link.unit_id != unit.pk:
            raise PermissionDenied("le lien est celui d’un autre site")
        return today
    by.require("flash.write")
    ids = flash_places.site_ids(by, on=timezone.localdate(at))
    if ids is not None and unit.pk not in ids:
        raise PermissionDenied("ce site n’est pas des siens")
    return today
