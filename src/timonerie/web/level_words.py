"""Promised levels and what was measured of them, in the words of a screen."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.contracts.models import ServiceLevel
from timonerie.domains.performance.models import LevelResult
from timonerie.domains.performance.queries.level_results import Followed
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State

HOUR = 3600
HELD, MISSED = gettext_lazy("tenu"), gettext_lazy("manqué")
UNFIT: Mapping[str, Words] = {
    "provider": gettext_lazy("Le contrat n’a pas de prestataire : dites lequel dans ses termes."),
    "metric": gettext_lazy("Aucun indicateur ne le mesure : choisissez-en un, ou activez le sien."),
    "target": gettext_lazy("La cible n’est pas dite : sans elle, rien n’est tenu ni manqué."),
    "unit": gettext_lazy(
        "L’unité du niveau et celle de l’indicateur ne se comparent pas : un délai ouvré se dit en"
        " heures."
    ),
    "threshold": gettext_lazy(
        "Un seuil par dossier demande un indicateur qui mesure chaque dossier : un délai, une"
        " quantité."
    ),
    "filter": gettext_lazy("La condition qui retient les dossiers ne se lit pas : réécrivez-la."),
}
"""Why a level cannot be measured, and the remedy."""


def state(row: LevelResult) -> State:
    """As the cockpit shows it: kept, missed, without activity or missing."""
    if row.state != "measured":
        return State.MISSING if row.state == "missing" else State.NO_ACTIVITY
    return State.MET if row.is_held else State.MISSED


def state_word(row: LevelResult) -> str:
    found = state(row)
    return str({State.MET: HELD, State.MISSED: MISSED}.get(found, found.word))


def unit(one: Followed) -> str:
    """The unit as `formats.figure` reads it."""
    told = one.level.unit
    if one.level.threshold is not None or told == "percent":
        return "percent"
    metric_unit = one.definition.metric.unit if one.definition else ""
    if told == "days" or (not told and metric_unit == "days"):
        return _("jours")
    if told == "hours" or metric_unit in ("hours", "working_hours"):
        return "working_duration" if metric_unit == "working_hours" else "duration"
    return "percent" if metric_unit == "ratio" else ""


def scaled(one: Followed, value: float | None) -> float | None:
    """A value of a level in the scale of `formats.figure`."""
    if value is None:
        return None
    told = unit(one)
    if told == "percent":
        return value / 100
    return value * HOUR if told in ("duration", "working_duration") else value


def value(one: Followed, told: float | None) -> str:
    return formats.figure(scaled(one, told), unit(one))


def target(one: Followed) -> str:
    """« au moins 95 % des dossiers en 4 h »; nothing while nobody said it."""
    level = one.level
    if level.target is None:
        return ""
    bound = _("au moins %(value)s") if level.at_least else _("au plus %(value)s")
    text = bound % {"value": value(one, level.target)}
    if level.threshold is None:
        return text
    within = _("%(bound)s des dossiers en %(limit)s")
    return within % {"bound": text, "limit": threshold(one)}


def threshold(one: Followed) -> str:
    """The threshold of a case, in its own unit."""
    limit = one.level.threshold or 0.0
    metric_unit = one.definition.metric.unit if one.definition else "hours"
    if one.level.unit == "days" or metric_unit == "days":
        return formats.figure(limit, _("jours"))
    if metric_unit in ("hours", "working_hours"):
        return formats.duration(limit * HOUR, working=metric_unit == "working_hours")
    return formats.number(limit)


def counts(row: LevelResult) -> str:
    """« 188 sur 200 dossiers, 3 sans mesure »."""
    if row.state != "measured":
        return ""
    words = {"n": formats.number(row.n), "met": formats.number(row.met or 0)}
    if row.met is None:
        text = ngettext("%(n)s dossier", "%(n)s dossiers", row.n) % words
    else:
        text = ngettext("%(met)s sur %(n)s dossier", "%(met)s sur %(n)s dossiers", row.n) % words
    if not row.without:
        return text
    without = _("%(count)s sans mesure, hors du calcul") % {"count": formats.number(row.without)}
    return f"{text}, {without}"


def trend(one: Followed) -> str:
    """How the last three measured periods stand beside the three before, in the direction of the
    promise; nothing without six."""
    values = [row.value for row in one.results if row.value is not None][-6:]
    if len(values) < 6:
        return ""
    before, now = sum(values[:3]) / 3, sum(values[3:]) / 3
    words = {"before": value(one, before), "now": value(one, now)}
    if words["before"] == words["now"]:
        return _("stable, à %(now)s (moyennes de trois périodes)") % words
    is_better = (now > before) == one.level.at_least
    text = (
        _("s’améliore, de %(before)s à %(now)s (moyennes de trois périodes)")
        if is_better
        else _("se dégrade, de %(before)s à %(now)s (moyennes de trois périodes)")
    )
    return text % words


def streak(one: Followed) -> str:
    """« manqué depuis 3 périodes »: how many in a row stand as the last one."""
    if one.last is None:
        return ""
    last, count = state(one.last), 0
    for row in reversed(one.results):
        if state(row) != last:
            break
        count += 1
    words = {"state": state_word(one.last), "count": count}
    return ngettext("%(state)s", "%(state)s depuis %(count)s périodes", count) % words


def place(level: ServiceLevel) -> str:
    """The site and the activity that a level is narrowed to."""
    names = [one.name for one in (level.site, level.activity) if one is not None]
    return " · ".join(names)


def consequence(level: ServiceLevel) -> str:
    """The bands of a level in one sentence; nothing without a consequence."""
    if not level.consequence:
        return ""
    bands: list[Mapping[str, Any]] = list(level.bands)
    under = _("sous %(bound)s : %(rate)s %%")
    over = _("au-delà de %(bound)s : %(rate)s %%")
    words = under if level.at_least else over
    told = [words % {"bound": one.get("below", "?"), "rate": one.get("rate", "?")} for one in bands]
    return " · ".join([str(level.get_consequence_display()), *told])
