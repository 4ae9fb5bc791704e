"""What whoever administers has to set up or to mend."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.organisation.queries import calendars, members
from timonerie.foundations.jobs.enums import JobState
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene


@register(permission="user.write")
def without_mandate(scene: Scene) -> Iterator[Line]:
    """Accounts that open on nothing."""
    if _has_figures(scene):
        return
    blind = members.reaching_nothing(company_id=scene.company.pk, on=scene.today)
    if not blind:
        return
    only = blind[0]
    address = reverse("settings-members", args=[scene.slug])
    if len(blind) == 1:
        address = reverse("settings-member", args=[scene.slug, only.public_id])
    yield Line(
        title=ngettext("%(n)s accès n’ouvre sur rien", "%(n)s accès n’ouvrent sur rien", len(blind))
        % {"n": len(blind)},
        since=", ".join(one.user.name for one in blind[:3]),
        why=_("Leur rôle ne montre rien tant qu’un mandat ne dit pas quoi."),
        state=State.WATCH,
        url=address,
        gesture=_("Donner un mandat"),
        weight=80,
    )


@register(permission="organisation.write", needs_all=True)
def without_hours(scene: Scene) -> Iterator[Line]:
    """Sites without opening hours: their working times cannot be counted."""
    if _has_figures(scene):
        return
    names = calendars.sites_without_hours()
    if not names:
        return
    yield Line(
        title=ngettext("%(n)s site sans horaires", "%(n)s sites sans horaires", len(names))
        % {"n": len(names)},
        since=", ".join(names[:3]),
        why=_("Sans calendrier, leurs délais ouvrés ne sont pas mesurés."),
        state=State.NO_ACTIVITY,
        url=reverse("settings-calendars", args=[scene.slug]),
        gesture=_("Donner des horaires"),
        weight=60,
    )


@register(permission="user.write")
def failed_work(scene: Scene) -> Iterator[Line]:
    """Work in the background that stopped on an error, and was not done again."""
    if _has_figures(scene):
        return
    failed = Job.objects.filter(state=JobState.FAILED).order_by("-ended_at")[:20]
    found = list(failed)
    if not found:
        return
    last = found[0]
    day = (last.ended_at or last.created_at).astimezone(scene.zone).date()
    yield Line(
        title=ngettext(
            "%(n)s travail de fond a échoué", "%(n)s travaux de fond ont échoué", len(found)
        )
        % {"n": len(found)},
        since=_("le dernier le %(day)s") % {"day": formats.day(day)},
        why=_("Rien n’est perdu : « timonerie doctor » dit ce qui s’est passé et quoi faire."),
        state=State.WATCH,
        url=reverse("settings", args=[scene.slug]),
        gesture=_("Réglages"),
        weight=85,
    )


def _has_figures(scene: Scene) -> bool:
    """Who has figures to read is not asked to look after the machine, nor its page made to wait."""
    return scene.actor.may("indicator.read")
