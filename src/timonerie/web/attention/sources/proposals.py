"""What providers propose behind their link, and that nobody decided yet."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.contracts.queries import provider_links as queries
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene

WAITS = 38


@register(permission="contract.write")
def to_decide(scene: Scene) -> Iterator[Line]:
    """The provider that has waited longest is the one that is opened."""
    count = scene.left["proposals"]
    if not count:
        return
    first = queries.to_decide(scene.actor, on=scene.today).order_by("at", "pk")[0]
    words = {
        "name": first.provider.name,
        "n": formats.number(count),
        "day": formats.day(timezone.localdate(first.at), style="short"),
    }
    yield Line(
        title=ngettext(
            "%(name)s propose une mise à jour",
            "%(n)s mises à jour proposées par des prestataires",
            count,
        )
        % words,
        since=ngettext("depuis le %(day)s", "la plus ancienne, depuis le %(day)s", count) % words,
        why=_("Rien ne change dans sa fiche tant que personne n’accepte."),
        state=State.WATCH,
        url=reverse("provider-proposals", args=[scene.slug, first.provider.public_id]),
        gesture=_("Décider"),
        weight=WAITS,
    )
