"""Offers that came and nobody noted, and links about to end before anybody answered."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.sourcing.models import Offer
from timonerie.domains.sourcing.queries import offers as queries
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene

ARRIVED, ENDING = 65, 45
"""What weighs: bidders wait for an answer to what they sent."""


@register(permission="offer.write")
def to_read(scene: Scene) -> Iterator[Line]:
    count = scene.left["offers"]
    if not count:
        return
    rows = queries.to_read(scene.actor, on=scene.today)
    first = rows.order_by("sent_at", "pk")[0]
    yield Line(
        title=ngettext("Offre reçue de %(name)s", "%(n)s offres reçues à lire", count)
        % {"name": first.bidder, "n": formats.number(count)},
        since=_arrived(first, count),
        why=_("« %(title)s » : personne ne l’a encore notée.") % {"title": first.statement.title}
        if count == 1
        else _("Personne ne les a encore notées."),
        state=State.WATCH,
        url=_address(scene, first),
        gesture=_("Lire et noter"),
        weight=ARRIVED,
    )


def _arrived(first: Offer, count: int) -> str:
    if first.sent_at is None:
        return ""
    words = {"day": formats.day(timezone.localdate(first.sent_at))}
    if count == 1:
        return _("remise le %(day)s") % words
    return _("la plus ancienne, remise le %(day)s") % words


@register(permission="offer.write")
def ending(scene: Scene) -> Iterator[Line]:
    count = scene.left["offer_links"]
    if not count:
        return
    at = timezone.now()
    rows = queries.ending_links(scene.actor, at=at, on=scene.today)
    link = rows.select_related("offer__statement").order_by("expires_at", "pk")[0]
    words = {
        "name": link.offer.bidder,
        "n": formats.number(count),
        "day": formats.day(timezone.localdate(link.expires_at), style="short"),
    }
    yield Line(
        title=ngettext(
            "%(name)s n’a pas encore remis son offre",
            "%(n)s candidats n’ont pas encore remis leur offre",
            count,
        )
        % words,
        since=ngettext("son lien se ferme le %(day)s", "le premier lien se ferme le %(day)s", count)
        % words,
        why=_("Passé ce jour, le lien ne s’ouvre plus et ce qui est commencé reste sans suite."),
        state=State.WATCH,
        url=_address(scene, link.offer),
        gesture=_("Voir l’offre"),
        weight=ENDING,
    )


def _address(scene: Scene, offer: Offer) -> str:
    return reverse("offer", args=[scene.slug, offer.statement.public_id, offer.public_id])
