"""What a contract promises of a figure, in words: how it will be computed, what a miss may cost,
what is still to be asked."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.contracts.enums import Consequence, LevelPeriod, LevelUnit
from timonerie.domains.contracts.models import ServiceLevel
from timonerie.domains.contracts.rules.level_gaps import Gap
from timonerie.engine.indicators.catalogue import BUILT_IN
from timonerie.foundations.wording import formats

_EACH: Final[Mapping[str, Words]] = {
    LevelPeriod.MONTH: gettext_lazy("Chaque mois"),
    LevelPeriod.QUARTER: gettext_lazy("Chaque trimestre"),
}
_FEE: Final[Mapping[str, Words]] = {
    LevelPeriod.MONTH: gettext_lazy("du prix du mois"),
    LevelPeriod.QUARTER: gettext_lazy("du prix du trimestre"),
}


def amount(value: float, unit: str) -> str:
    """A target or a measure in the unit of a level: « 95 % », « 4 h », « 2 jours »."""
    if unit == LevelUnit.PERCENT:
        return formats.percent(value / 100)
    text = formats.number(value)
    if unit == LevelUnit.HOURS:
        return f"{text}{formats.NO_BREAK}h"
    if unit == LevelUnit.DAYS:
        return ngettext("%(n)s jour", "%(n)s jours", formats.plural(value)) % {"n": text}
    return text


def metric(code: str, names: Mapping[str, str]) -> str:
    """The label of an indicator, as the company calls it where `names` says so."""
    if code in names:
        return names[code]
    return BUILT_IN[code].label if code in BUILT_IN else code


def meaning(level: ServiceLevel, *, names: Mapping[str, str]) -> str:
    """How a level is computed, and what it may cost; says so when it cannot be computed yet."""
    return " ".join(_meaning(level, names))


def target(level: ServiceLevel) -> str:
    """« au moins 95 % », « 95 % des dossiers en 4 h au plus »; nothing for no promise."""
    if level.target is None:
        return ""
    told = {"target": amount(level.target, level.unit)}
    if level.threshold is not None:
        told["threshold"] = _threshold(level)
        return _("%(target)s des dossiers en %(threshold)s au plus") % told
    return _("au moins %(target)s") % told if level.at_least else _("au plus %(target)s") % told


def consequence(level: ServiceLevel) -> str:
    """« pénalité : 2 % du prix du mois en dessous de 95 %, plafond 10 % »; nothing for none."""
    if not level.consequence:
        return ""
    kind = Consequence(level.consequence).label
    parts = [_band(level, one) for one in level.bands]
    told = [_("%(kind)s : %(bands)s") % {"kind": kind, "bands": ", ".join(parts)}]
    if level.cap is not None:
        words = {"cap": formats.percent(level.cap / 100), "fee": _FEE[level.period]}
        told.append(_("plafond %(cap)s %(fee)s") % words)
    if level.yearly_cap_cents is not None:
        euros = formats.figure(level.yearly_cap_cents / 100, "€")
        told.append(_("au plus %(amount)s par an") % {"amount": euros})
    return ", ".join(told)


def question(gap: Gap, level: ServiceLevel) -> str:
    """What is asked about a level before it can be measured, with what the statement says."""
    said = level.taken.get("values", {})
    told = {"title": level.title, "said": said.get(gap.value, "")}
    if gap in (Gap.METRIC, Gap.CAP) and told["said"]:
        return str(_SAID[gap]) % told
    return str(_ASKED[gap]) % told


def _meaning(level: ServiceLevel, names: Mapping[str, str]) -> Iterator[str]:
    told = {"each": _EACH[level.period], "metric": metric(level.metric, names)}
    if not level.metric:
        yield _("Aucun indicateur ne le mesure encore : choisissez-en un.")
    elif level.is_followed:
        yield _("%(each)s, « %(metric)s » est lu par les deux parties, sans promesse.") % told
    elif level.target is None:
        yield _("« %(metric)s » est mesuré, mais rien n’est promis encore : dites la cible.") % told
    elif level.threshold is not None:
        told |= {"share": amount(level.target, level.unit), "threshold": _threshold(level)}
        yield (
            _(
                "%(each)s, on compte les dossiers dont la mesure de « %(metric)s » est d’au plus"
                " %(threshold)s : ils doivent être au moins %(share)s."
            )
            % told
        )
    else:
        words = {**told, "target": target(level)}
        yield _("%(each)s, « %(metric)s » doit être : %(target)s.") % words
    yield from _narrowed(level)


def _narrowed(level: ServiceLevel) -> Iterator[str]:
    whose = [one.name for one in (level.activity, level.site) if one is not None]
    if whose:
        yield _("Compté pour : %(whose)s.") % {"whose": ", ".join(whose)}
    if level.filter:
        yield _("Les dossiers dont la cause écrite est de notre côté ne comptent pas.")
    told = consequence(level)
    if told:
        yield told[:1].upper() + told[1:] + "."


def _threshold(level: ServiceLevel) -> str:
    """That of a case is in the unit of its measure: hours, or days for the age of what is open."""
    known = BUILT_IN.get(level.metric)
    unit = LevelUnit.DAYS if known is not None and known.unit == "days" else LevelUnit.HOURS
    return amount(level.threshold or 0, unit)


def _band(level: ServiceLevel, band: Mapping[str, Any]) -> str:
    words = {
        "rate": formats.percent(float(band["rate"]) / 100),
        "fee": _FEE[level.period],
        "limit": amount(float(band["below"]), level.unit),
    }
    if level.at_least:
        return _("%(rate)s %(fee)s en dessous de %(limit)s") % words
    return _("%(rate)s %(fee)s au-dessus de %(limit)s") % words


_ASKED: Final[Mapping[Gap, Words]] = {
    Gap.METRIC: gettext_lazy("Quel indicateur mesure « %(title)s » ?"),
    Gap.TARGET: gettext_lazy("Quelle cible est promise pour « %(title)s » ?"),
    Gap.UNIT: gettext_lazy("En quelle unité se dit la cible de « %(title)s » ?"),
    Gap.THRESHOLD: gettext_lazy("En combien d’heures un dossier compte-t-il pour « %(title)s » ?"),
    Gap.CAP: gettext_lazy("Quel est le plafond de « %(title)s » ?"),
}
_SAID: Final[Mapping[Gap, Words]] = {
    Gap.METRIC: gettext_lazy(
        "Le cahier mesure « %(title)s » par « %(said)s » : quel indicateur est-ce ?"
    ),
    Gap.CAP: gettext_lazy(
        "Le cahier plafonne « %(title)s » à « %(said)s » : dites-le en chiffres."
    ),
}
