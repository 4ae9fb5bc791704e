"""Legal documents that are over or end soon, and those that nobody looked at yet."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.contracts.models import DutyDocument
from timonerie.domains.contracts.queries import duties as queries
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import duty_words
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene

OVER, SOON, ARRIVED = 75, 35, 40
"""What weighs: a document that is over leaves the company answerable for what its provider owes."""


@register(permission="duty.read")
def ending(scene: Scene) -> Iterator[Line]:
    count = scene.left["duties_ending"]
    if not count:
        return
    rows = queries.ending(scene.actor, on=scene.today).select_related("provider")
    first = rows.order_by("ends_on", "pk")[0]
    is_over = first.ends_on is not None and first.ends_on < scene.today
    words = {
        "name": first.provider.name,
        "piece": duty_words.title(first.kind),
        "n": formats.number(count),
    }
    yield Line(
        title=ngettext(
            "%(name)s : %(piece)s à renouveler", "%(n)s pièces légales à renouveler", count
        )
        % words,
        since=_since(first, is_over=is_over, count=count),
        why=_("Relancez le prestataire ; rien ne part d’ici. À faire valider par un conseil."),
        state=State.MISSED if is_over else State.WATCH,
        url=_address(scene, first, count),
        gesture=_("Voir ses pièces") if count == 1 else _("Voir les obligations"),
        weight=OVER if is_over else SOON,
    )


@register(permission="duty.write")
def to_check(scene: Scene) -> Iterator[Line]:
    count = scene.left["duties_to_check"]
    if not count:
        return
    yield Line(
        title=ngettext("%(n)s pièce légale à vérifier", "%(n)s pièces légales à vérifier", count)
        % {"n": formats.number(count)},
        why=_("Elle ne compte qu’une fois vérifiée, avec la preuve.")
        if count == 1
        else _("Elles ne comptent qu’une fois vérifiées, avec la preuve."),
        state=State.WATCH,
        url=reverse("duties", args=[scene.slug]),
        gesture=_("Vérifier"),
        weight=ARRIVED,
    )


def _since(first: DutyDocument, *, is_over: bool, count: int) -> str:
    if first.ends_on is None:
        return ""
    words = {"day": formats.day(first.ends_on, style="short")}
    if is_over:
        return ngettext("échue le %(day)s", "la première, échue le %(day)s", count) % words
    return ngettext("échoit le %(day)s", "la première échoit le %(day)s", count) % words


def _address(scene: Scene, first: DutyDocument, count: int) -> str:
    if count == 1:
        return reverse("provider-duties", args=[scene.slug, first.provider.public_id])
    return reverse("duties", args=[scene.slug])
