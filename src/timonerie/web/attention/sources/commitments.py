"""Promises past their last day, the reader's own first, and those of the week."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.commitments.enums import Standing
from timonerie.domains.commitments.queries import commitments as queries
from timonerie.domains.commitments.queries.commitments import Stood
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import commitment_words
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene

NAMED = 3
"""Promises that have a line of their own; the others share one."""
MINE, AWAITED, OTHERS, DUE = 80, 60, 45, 22
"""What weighs: one's own word first, then what one is owed; what is due this week can wait."""


@register(permission="commitment.read")
def overdue(scene: Scene) -> Iterator[Line]:
    """For who may say what became of them, and for the provider who promised."""
    if not _concerns(scene):
        return
    found = queries.pressing(scene.actor, on=scene.today)
    late = [one for one in found if one.standing == Standing.OVERDUE]
    for one in late[:NAMED]:
        yield _late(scene, one)
    if len(late) > NAMED:
        yield _others(scene, late[NAMED:])
    mine = [one for one in found if one.is_mine and one.standing == Standing.DUE]
    if mine:
        yield _due(scene, mine)


def _concerns(scene: Scene) -> bool:
    return scene.actor.may("commitment.write") or scene.actor.role == Role.PROVIDER


def _gesture(scene: Scene) -> str:
    if scene.actor.may("commitment.write"):
        return _("Dire ce qu’il en est")
    return _("Voir l’engagement")


def _late(scene: Scene, one: Stood) -> Line:
    told = (
        _("promis par vous") if one.is_mine else commitment_words.holder(one.row),
        commitment_words.put_off(one.row.repeats),
        _("première date : %(day)s") % {"day": formats.day(one.row.promised_for, style="short")},
    )
    return Line(
        title=one.row.what,
        since=commitment_words.since(one, on=scene.today),
        why=" · ".join(part for part in told if part),
        state=State.MISSED,
        url=reverse("commitment", args=[scene.slug, one.row.public_id]),
        gesture=_gesture(scene),
        weight=_weight(one),
    )


def _weight(one: Stood) -> int:
    if one.is_mine:
        return MINE
    return AWAITED if one.is_awaited else OTHERS


def _others(scene: Scene, found: Sequence[Stood]) -> Line:
    text = ngettext(
        "%(n)s autre engagement en retard", "%(n)s autres engagements en retard", len(found)
    )
    return Line(
        title=text % {"n": formats.number(len(found))},
        why=_("Tenu, promis à nouveau ou non : dites-le, pour que le taux soit juste."),
        state=State.MISSED,
        url=reverse("commitments", args=[scene.slug]),
        gesture=_("Voir les engagements"),
        weight=_weight(found[0]),
    )


def _due(scene: Scene, found: Sequence[Stood]) -> Line:
    """The only one is named."""
    only = found[0] if len(found) == 1 else None
    text = ngettext(
        "%(n)s engagement à tenir cette semaine",
        "%(n)s engagements à tenir cette semaine",
        len(found),
    )
    return Line(
        title=only.row.what if only else text % {"n": formats.number(len(found))},
        since=commitment_words.since(only, on=scene.today) if only else "",
        why=_("promis par vous"),
        state=State.WATCH,
        url=reverse("commitment", args=[scene.slug, only.row.public_id])
        if only
        else reverse("commitments", args=[scene.slug]),
        gesture=_("Dire ce qu’il en est"),
        weight=DUE,
    )
