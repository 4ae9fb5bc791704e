"""The flash that a site owes, the sites that said nothing, the needs that nobody answered."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.reporting.flash_enums import FlashState
from timonerie.domains.reporting.models import FlashNeed
from timonerie.domains.reporting.queries import flashes, needs
from timonerie.domains.reporting.queries.flashes import Week
from timonerie.domains.reporting.rules import flash_weeks
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import flash_words
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene

OWED, LATE, SILENT, NEEDED, OLD = 45, 65, 55, 50, 72
"""What weighs: a need of more than a week comes before most figures."""
NAMED = 4
WRITERS = (Role.SITE_MANAGER, Role.TEAM_MANAGER)


@register(permission="flash.write")
def owed(scene: Scene) -> Iterator[Line]:
    """To who manages a site: its flash of the week, from the day before it is due."""
    if scene.actor.role not in WRITERS or flashes.asked_from() is None:
        return
    at = timezone.now()
    week = flash_weeks.week_of(scene.today)
    for told in flashes.of_week(scene.actor, week=week, at=at).sites[:NAMED]:
        if told.state in (FlashState.AWAITED, FlashState.SILENT):
            yield _owed(scene, told, at)


def _owed(scene: Scene, told: Week, at: datetime) -> Line:
    is_late = told.state == FlashState.SILENT
    zone = flashes.clocks(at).zone_of(told.place.pk, on=told.week)
    return Line(
        title=_("Flash à envoyer : %(site)s") % {"site": told.place.name},
        since=_("attendu : %(due)s") % {"due": flash_words.due(told.due_at, zone)},
        why=_("Cinq minutes : trois faits, trois chiffres, une alerte, un besoin."),
        state=State.MISSED if is_late else State.WATCH,
        url=reverse("flash", args=[scene.slug, told.place.public_id]),
        gesture=_("L’écrire"),
        weight=LATE if is_late else OWED,
    )


@register(permission="flash.answer")
def silent(scene: Scene) -> Iterator[Line]:
    """To the direction: the sites whose last week is past and untold."""
    week = _last_over(scene.today)
    begun = flashes.asked_from()
    if begun is None or week < begun:
        return
    told = flashes.of_week(scene.actor, week=week, at=timezone.now())
    if not told.silent:
        return
    count = len(told.silent)
    words = {"n": formats.number(count), "site": told.silent[0].place.name}
    yield Line(
        title=ngettext("%(site)s n’a pas envoyé son flash", "%(n)s sites silencieux", count)
        % words,
        since=flash_words.week(week),
        why=_names(told.silent),
        state=State.MISSING,
        url=reverse("flash-week", args=[scene.slug, week.isoformat()]),
        gesture=_("Voir la semaine"),
        weight=SILENT,
    )


def _last_over(today: date) -> date:
    """The last whole week: this one is not over."""
    return flash_weeks.week_of(today) - flash_weeks.WEEK


def _names(silent: list[Week]) -> str:
    named = ", ".join(one.place.name for one in silent[:NAMED])
    left = len(silent) - NAMED
    if left > 0:
        named = _("%(names)s et %(n)s autres") % {"names": named, "n": formats.number(left)}
    return _("%(names)s : le silence n’est pas une bonne nouvelle.") % {"names": named}


@register(permission="flash.answer")
def needed(scene: Scene) -> Iterator[Line]:
    """To the direction: what the sites asked for, that has neither an answer nor a post."""
    if not scene.left["needs"]:
        return
    waiting = list(needs.waiting(scene.actor, on=scene.today))
    found = [one for one in waiting if one.owner_id is None]
    late = [one for one in waiting if one.due_date and one.due_date < scene.today]
    if found:
        yield _unanswered(scene, found)
    if late:
        yield _overdue(scene, late)


def _unanswered(scene: Scene, found: list[FlashNeed]) -> Line:
    first = found[0]
    is_old = flash_words.is_old(first, on=scene.today)
    words = {"n": formats.number(len(found)), "site": first.unit.name, "need": first.text}
    return Line(
        title=ngettext(
            "%(site)s demande : %(need)s", "%(n)s besoins de sites sans réponse", len(found)
        )
        % words,
        since=flash_words.age(first, on=scene.today)
        if len(found) == 1
        else _("le plus ancien, %(age)s") % {"age": flash_words.age(first, on=scene.today)},
        why=_(
            "Répondez, ou confiez-le à un poste avec un jour : le site le lit à son prochain flash."
        ),
        state=State.MISSED if is_old else State.WATCH,
        url=reverse("flash-needs", args=[scene.slug])
        if len(found) > 1
        else reverse("flash-need-answer", args=[scene.slug, first.public_id]),
        gesture=_("Répondre"),
        weight=OLD if is_old else NEEDED,
    )


def _overdue(scene: Scene, late: list[FlashNeed]) -> Line:
    first = min(late, key=lambda one: (one.due_date or date.max, one.pk))
    words = {"n": formats.number(len(late)), "site": first.unit.name}
    assert first.due_date is not None
    return Line(
        title=ngettext(
            "%(site)s : un besoin attend depuis son jour",
            "%(n)s besoins de sites attendent depuis leur jour",
            len(late),
        )
        % words,
        since=_("promis pour le %(day)s") % {"day": formats.day(first.due_date, style="short")},
        why=first.text,
        state=State.MISSED,
        url=reverse("flash-needs", args=[scene.slug]),
        gesture=_("Répondre"),
        weight=OLD,
    )
