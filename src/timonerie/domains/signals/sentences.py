"""A signal in one sentence: what was expected, what was seen, since when, how often chance alone
would do it, and what it amounts to."""

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from timonerie.domains.signals.enums import Family
from timonerie.domains.signals.standing_sentences import WORDS

CENTURY, FEW_YEARS, A_YEAR = 100.0, 1.5, 12.0
_FINE = 0.1
_WHOLE = 10
_NEVER = 1e-9


@dataclass(frozen=True)
class Told:
    """What a sentence says. `label` and `unit` are those of the indicator, `green` the label of the
    one that holds all the same; `where` names the provider and the site; `excess` is what the gap
    amounts to since it began, in cases, hours or money."""

    family: str
    where: str
    label: str
    unit: str
    currency: str
    step: str
    since: date
    higher: bool
    drifts: bool
    expected: float
    seen: float
    rate: float | None
    excess: float | None = None
    green: str = ""


def title(told: Told) -> str:
    """A few words: what moves, and how."""
    words = {"label": told.label, "green": told.green}
    if (standing := WORDS.get(told.family)) is not None:
        return str(standing.title) % {"seen": value(told.seen, standing.unit)}
    match told.family:
        case Family.SILENCE:
            return _("Silence : « %(label)s » n’arrive plus") % words
        case Family.LATE_INPUTS:
            return _("Nos entrées arrivent en retard")
        case Family.CORRECTIONS:
            return _("Des mois clôturés sont corrigés après coup")
        case Family.EVERGREEN:
            return _("« %(green)s » toujours vert, « %(label)s » bouge") % words
        case Family.HIDDEN_RED:
            return _("« %(label)s » : vert au siège, rouge sur les sites") % words
    if told.drifts:
        return (
            _("« %(label)s » monte peu à peu")
            if told.higher
            else _("« %(label)s » baisse peu à peu")
        ) % words
    return (_("« %(label)s » en hausse") if told.higher else _("« %(label)s » en baisse")) % words


def sentence(told: Told) -> str:
    """The whole of it, on one line."""
    parts = [_said(told), _amounts_to(told), chance(told.rate)]
    return " ".join(part for part in parts if part)


def _said(told: Told) -> str:
    words = {
        "label": told.label,
        "green": told.green,
        "where": told.where,
        "since": since(told.step, told.since),
        "expected": value(told.expected, told.unit, told.currency),
        "seen": value(told.seen, told.unit, told.currency),
    }
    if (standing := WORDS.get(told.family)) is not None:
        return str(standing.sentence) % {**words, "seen": value(told.seen, standing.unit)}
    match told.family:
        case Family.SILENCE:
            words["expected"] = value(told.expected, "count")
            return (
                _(
                    "%(where)s : rien n’est arrivé depuis %(since)s, contre %(expected)s par mois"
                    " d’habitude."
                )
                % words
            )
        case Family.CORRECTIONS:
            words["seen"] = value(told.seen, "ratio")
            words["expected"] = value(told.expected, "ratio")
            return (
                _(
                    "%(where)s : depuis %(since)s, %(seen)s des mois clôturés ont été corrigés"
                    " après coup, contre %(expected)s auparavant."
                )
                % words
            )
        case Family.EVERGREEN:
            return (
                _(
                    "%(where)s : « %(green)s » tient sa cible depuis un an, mais « %(label)s » est"
                    " à %(seen)s au lieu de %(expected)s attendus, depuis %(since)s."
                )
                % words
            )
        case Family.HIDDEN_RED:
            words["seen"] = value(told.seen, "ratio")
            return (
                _(
                    "%(where)s : « %(label)s » tient sa cible dans l’ensemble, mais %(seen)s des"
                    " sites manquent la leur, depuis %(since)s."
                )
                % words
            )
    return (
        _(
            "%(where)s : « %(label)s » à %(seen)s au lieu de %(expected)s attendus, depuis"
            " %(since)s."
        )
        % words
    )


def _amounts_to(told: Told) -> str:
    if told.excess is None or abs(told.excess) < 1:
        return ""
    size = abs(told.excess)
    if told.unit == "currency":
        return _("L’écart fait environ %(n)s en tout.") % {
            "n": value(float(round(size)), "currency", told.currency)
        }
    words = {"n": value(float(round(size)), "count")}
    if told.unit in ("hours", "working_hours"):
        return _("L’écart fait environ %(n)s heures en tout.") % words
    return _("L’écart touche environ %(n)s dossiers.") % words


def chance(rate: float | None) -> str:
    """How often a healthy series does as much."""
    if rate is None:
        return ""
    years = 1 / max(rate, _NEVER)
    if years >= CENTURY:
        return _("Le hasard seul le ferait moins d’une fois par siècle.")
    if years >= FEW_YEARS:
        return _("Le hasard seul le ferait une fois tous les %(n)s ans.") % {"n": round(years)}
    if years * A_YEAR >= 2:
        return _("Le hasard seul le ferait une fois tous les %(n)s mois.") % {
            "n": round(years * A_YEAR)
        }
    return _("Le hasard seul le ferait plusieurs fois par an.")


def since(step: str, start: date) -> str:
    """ "mars 2026", "le 2 mars 2026"."""
    if step == "month":
        return str(format_date(start, "MMMM y", _locale()))
    return _("le %(day)s") % {"day": format_date(start, "d MMMM y", _locale())}


def value(amount: float, unit: str, currency: str = "") -> str:
    """An amount in the unit of an indicator, as a reader writes it."""
    locale = _locale()
    if unit == "ratio":
        sign = "\u202f%" if locale.startswith("fr") else "%"
        pattern = "#,##0" if amount in (0, 1) else "#,##0.0"
        return str(format_percent(amount, pattern + sign, locale))
    if unit == "currency":
        is_whole = float(amount).is_integer()
        return str(
            format_currency(
                amount,
                currency or "EUR",
                format="#,##0\u00a0¤" if is_whole else None,
                currency_digits=not is_whole,
                locale=locale,
            )
        )
    pattern = "#,##0" if abs(amount) >= _WHOLE and unit == "count" else "#,##0.#"
    if abs(amount) < _FINE:
        pattern = "#,##0.##"
    number = str(format_decimal(amount, pattern, locale))
    if unit in ("hours", "working_hours"):
        return f"{number}\u202fh"
    return f"{number}\u00a0{_('jours')}" if unit == "days" else number


def _locale() -> str:
    return get_language() or "fr"
