"""What the contract promises beside what was measured over twelve months."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.contracts.models import ServiceLevel
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import level_readings
from timonerie.web.level_readings import Held
from timonerie.web.renewal_files.registry import register
from timonerie.web.renewal_files.shapes import Asked, Line, Part

MOST = 6


@register(rank=40)
def levels(asked: Asked) -> Part | None:
    """None for who reads no figure."""
    if not asked.actor.may("indicator.read"):
        return None
    known = level_readings.promised(asked.contract)
    held = level_readings.of(asked.actor, asked.contract, known, on=asked.on)
    lines = [_line(asked, level, held.get(level.pk)) for level in known[:MOST]]
    lines += [] if known else _in_house(asked)
    return Part(
        title=_("Promis, mesuré sur douze mois"),
        lines=tuple(lines),
        unknown=tuple(_unknown(known, held)),
    )


def _line(asked: Asked, level: ServiceLevel, held: Held | None) -> Line:
    words = {"title": level.title, "promise": level_readings.promise(level)}
    text = _("%(title)s (%(promise)s)") % words if words["promise"] else level.title
    if held is None:
        return Line(text=text, figure=str(State.MISSING.word), state=State.MISSING)
    return _told(asked, text, held)


def _told(asked: Asked, text: str, held: Held) -> Line:
    months = {"met": formats.number(held.met), "n": formats.number(held.months)}
    kept = ngettext(
        "tenu %(met)s mois sur %(n)s mesuré", "tenu %(met)s mois sur %(n)s mesurés", held.months
    )
    return Line(
        text=text,
        figure=held.text,
        source=kept % months,
        url=asked.url("indicator", held.metric),
        state=State.MET if held.met == held.months else State.MISSED,
    )


def _in_house(asked: Asked) -> list[Line]:
    """Our own targets, where the contract writes none: said as such."""
    found = level_readings.in_house(asked.actor, asked.contract, on=asked.on)
    return [_told(asked, _("%(label)s (notre cible)") % {"label": one.label}, one) for one in found]


def _unknown(known: Sequence[ServiceLevel], held: dict[int, Held]) -> list[str]:
    if not known:
        return [_("Aucun niveau de service n’est écrit au contrat.")]
    silent = sum(one.pk not in held for one in known)
    if not silent:
        return []
    return [
        ngettext(
            "%(n)s niveau promis n’est mesuré par aucun chiffre.",
            "%(n)s niveaux promis ne sont mesurés par aucun chiffre.",
            silent,
        )
        % {"n": formats.number(silent)}
    ]
