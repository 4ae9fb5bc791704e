"""Rituals in the words of a screen."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.rituals.enums import OccurrenceState, RitualState
from timonerie.domains.rituals.models import RitualOccurrence
from timonerie.domains.rituals.queries.rituals import Told
from timonerie.domains.rituals.rules.regularity import Regularity
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State

STATES = {
    RitualState.PROPOSED: State.NO_OBJECT,
    RitualState.KEPT: State.MET,
    RitualState.SET_ASIDE: State.NO_OBJECT,
    RitualState.ENDED: State.NO_ACTIVITY,
}
PAST: dict[str, Promise] = {
    OccurrenceState.SEEN: gettext_lazy("présumée tenue"),
    OccurrenceState.VANISHED: gettext_lazy("disparue de l’agenda"),
    OccurrenceState.HELD: gettext_lazy("tenue"),
    OccurrenceState.CANCELLED: gettext_lazy("annulée"),
    OccurrenceState.MOVED: gettext_lazy("déplacée"),
    OccurrenceState.ELSEWHERE: gettext_lazy("dans un autre agenda"),
}
_SIGNS = {
    OccurrenceState.SEEN: "●",
    OccurrenceState.HELD: "●",
    OccurrenceState.MOVED: "●",
    OccurrenceState.CANCELLED: "✕",
    OccurrenceState.VANISHED: "?",
    OccurrenceState.ELSEWHERE: "–",
}
STEP, RADIUS = 22, 7


def held(one: Regularity) -> str:
    """« 9 sur 10 »; a word where too little is known."""
    if one.share is None:
        return _("trop tôt pour le dire")
    return _("%(held)s sur %(expected)s") % {"held": one.held, "expected": one.expected}


def regularity(one: Regularity) -> State | None:
    if one.share is None:
        return None
    return State.WATCH if one.is_shaky else State.MET


def signs(past: list[RitualOccurrence]) -> str:
    """The last meetings, one sign each, the oldest first: ● held, ✕ cancelled, ? unknown."""
    return " ".join(_SIGNS[OccurrenceState(one.state)] for one in past)


@dataclass(frozen=True)
class Dot:
    """A past meeting in a row of dots, at `x` pixels."""

    x: int
    kind: str
    text: str


def dots(told: Told, zone: str) -> list[Dot]:
    return [
        Dot(
            x=rank * STEP + STEP // 2,
            kind=_kind(one),
            text=f"{formats.day(one.start, style='short')} : {PAST[one.state]}",
        )
        for rank, one in enumerate(told.past)
    ]


def _kind(one: RitualOccurrence) -> str:
    if one.state == OccurrenceState.CANCELLED:
        return "cancelled"
    return "held" if _SIGNS[OccurrenceState(one.state)] == "●" else "unknown"


def lead(told: Told) -> str:
    """What the last year says, in a sentence."""
    one = told.regularity
    parts = [
        ngettext("%(n)s réunion présumée tenue", "%(n)s réunions présumées tenues", one.held)
        % {"n": one.held}
    ]
    if one.cancelled:
        parts.append(
            ngettext("%(n)s annulée", "%(n)s annulées", one.cancelled) % {"n": one.cancelled}
        )
    if one.unknown:
        parts.append(
            ngettext("%(n)s sans trace", "%(n)s sans trace", one.unknown) % {"n": one.unknown}
        )
    return _("Depuis douze mois : %(parts)s.") % {"parts": ", ".join(parts)}
