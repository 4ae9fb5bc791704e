"""Signals in the words of a screen."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.signals.enums import Triage
from timonerie.domains.signals.models import WeakSignal
from timonerie.domains.signals.queries.signals import Cried
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State

STATES = {
    Triage.NEW: State.MISSED,
    Triage.WATCH: State.WATCH,
    Triage.CONFIRMED: State.MISSED,
    Triage.NOISE: State.NO_OBJECT,
}
_CENTURY = 100


def years(rate: float | None) -> str:
    """How often chance alone would do as much, short enough for a column."""
    if rate is None:
        return "—"
    if rate * _CENTURY <= 1:
        return _("moins d’une fois par siècle")
    length = round(1 / rate)
    if length < 1:
        return _("plusieurs fois par an")
    return ngettext("une fois par an", "une fois tous les %(n)s ans", length) % {"n": length}


def lasting(one: WeakSignal) -> str:
    """When it was told, and whether the figures still show it."""
    words = {"day": formats.day(one.opened_on), "end": ""}
    if one.closed_on is None:
        return _("levé le %(day)s, toujours là") % words
    words["end"] = formats.day(one.closed_on)
    return _("levé le %(day)s, éteint le %(end)s") % words


def cried(one: Cried) -> str:
    """ "« niveau » a crié au loup 4 fois sur 5"."""
    words = {"family": one.family.label, "n": one.noise, "of": one.judged}
    if not one.noise:
        return _("« %(family)s » : %(of)s triés, aucun bruit") % words
    return _("« %(family)s » a crié au loup %(n)s fois sur %(of)s") % words


def day(value: date) -> str:
    return formats.day(value, style="short")
