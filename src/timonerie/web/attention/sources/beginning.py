"""What is still to do once the first figures are there."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from timonerie.domains.performance.queries import definitions
from timonerie.foundations.wording.states import State
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene


@register(permission="indicator.write", needs_all=True)
def without_targets(scene: Scene) -> Iterator[Line]:
    """Figures that nothing judges: no target was ever set."""
    if scene.desk is None or definitions.targets():
        return
    yield Line(
        title=_("Aucune cible n’est fixée"),
        why=_("Les chiffres sont suivis, pas jugés : dites ce que vous en attendez."),
        state=State.NO_ACTIVITY,
        url=reverse("indicators", args=[scene.slug]),
        gesture=_("Choisir un indicateur"),
        weight=15,
    )


@register(permission="indicator.read")
def one_month_only(scene: Scene) -> Iterator[Line]:
    """A company whose first month has just come in: no trend can be drawn."""
    if scene.desk is None or len(scene.desk.month.known) != 1:
        return
    may_bring = scene.actor.may("import.write")
    yield Line(
        title=_("Un seul mois est connu"),
        why=_("Les courbes et les comparaisons viendront avec le deuxième : apportez le passé."),
        state=State.NO_ACTIVITY,
        url=reverse("import-new" if may_bring else "indicators", args=[scene.slug]),
        gesture=_("Importer le passé") if may_bring else _("Voir les chiffres"),
        weight=12,
    )
