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
    """The only one is named; several are counted, with those that are over."""
    count, over = scene.left["duties_ending"], scene.left["duties_over"]
    if not count:
        return
    rows = queries.ending(scene.actor, on=scene.today).select_related("provider")
    only = rows[0] if count == 1 else None
    yield Line(
        title=_title(only, count),
        since=_since(only, over),
        why=_("Relancez le prestataire ; rien ne part d’ici. À faire valider par un conseil."),
        state=State.MISSED if over else State.WATCH,
        url=reverse("duties", args=[scene.slug])
        if only is None
        else reverse("provider-duties", args=[scene.slug, only.provider.public_id]),
        gesture=_("Voir les obligations") if only is None else _("Voir ses pièces"),
        weight=OVER if over else SOON,
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


def _title(only: DutyDocument | None, count: int) -> str:
    if only is None:
        return _("%(n)s pièces légales à renouveler") % {"n": formats.number(count)}
    words = {"name": only.provider.name, "piece": duty_words.title(only.kind)}
    return _("%(name)s : %(piece)s à renouveler") % words


def _since(only: DutyDocument | None, over: int) -> str:
    if only is None:
        words = {"n": formats.number(over)}
        return ngettext("dont %(n)s échue", "dont %(n)s échues", over) % words if over else ""
    if only.ends_on is None:
        return ""
    day = {"day": formats.day(only.ends_on, style="short")}
    return (_("échue le %(day)s") if over else _("échoit le %(day)s")) % day
