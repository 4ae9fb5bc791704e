"""A promised level and what was measured of it, in the units that a reader writes them in."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.performance.models import LevelResult
from timonerie.domains.performance.queries.level_results import Followed
from timonerie.foundations.wording import formats

HOUR = 3600


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
