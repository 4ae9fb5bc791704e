"""Incidents in the words of a screen."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.facts.models import Incident
from timonerie.domains.facts.rules.incidents import money, totals
from timonerie.domains.facts.rules.incidents.effects import Effect
from timonerie.domains.performance import figure_words
from timonerie.domains.performance.queries.effects import Checked
from timonerie.foundations.wording import formats
from timonerie.web.boards import read_names


def alert(one: Incident) -> str:
    """ "3 h 20", or that nobody knows."""
    seconds = totals.alert(one.known_at, one.told_at)
    return _("à connaître") if seconds is None else formats.duration(seconds)


def cost(amount: int | None, currency: str) -> str:
    if amount is None:
        return ""
    return formats.figure(
        money.major(amount, currency), figure_words.CURRENCIES.get(currency, currency)
    )


def cause(one: Incident) -> str:
    return str(one.get_cause_display()) if one.cause else _("à connaître")


def instant(at: datetime) -> str:
    """On the clock of the company."""
    return formats.instant(at, timezone.get_current_timezone_name(), style="short")


def effect(found: Checked) -> str:
    """What the months say of an action."""
    metric, check = found.definition.metric, found.check
    words = {"label": metric.label, "n": found.periods, "left": found.left_out}
    words["day"] = formats.day(found.ready_on)
    if check.effect == Effect.NOT_YET:
        return (
            _("Pas encore mesurable : il faut %(n)s mois après l’action, soit jusqu’au %(day)s.")
            % words
        )
    if check.effect == Effect.UNKNOWN:
        return (
            _(
                "Non mesurable : %(left)s des mois à comparer n’ont pas de chiffre ; il en faut"
                " trois avant et trois après."
            )
            % words
        )
    currency = found.group.currency
    words["before"] = figure_words.value_text(metric, check.before, currency)
    words["after"] = figure_words.value_text(metric, check.after, currency)
    return _told(check.effect) % words


def _told(effect: Effect) -> str:
    if effect == Effect.SEEN:
        return _(
            "Effet vérifié : « %(label)s » à %(before)s avant, %(after)s sur les %(n)s mois"
            " d’après."
        )
    if effect == Effect.WORSE:
        return _(
            "Sans l’effet voulu : « %(label)s » est moins bon, %(before)s avant, %(after)s sur les"
            " %(n)s mois d’après."
        )
    return _(
        "Sans effet visible : « %(label)s » à %(before)s avant, %(after)s sur les %(n)s mois"
        " d’après ; le hasard suffirait à cet écart."
    )


def place(found: Checked) -> str:
    """Whose figures were compared, where they are not those of everybody."""
    names, group = read_names(), found.group
    parts = [
        known[row][1]
        for known, row in (
            (names.providers, group.provider),
            (names.units, group.unit),
            (names.units, group.team),
            (names.activities, group.activity),
        )
        if row is not None
    ]
    return " · ".join(parts) or _("toute la société")
