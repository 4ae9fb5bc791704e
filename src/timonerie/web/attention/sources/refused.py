"""Files that were refused and not sent again."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from timonerie.domains.facts.queries import deliveries
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene

SHOWN = 3


@register(permission="import.read")
def refused(scene: Scene) -> Iterator[Line]:
    for one in deliveries.unmended(scene.files)[:SHOWN]:
        day = one.created_at.astimezone(scene.zone).date()
        yield Line(
            title=_("Fichier refusé : %(file)s") % {"file": one.file_name},
            since=_("depuis le %(day)s") % {"day": formats.day(day)},
            why=_("Rien n’a changé ; la remarque dit quoi corriger. Source : %(source)s.")
            % {"source": one.source_name},
            state=State.MISSED,
            url=reverse("import", args=[scene.slug, one.public_id]),
            gesture=_("Ouvrir"),
            weight=100,
        )
