"""The right of reply: a provider, or a site, writes beside a figure; the reply is dated, changed by
a new text, withdrawn and never erased."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import ServiceLevel
from timonerie.domains.contracts.queries import reaching
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance.models import LevelClaim
from timonerie.domains.reporting.models import Reply, ReplyAbout, ReplyText, VoiceLink
from timonerie.domains.reporting.models.replies import LONGEST
from timonerie.domains.reporting.operations import voice_links
from timonerie.domains.reporting.queries import replies
from timonerie.domains.reporting.voice_enums import AboutKind, ReplySide
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit import operations as audit


@dataclass(frozen=True)
class About:
    """What a reply is about, before a row says it: `figure_of`, `level_of` or `claim_of` make
    one."""

    kind: str
    provider: Provider
    period_kind: str
    period_start: date
    unit: Unit | None = None
    metric: str = ""
    level: ServiceLevel | None = None
    claim: LevelClaim | None = None


def figure_of(
    *, metric: str, provider: Provider, unit: Unit | None, period_kind: str, period_start: date
) -> About:
    return About(AboutKind.FIGURE, provider, period_kind, period_start, unit, metric)


def level_of(level: ServiceLevel, *, period_kind: str, period_start: date) -> About:
    """Raises Refused for a level of a contract that no provider signed."""
    return About(
        AboutKind.LEVEL,
        _signer(level),
        period_kind,
        period_start,
        level.site,
        level.metric,
        level=level,
    )


def claim_of(claim: LevelClaim) -> About:
    """Raises Refused for a claim under a contract that no provider signed."""
    level = claim.level
    return About(
        AboutKind.CLAIM,
        _signer(level),
        claim.period_kind,
        claim.period_start,
        level.site,
        level.metric,
        claim=claim,
    )


def _signer(level: ServiceLevel) -> Provider:
    provider = level.contract.provider
    if provider is None:
        raise Refused(_("Dites d’abord quel prestataire signe ce contrat."))
    return provider


def kept(about: About) -> ReplyAbout:
    """The row of what is replied to, made at the first word said of it."""
    named: dict[str, Any] = {
        "kind": about.kind,
        "period_kind": about.period_kind,
        "period_start": about.period_start,
        "level": about.level,
        "claim": about.claim,
    }
    if about.kind == AboutKind.FIGURE:
        named |= {"metric": about.metric, "provider": about.provider, "unit": about.unit}
    row, _created = ReplyAbout.objects.get_or_create(
        **named,
        defaults={"provider": about.provider, "unit": about.unit, "metric": about.metric},
    )
    found: ReplyAbout = row
    return found


def say(
    *,
    by: Actor,
    at: datetime,
    about: About,
    text: str,
    version: int | None = None,
) -> Reply:
    """Reply to a figure, by account: a provider for itself, a site about what is done there; who
    follows the contracts of a provider reports what it answered by another way. Said
    again, with the `version` that was read where one was, the new text stands and the former one is
    kept.

    Raises:
        Refused: nothing, or more than 600 characters.
        Conflict: somebody changed it since `version`.
        PermissionDenied: the figure is not one that the actor speaks of.
    """
    by.require("reply.write")
    side, unit = _side(by, at, about)
    text = _checked(text)
    with transaction.atomic():
        return _write(by, at, kept(about), side, unit, text, version=version)


def change(*, by: Actor, at: datetime, reply: Reply, version: int, text: str) -> Reply:
    """Say a reply again, by who said it or by another of the same side; what it said is kept.

    Raises:
        Refused: nothing, or more than 600 characters.
        Conflict: somebody changed it since `version`.
        PermissionDenied: it is not of the actor's side.
    """
    by.require("reply.write")
    _require_own(by, at, reply)
    text = _checked(text)
    with transaction.atomic():
        side = ReplySide(reply.side)
        return _write(by, at, reply.about, side, reply.unit, text, version=version)


def require_side(*, by: Actor, at: datetime, about: About) -> None:
    """Raises PermissionDenied unless the actor speaks for the provider or the site of a figure."""
    by.require("reply.write")
    _side(by, at, about)


def say_by_link(*, link: VoiceLink, at: datetime, text: str) -> Reply:
    """Reply by a link, to its figure alone. Said again, the new text stands.

    Raises:
        Refused: nothing, or more than 600 characters.
        NoSuchLink: it was revoked or reached its day meanwhile.
    """
    text, by = _checked(text), voice_links.actor_of(link)
    with transaction.atomic():
        row = voice_links.locked(link, at=at)
        assert link.about is not None
        made = _write(by, at, link.about, ReplySide.PROVIDER, None, text, link=row)
        row.used_at = at
        row.save(update_fields=["used_at"])
    return made


def withdraw(*, by: Actor, at: datetime, reply: Reply, version: int) -> None:
    """It stands no more, and what it said stays in its versions. Twice is once.

    Raises:
        Conflict: somebody changed it since `version`.
        PermissionDenied: it is not of the actor's side.
    """
    by.require("reply.write")
    _require_own(by, at, reply)
    if reply.withdrawn_at is not None:
        return
    with transaction.atomic():
        changes.replace(reply, version=version, values={"withdrawn_at": at})
        _record(by, at, "reply.withdrawn", reply, {})


def _require_own(by: Actor, at: datetime, reply: Reply) -> None:
    mine = replies.writable_by(by, on=timezone.localdate(at))
    if not mine.filter(pk=reply.pk).exists():
        raise PermissionDenied("cette réponse n’est pas la sienne")


def _write(
    by: Actor,
    at: datetime,
    about: ReplyAbout,
    side: ReplySide,
    unit: Unit | None,
    text: str,
    *,
    version: int | None = None,
    link: VoiceLink | None = None,
) -> Reply:
    row: Reply | None = Reply.objects.filter(about=about, side=side, unit=unit).first()
    is_reported = side == ReplySide.PROVIDER and by.role != Role.PROVIDER
    values = {"text": text, "said_at": at, "withdrawn_at": None, "is_reported": is_reported}
    if row is None:
        row = Reply.objects.create(about=about, side=side, unit=unit, **values)
    elif row.text == text and row.withdrawn_at is None:
        # The same one sent twice is one.
        return row
    else:
        changes.replace(row, version=version, values=values)
    number = ReplyText.objects.filter(reply=row).count() + 1
    user_id = None if link else by.user_id
    ReplyText.objects.create(reply=row, number=number, text=text, link=link, user_id=user_id, at=at)
    _record(by, at, "reply.said", row, {"number": str(number)})
    return row


def _side(by: Actor, at: datetime, about: About) -> tuple[ReplySide, Unit | None]:
    """Who the actor speaks for."""
    on = timezone.localdate(at)
    if by.role == Role.PROVIDER:
        if not reach(by, on=on).holds(provider=about.provider.pk):
            raise PermissionDenied("ce prestataire n’est pas le sien")
        return ReplySide.PROVIDER, None
    if by.role != Role.SITE_MANAGER:
        if not reaching.holds(by, on=on, provider=about.provider.pk):
            raise PermissionDenied("ce prestataire n’est pas des siens")
        return ReplySide.PROVIDER, None
    sites = {one.pk for one in replies.own_sites(by, on=on)}
    if about.unit is None or about.unit.pk not in sites:
        raise PermissionDenied("ce chiffre n’est pas de son site")
    return ReplySide.SITE, about.unit


def _checked(text: str) -> str:
    text = text.strip()
    if not text or len(text) > LONGEST:
        words = {"most": LONGEST}
        raise Refused(_("Répondez en %(most)s caractères au plus.") % words, field="text")
    return text


def _record(by: Actor, at: datetime, act: str, reply: Reply, detail: dict[str, str]) -> None:
    told = {"provider": reply.about.provider.name, "site": changes.words(reply.unit)}
    told |= {"kind": reply.about.kind, "metric": reply.about.metric}
    told |= {"start": reply.about.period_start.isoformat(), **detail}
    audit.record(by=by, at=at, act=act, kind="reply", public_id=reply.public_id, detail=told)
