"""Promised levels and what was measured of them, in the words of a screen."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.contracts.models import ServiceLevel
from timonerie.domains.performance.level_figures import counts as counts
from timonerie.domains.performance.level_figures import scaled as scaled
from timonerie.domains.performance.level_figures import target as target
from timonerie.domains.performance.level_figures import threshold as threshold
from timonerie.domains.performance.level_figures import unit as unit
from timonerie.domains.performance.level_figures import value as value
from timonerie.domains.performance.models import LevelResult
from timonerie.domains.performance.queries.level_results import Followed
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State

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
    told = [words % {"bound": _typed(one, "below"), "rate": _typed(one, "rate")} for one in bands]
    return " · ".join([str(level.get_consequence_display()), *told])


def _typed(band: Mapping[str, Any], name: str) -> str:
    """A bound or a rate, which are kept as text, as a reader writes them."""
    kept = str(band.get(name, ""))
    try:
        value = Decimal(kept)
    except InvalidOperation:
        return kept or "?"
    return formats.number(value, decimals=max(0, -int(value.as_tuple().exponent)))
