"""Reports that are late, those that wait to be read, and the questions of those who owe them."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.reporting import report_sentences
from timonerie.domains.reporting.models import DueReport
from timonerie.domains.reporting.queries import due_reports as queries
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene

LATE, ASKED, ARRIVED = 62, 58, 42


@register(permission="report.read")
def late(scene: Scene) -> Iterator[Line]:
    """The only one is named; several are counted."""
    count = scene.left["reports_late"]
    if not count:
        return
    rows = queries.late(scene.actor, on=scene.today).select_related("provider", "site")
    only = rows.first() if count == 1 else None
    yield Line(
        title=_named(only)
        if only
        else _("%(n)s rapports en retard") % {"n": formats.number(count)},
        since=_since(only) if only else "",
        why=_("Le silence est un signal : un appel, avant que le mois soit perdu."),
        state=State.MISSED,
        url=_url(scene, only),
        gesture=_("Voir le rapport") if only else _("Voir les rapports"),
        weight=LATE,
    )


@register(permission="report.judge")
def asked(scene: Scene) -> Iterator[Line]:
    count = scene.left["reports_asked"]
    if not count:
        return
    rows = queries.asked(scene.actor, on=scene.today).select_related("provider", "site")
    only = rows.first() if count == 1 else None
    title = ngettext(
        "%(n)s question posée sur un rapport", "%(n)s questions posées sur des rapports", count
    )
    yield Line(
        title=title % {"n": formats.number(count)},
        since=_named(only) if only else "",
        why=_("Le délai s’arrête tant que nous n’avons pas répondu."),
        state=State.WATCH,
        url=_url(scene, only),
        gesture=_("Répondre"),
        weight=ASKED,
    )


@register(permission="report.judge")
def to_read(scene: Scene) -> Iterator[Line]:
    count = scene.left["reports_to_read"]
    if not count:
        return
    rows = queries.to_read(scene.actor, on=scene.today).select_related("provider", "site")
    only = rows.first() if count == 1 else None
    title = ngettext("%(n)s rapport à lire", "%(n)s rapports à lire", count)
    yield Line(
        title=title % {"n": formats.number(count)},
        since=_named(only) if only else "",
        why=_(
            "Acceptez, questionnez ou demandez une correction : chaque jour d’attente est le nôtre."
        ),
        state=State.WATCH,
        url=_url(scene, only),
        gesture=_("Lire"),
        weight=ARRIVED,
    )


def _named(due: DueReport) -> str:
    words = {"owner": report_sentences.owner(due), "title": due.title}
    return _("%(owner)s : %(title)s") % words


def _since(due: DueReport) -> str:
    return _("attendu le %(day)s") % {"day": formats.day(due.due_date, style="short")}


def _url(scene: Scene, only: DueReport | None) -> str:
    if only is None:
        return reverse("due-reports", args=[scene.slug])
    return reverse("due-report", args=[scene.slug, only.public_id])
