"""Decisions to review and promises to measure, due within a month or past."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene

REVIEWS, PROMISES = 28, 26
"""What weighs: it presses, after what is out of its target."""


@register(permission="sourcing.read")
def reviews(scene: Scene) -> Iterator[Line]:
    count = scene.left["reviews"]
    if count:
        yield Line(
            title=ngettext(
                "%(n)s décision à revoir, échue ou avant un mois",
                "%(n)s décisions à revoir, échues ou avant un mois",
                count,
            )
            % {"n": formats.number(count)},
            why=_("Garder ou confier se revoit à date : ce qui était vrai a pu changer."),
            state=State.WATCH,
            url=f"{reverse('activity-grid', args=[scene.slug])}?tri=a-revoir-le",
            gesture=_("Revoir"),
            weight=REVIEWS,
        )


@register(permission="sourcing.read")
def promises(scene: Scene) -> Iterator[Line]:
    count = scene.left["promises"]
    if count:
        yield Line(
            title=ngettext(
                "%(n)s bénéfice promis à mesurer, échu ou avant un mois",
                "%(n)s bénéfices promis à mesurer, échus ou avant un mois",
                count,
            )
            % {"n": formats.number(count)},
            why=_("Une décision l’avait promis : dites ce qui est mesuré, tenu ou non."),
            state=State.WATCH,
            url=f"{reverse('activity-benefits', args=[scene.slug])}?tri=pour-le",
            gesture=_("Dire ce qui est mesuré"),
            weight=PROMISES,
        )
