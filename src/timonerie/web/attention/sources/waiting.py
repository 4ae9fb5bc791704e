"""Files that were read and wait for somebody: to name what they do not know, then to accept."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.facts.models import BatchState
from timonerie.domains.facts.queries import naming
from timonerie.domains.facts.queries.deliveries import Arrived
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene

SHOWN = 3


@register(permission="import.read")
def waiting(scene: Scene) -> Iterator[Line]:
    found = [one for one in scene.files if one.state == BatchState.READ][:SHOWN]
    unknown = naming.unknown_words([one.public_id for one in found]) if found else {}
    for one in found:
        yield _line(scene, one, unknown.get(one.public_id, 0))


def _line(scene: Scene, one: Arrived, unknown: int) -> Line:
    day = one.created_at.astimezone(scene.zone).date()
    why = _("Il ne compte pas encore dans vos chiffres. Source : %(source)s.")
    if unknown:
        why = ngettext(
            "%(n)s nom inconnu attend une réponse ; le fichier ne compte pas encore. "
            "Source : %(source)s.",
            "%(n)s noms inconnus attendent une réponse ; le fichier ne compte pas encore. "
            "Source : %(source)s.",
            unknown,
        )
    names = unknown and scene.actor.may("import.write")
    return Line(
        title=_("Fichier à accepter : %(file)s") % {"file": one.file_name},
        since=_("depuis le %(day)s") % {"day": formats.day(day)},
        why=why % {"source": one.source_name, "n": unknown},
        state=State.WATCH,
        url=reverse("import-names" if names else "import", args=[scene.slug, one.public_id]),
        gesture=_("Répondre") if names else _("Ouvrir"),
        weight=90,
    )
