"""What both sides of a contract owe, in words: when it is due, and what became of what was
promised."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.contracts.level_sentences import amount
from timonerie.domains.contracts.models import ExpectedReport, Obligation
from timonerie.domains.contracts.obligation_enums import Anchor, Cadence
from timonerie.domains.contracts.rules.owed_lines import OwedKind
from timonerie.domains.contracts.rules.realities import (
    AwaitedReport,
    DatedPaper,
    Fate,
    MeasuredLevel,
    Reality,
    Subcontractor,
)
from timonerie.foundations.wording import formats

KINDS: Final[Mapping[OwedKind, Words]] = {
    OwedKind.LEVEL: gettext_lazy("niveau de service"),
    OwedKind.REPORT: gettext_lazy("rapport attendu"),
    OwedKind.OBLIGATION: gettext_lazy("obligation"),
    OwedKind.PROOF: gettext_lazy("preuve de sécurité"),
}
FATES: Final[Mapping[Fate, Words]] = {
    Fate.KEPT: gettext_lazy("tenu"),
    Fate.MISSED: gettext_lazy("manqué"),
    Fate.IDLE: gettext_lazy("sans activité"),
    Fate.MISSING: gettext_lazy("donnée manquante"),
}
_AFTER: Final[Mapping[str, Words]] = {
    Cadence.WEEKLY: gettext_lazy("après la fin de la semaine"),
    Cadence.MONTHLY: gettext_lazy("après la fin du mois"),
    Cadence.QUARTERLY: gettext_lazy("après la fin du trimestre"),
    Cadence.HALF_YEARLY: gettext_lazy("après la fin du semestre"),
    Cadence.YEARLY: gettext_lazy("après la fin de l’année"),
}


def report_due(report: ExpectedReport) -> str:
    """« 5 jours ouvrés après la fin du mois, 1 de grâce »."""
    days = ngettext("%(n)s jour ouvré", "%(n)s jours ouvrés", report.day) % {"n": report.day}
    told = f"{days} {_AFTER[report.cadence]}"
    if report.grace_days:
        told += _(", %(n)s de grâce") % {"n": report.grace_days}
    return told


def obligation_due(one: Obligation) -> str:
    """When it falls: its dates where it has some, its own words otherwise."""
    told = _dated(one) or one.when
    hour = _("à %(hour)s") % {"hour": one.hour} if one.hour and told != one.when else ""
    return " ".join(part for part in (told, hour) if part)


def title(reality: Reality) -> str:
    said = reality.said
    return said.name if isinstance(said, Subcontractor) else said.title


def period(reality: Reality) -> str:
    """The period that a level was measured on; nothing for what is not measured by period."""
    said = reality.said
    if not isinstance(said, MeasuredLevel) or said.start is None:
        return ""
    return _("période du %(day)s") % {"day": formats.day(said.start, style="short")}


def promised(reality: Reality) -> str:
    match reality.said:
        case MeasuredLevel() as level if level.promise:
            return level.promise
        case MeasuredLevel() as level:
            words = {"target": amount(level.target, level.unit)}
            return (
                _("au moins %(target)s") % words
                if level.at_least
                else _("au plus %(target)s") % words
            )
        case AwaitedReport() as report:
            return _("dû le %(day)s") % {"day": formats.day(report.due, style="short")}
        case DatedPaper() as paper:
            return (
                _("attendue le %(day)s") % {"day": formats.day(paper.due, style="short")}
                if paper.due
                else _("date à connaître")
            )
        case _:
            return _("sous-traitants déclarés")


def found(reality: Reality) -> str:
    """What happened, beside what was promised."""
    match reality.said:
        case MeasuredLevel() as level:
            if level.value is None:
                return str(FATES[reality.fate])
            return amount(level.value, level.unit)
        case AwaitedReport() as report:
            if report.received is None:
                return _("non reçu")
            return _("reçu le %(day)s") % {"day": formats.day(report.received, style="short")}
        case DatedPaper() as paper:
            return _paper(paper, reality.fate)
        case other:
            return _("déclaré") if other.is_declared else _("non déclaré")


def _paper(paper: DatedPaper, fate: Fate) -> str:
    given = paper.given
    last = (
        _("dernière reçue le %(day)s") % {"day": formats.day(given, style="short")}
        if given
        else _("jamais reçue")
    )
    return _("échue, %(last)s") % {"last": last} if fate == Fate.MISSED else last


def _dated(one: Obligation) -> str:
    if one.day is None:
        return str(Cadence(one.cadence).label) if one.cadence else ""
    each = Cadence(one.cadence or Cadence.MONTHLY).label
    if one.cadence == Cadence.WEEKLY:
        days = (
            _("lundi"),
            _("mardi"),
            _("mercredi"),
            _("jeudi"),
            _("vendredi"),
            _("samedi"),
            _("dimanche"),
        )
        return _("%(each)s, le %(day)s") % {"each": each, "day": days[one.day - 1]}
    if one.anchor == Anchor.MONTH:
        return _("%(each)s, %(day)s") % {"each": each, "day": _of_month(one.day)}
    if one.event_day is None:
        return ""
    event = _of_month(one.event_day)
    if not one.day:
        return _("%(each)s, %(day)s") % {"each": each, "day": event}
    days_words = ngettext("%(n)s jour ouvré", "%(n)s jours ouvrés", abs(one.day)) % {
        "n": abs(one.day)
    }
    words = {"each": each, "days": days_words, "event": event}
    if one.day < 0:
        return _("%(each)s, %(days)s avant %(event)s") % words
    return _("%(each)s, %(days)s après %(event)s") % words


def _of_month(day: int) -> str:
    return _("le dernier jour") if day == -1 else _("le %(day)s") % {"day": day}
