"""Figures out of their target; and what is held, for the days when nothing else is to be said."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.performance.queries import extremes
from timonerie.domains.performance.queries.board import Judgement, Reading
from timonerie.foundations.wording import formats, months
from timonerie.foundations.wording.states import State
from timonerie.web import readings, streaks
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import NAMED, PRESSING, Line, Scene
from timonerie.web.boards import Desk
from timonerie.web.streaks import Streak

HELD, LOOKED_AT = 3, 30


@register(permission="indicator.read")
def missed(scene: Scene) -> Iterator[Line]:
    """Those that weigh on most cases first: one line for a provider on a site, what is worst there
    opens the conversation; one for each indicator of a team."""
    desk = scene.desk
    if desk is None:
        return
    worst = extremes.worst if scene.own.team is None else extremes.missed
    picked = worst(scene.judged)[:NAMED]
    presses = any(one.weight >= PRESSING for one in picked)
    # What goes well is told where none presses: both are read at once.
    _read_streaks(scene, desk, picked if presses else [*picked, *_met(scene)])
    for reading in picked:
        yield _missed(scene, desk, reading, scene.streaks[reading.series])


def held(scene: Scene) -> list[Line]:
    """What goes well: at most three targets held, the longest first."""
    desk = scene.desk
    if desk is None:
        return []
    picked = _met(scene)
    _read_streaks(scene, desk, picked)
    longest = sorted(picked, key=lambda one: -scene.streaks[one.series].months)
    return [_held(scene, desk, one, scene.streaks[one.series]) for one in longest[:HELD]]


def _met(scene: Scene) -> list[Reading]:
    """Targets met, those with most cases first."""
    met = [one for one in scene.judged if one.judgement == Judgement.MET]
    return sorted(met, key=lambda one: -one.n)[:LOOKED_AT]


def _read_streaks(scene: Scene, desk: Desk, picked: Sequence[Reading]) -> None:
    unread = [one for one in picked if one.series not in scene.streaks]
    if unread:
        scene.streaks |= streaks.of_readings(desk, unread)


def _held(scene: Scene, desk: Desk, reading: Reading, streak: Streak) -> Line:
    return Line(
        title=_title(desk, reading),
        since=ngettext("conforme depuis %(n)s mois", "conforme depuis %(n)s mois", streak.months)
        % {"n": streak.months},
        why=readings.target_text(reading.definition.metric, reading.target),
        state=State.MET,
        url=_url(scene, desk, reading),
        gesture=_gesture(scene),
    )


def _missed(scene: Scene, desk: Desk, reading: Reading, streak: Streak) -> Line:
    target = readings.target_text(reading.definition.metric, reading.target)
    return Line(
        title=_title(desk, reading),
        since=_since(reading, streak),
        why=f"{_stakes(reading)} · {target}",
        state=State.MISSED,
        url=_url(scene, desk, reading),
        gesture=_gesture(scene),
        weight=reading.weight,
        is_drift=True,
    )


def _url(scene: Scene, desk: Desk, reading: Reading) -> str:
    """The cases, or the indicator for the reader of a team, who sees no case."""
    if scene.own.team is not None:
        return desk.indicator_url(reading.definition.metric.code)
    return desk.facts_url(reading.definition, reading.group)


def _gesture(scene: Scene) -> str:
    return _("Voir l’indicateur") if scene.own.team is not None else _("Voir les faits")


def _title(desk: Desk, reading: Reading) -> str:
    metric, group = reading.definition.metric, reading.group
    words = {"label": metric.label, "value": readings.text_of(reading)}
    if group.provider is None or group.unit is None:
        return _("%(label)s à %(value)s") % words
    words["provider"] = desk.names.providers[group.provider][1]
    words["site"] = desk.names.units[group.unit][1]
    return _("%(provider)s, %(site)s : %(label)s à %(value)s") % words


def _since(reading: Reading, streak: Streak) -> str:
    if streak.months == 1:
        before = streak.before
        if before is None or before.value is None:
            return _("hors cible ce mois-ci, sans chiffre le mois d’avant")
        words = {"value": readings.text_of(before)}
        return _("hors cible ce mois-ci seulement (le mois d’avant : %(value)s)") % words
    words = {"n": str(streak.months), "month": months.month_label(streak.since)}
    if streak.fills_history:
        return _("hors cible depuis au moins %(n)s mois") % words
    return _("hors cible depuis %(month)s (%(n)s mois)") % words


def _stakes(reading: Reading) -> str:
    """Why it matters: the cases behind the figure, in words that need no statistics."""
    metric, n = reading.definition.metric, reading.n
    words = {"n": formats.number(n)}
    if metric.aggregate == "ratio" and reading.numerator is not None:
        hit = reading.numerator if metric.direction == "lower" else n - reading.numerator
        words["hit"] = formats.number(hit)
        count = formats.plural(hit)
        return ngettext("%(hit)s dossier sur %(n)s", "%(hit)s dossiers sur %(n)s", count) % words
    if metric.aggregate == "median":
        return _("un dossier sur deux attend plus longtemps que cela, sur %(n)s") % words
    if metric.aggregate == "p90":
        return _("un dossier sur dix attend plus longtemps que cela, sur %(n)s") % words
    return ngettext("%(n)s dossier", "%(n)s dossiers", n) % words
