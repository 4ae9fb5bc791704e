"""Sources that send with a rhythm, and are late or about to send."""

from collections.abc import Iterator, Mapping

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.facts.queries import deliveries
from timonerie.domains.facts.queries.deliveries import Awaited
from timonerie.domains.facts.rules.cadence import Rhythm
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene

HABITS: Mapping[Rhythm, Promise] = {
    Rhythm.DAILY: gettext_lazy(
        "Cette source envoie d’ordinaire chaque jour ; dernier envoi le %(last)s."
    ),
    Rhythm.WEEKLY: gettext_lazy(
        "Cette source envoie d’ordinaire chaque semaine ; dernier envoi le %(last)s."
    ),
    Rhythm.MONTHLY: gettext_lazy(
        "Cette source envoie d’ordinaire chaque mois ; dernier envoi le %(last)s."
    ),
    Rhythm.QUARTERLY: gettext_lazy(
        "Cette source envoie d’ordinaire chaque trimestre ; dernier envoi le %(last)s."
    ),
}


@register(permission="import.read")
def expected(scene: Scene) -> Iterator[Line]:
    """Late ones weigh more than those due this week; nothing is said of a source without habit."""
    for one in deliveries.awaited(scene.files, zone=scene.zone):
        if one.next.is_late(scene.today):
            yield _line(scene, one, _("Fichier en retard : %(source)s"), State.MISSING, 70)
        elif one.next.is_near(scene.today):
            yield _line(scene, one, _("Fichier attendu : %(source)s"), State.NO_ACTIVITY, 10)


def _line(scene: Scene, one: Awaited, title: str, state: State, weight: float) -> Line:
    may_bring = scene.actor.may("import.write")
    return Line(
        title=title % {"source": one.source_name},
        since=_("attendu vers le %(day)s") % {"day": formats.day(one.next.due)},
        why=str(HABITS[one.next.rhythm]) % {"last": formats.day(one.next.last)},
        state=state,
        url=reverse("import-new" if may_bring else "imports", args=[scene.slug]),
        gesture=_("Importer") if may_bring else _("Voir les fichiers"),
        weight=weight,
    )
