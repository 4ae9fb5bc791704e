"""A restoration that nobody has confirmed having read."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from timonerie.foundations.backups import queries
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene


@register(permission="user.write")
def restored(scene: Scene) -> Iterator[Line]:
    for one in queries.waiting() if scene.left["restorations"] else ():
        back, taken = (
            formats.day(moment.astimezone(scene.zone).date())
            for moment in (one.restored_at, one.taken_at)
        )
        yield Line(
            title=_("Les données viennent d’une sauvegarde"),
            since=_("depuis le %(day)s") % {"day": back},
            why=_("Tout est comme le %(day)s : ce qui a été fait ensuite est à refaire.")
            % {"day": taken},
            state=State.MISSED,
            url=reverse("settings-restoration", args=[scene.slug]),
            gesture=_("Vérifier et confirmer"),
            weight=200,
        )
