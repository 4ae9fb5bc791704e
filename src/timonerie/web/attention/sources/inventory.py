"""What the inventory of activities still lacks."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.sourcing.rules.dependence import VITAL
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene

ORPHANS, PROPOSED = 45, 24
"""What weighs: a vital activity that nobody answers for comes before files to sort."""


@register(permission="activity.write")
def orphans(scene: Scene) -> Iterator[Line]:
    """Vital activities that nobody answers for: a provider does the work, and never answers."""
    n = scene.left["orphans"]
    if not n:
        return
    title = ngettext(
        "%(n)s activité vitale sans responsable", "%(n)s activités vitales sans responsable", n
    )
    yield Line(
        title=title % {"n": formats.number(n)},
        why=_("Un prestataire exécute, il ne répond pas : nommez un poste de chez vous."),
        state=State.WATCH,
        url=f"{reverse('activities', args=[scene.slug])}?{urlencode(_filters())}",
        gesture=_("Nommer qui en répond"),
        weight=ORPHANS,
    )


def _filters() -> dict[str, str]:
    """The lines of the list that it is about."""
    return {"filtre.criticite": str(VITAL), "filtre.repond": _("à désigner")}


@register(permission="activity.write", needs_all=True)
def proposed(scene: Scene) -> Iterator[Line]:
    """An empty inventory, while the books already tell who does what."""
    if scene.left["activities"] or not scene.left["books"]:
        return
    yield Line(
        title=_("Vos comptes disent déjà qui fait quoi"),
        why=_(
            "Aucune activité n’est à l’inventaire : celles que vos fichiers proposent se cochent."
        ),
        state=State.NO_ACTIVITY,
        url=reverse("activity-proposals", args=[scene.slug]),
        gesture=_("Voir les propositions"),
        weight=PROPOSED,
    )
