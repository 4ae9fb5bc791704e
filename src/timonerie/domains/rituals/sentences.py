"""The pace of a ritual in plain words, and what its calendar no longer shows."""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date, get_day_names
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.engine.meetings.cadence import LAST, WORKDAYS, Cadence
from timonerie.foundations.wording import formats


def cadence(one: Cadence) -> str:
    """« chaque lundi à 9 h », « le premier mardi du mois à 14 h »; never « bimensuel »."""
    pace = _pace(one)
    return _("%(pace)s à %(hour)s") % {"pace": pace, "hour": hour(one.hour)} if one.hour else pace


def _pace(one: Cadence) -> str:
    match one.frequency:
        case "daily":
            return ngettext("chaque jour", "tous les %(n)s jours", one.interval) % {
                "n": one.interval
            }
        case "weekly":
            return _weekly(one)
        case "monthly":
            return _monthly(one)
        case "yearly":
            return ngettext("une fois par an", "tous les %(n)s ans", one.interval) % {
                "n": one.interval
            }
    return _("selon une règle particulière")


def _weekly(one: Cadence) -> str:
    if one.interval == 1:
        if tuple(one.weekdays) == WORKDAYS:
            return _("chaque jour ouvré")
        if len(one.weekdays) == 1:
            return _("chaque %(day)s") % {"day": _day(one.weekdays[0])}
        return _("chaque semaine, les %(days)s") % {"days": _days(one.weekdays)}
    words = {"weeks": _weeks(one.interval)}
    if len(one.weekdays) == 1:
        return _("toutes les %(weeks)s semaines, le %(day)s") % {
            **words,
            "day": _day(one.weekdays[0]),
        }
    return _("toutes les %(weeks)s semaines, les %(days)s") % {
        **words,
        "days": _days(one.weekdays),
    }


def _monthly(one: Cadence) -> str:
    if one.interval == 1:
        period, on = _("du mois"), _("chaque mois")
    elif one.interval == 3:
        period, on = _("de chaque trimestre"), _("chaque trimestre")
    elif one.interval == 6:
        period, on = _("de chaque semestre"), _("chaque semestre")
    else:
        period = _("tous les %(n)s mois") % {"n": one.interval}
        on = period
    if one.nth and one.weekdays:
        told = _("le %(nth)s %(day)s") % {"nth": _rank(one.nth), "day": _day(one.weekdays[0])}
        if one.interval == 1:
            return f"{told} {period}"
        return _("%(pace)s, %(day)s du mois") % {"pace": on, "day": told}
    if one.month_day:
        told = _("le dernier jour") if one.month_day == LAST else _nth_day(one.month_day)
        return f"{told} {period}" if one.interval == 1 else f"{on}, {told}"
    return on


def _nth_day(day: int) -> str:
    return _("le 1er") if day == 1 else _("le %(n)s") % {"n": day}


def _weeks(count: int) -> str:
    words = {2: _("deux"), 3: _("trois"), 4: _("quatre"), 5: _("cinq"), 6: _("six")}
    return words.get(count, str(count))


def _rank(nth: int) -> str:
    ranks = {
        1: _("premier"),
        2: _("deuxième"),
        3: _("troisième"),
        4: _("quatrième"),
        LAST: _("dernier"),
    }
    return ranks[nth]


def _day(weekday: int) -> str:
    return str(get_day_names("wide", locale=formats.locale())[weekday])


def _days(weekdays: Sequence[int]) -> str:
    return formats.names([_day(one) for one in weekdays])


def hour(text: str) -> str:
    """« 9 h », « 9 h 30 » of "09:30"."""
    hours, _colon, minutes = text.partition(":")
    words = {"hours": int(hours), "minutes": minutes}
    return (_("%(hours)s h %(minutes)s") if minutes != "00" else _("%(hours)s h")) % words


def duration(minutes: int) -> str:
    """« 45 min », « 1 h 30 »; a dash where the calendar does not say."""
    if not minutes:
        return "—"
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)s min") % {"minutes": rest}
    words = {"hours": hours, "minutes": f"{rest:02d}"}
    return (_("%(hours)s h %(minutes)s") if rest else _("%(hours)s h")) % words


def days(listed: Sequence[date], *, most: int = 3) -> str:
    """« le 12 mai, le 19 mai et 4 autres »."""
    told = [
        _("le %(day)s") % {"day": format_date(one, "d MMMM", formats.locale())} for one in listed
    ]
    shown, more = told[:most], len(told) - most
    if more > 0:
        others = ngettext("%(n)s autre", "%(n)s autres", more) % {"n": more}
        return _("%(first)s et %(last)s") % {"first": ", ".join(shown), "last": others}
    return formats.names(shown)


THROWN = {
    "bodies": lambda n: ngettext("%(n)s texte de réunion", "%(n)s textes de réunion", n),
    "guests": lambda n: ngettext("%(n)s nom d’invité", "%(n)s noms d’invités", n),
    "links": lambda n: ngettext("%(n)s lien", "%(n)s liens", n),
    "rooms": lambda n: ngettext("%(n)s lieu", "%(n)s lieux", n),
    "attachments": lambda n: ngettext("%(n)s pièce jointe", "%(n)s pièces jointes", n),
    "reminders": lambda n: ngettext("%(n)s rappel", "%(n)s rappels", n),
    "private": lambda n: ngettext("%(n)s événement privé", "%(n)s événements privés", n),
    "alone": lambda n: ngettext(
        "%(n)s réunion qui ne revient pas", "%(n)s réunions qui ne reviennent pas", n
    ),
    "whole_days": lambda n: ngettext(
        "%(n)s événement sans heure ou sans titre", "%(n)s événements sans heure ou sans titre", n
    ),
    "tasks": lambda n: ngettext("%(n)s tâche", "%(n)s tâches", n),
    "others": lambda n: ngettext("%(n)s autre élément", "%(n)s autres éléments", n),
}


def thrown(counts: dict[str, int]) -> list[str]:
    """What was thrown away of a calendar, most first."""
    ordered = sorted(counts.items(), key=lambda one: -one[1])
    return [THROWN[kind](count) % {"n": count} for kind, count in ordered if kind in THROWN]
