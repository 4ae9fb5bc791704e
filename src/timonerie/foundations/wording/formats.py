"""Numbers, durations and dates as a French reader expects them.

Thousands are parted by a narrow no-break space (U+202F), units and the per cent sign are held by a
no-break space (U+00A0), and the minus is U+2212. Separators come from the active language through
Babel, so English pages get English numbers.
"""

import datetime
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, get_timezone_location
from babel.lists import format_list
from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext

from timonerie.foundations.wording.states import SILENT, State

NO_BREAK = "\u00a0"
MINUS = "\u2212"

Number = int | float | Decimal
MINUTE = 60
HOUR = 3600
#: From here on, minutes say nothing more.
MANY_HOURS = 100 * HOUR

#: A sign, or a code of ISO 4217.
_CURRENCY = re.compile("€|[A-Z]{3}")


def locale() -> Locale:
    """Our English is British: days come before months, and weeks start on Monday."""
    return _locale(get_language() or "fr")


@lru_cache
def _locale(language: str) -> Locale:
    return Locale("en", "GB") if language == "en" else Locale.parse(language, sep="-")


def number(value: Number, *, decimals: int | None = None, signed: bool = False) -> str:
    """`decimals` fixes the digits after the point; without it, at most one is shown."""
    pattern = "#,##0.#" if decimals is None else "#,##0" + ("." + "0" * decimals) * bool(decimals)
    text = _written(value + 0, pattern, locale())
    if signed and value > 0:
        return "+" + text
    return text


@lru_cache(maxsize=10_000)
def _written(value: Number, pattern: str, language: Locale) -> str:
    """A page writes the same few hundred numbers thousands of times."""
    return format_decimal(value, format=pattern, locale=language).replace("-", MINUS)


def plural(value: Number) -> int:
    """What to count for `ngettext`, of a number that may have decimals: the French plural starts
    at 2, the English one is all but 1."""
    size = abs(float(value))
    is_one = size < 2 if locale().language == "fr" else size == 1
    return 1 if is_one else 2


def percent(
    ratio: Number, *, decimals: int = 1, signed: bool = False, in_column: bool = False
) -> str:
    """A ratio (0.942) as "94,2 %"; a round one as "94 %", or "94,0 %" where a column of figures
    aligns it with others.

    A ratio short of one is never shown as 100 %, nor one above zero as 0 %: rounding must not hide
    the one case that failed.
    """
    smallest = Decimal(1).scaleb(-decimals)
    exact = Decimal(str(ratio)) * 100
    shown = exact.quantize(smallest)
    if exact < 100 <= shown:
        shown = 100 - smallest
    if shown == 0 < exact:
        shown = smallest
    is_short = not in_column and shown == shown.to_integral_value()
    text = number(shown, decimals=0 if is_short else decimals, signed=signed)
    return f"{text}{NO_BREAK}%" if locale().language == "fr" else f"{text}%"


def points(ratio: Number, *, decimals: int = 1) -> str:
    """A difference between two ratios (0.012) as "+1,2 point"."""
    value = Decimal(str(ratio)) * 100
    unit = ngettext("point", "points", plural(round(value, decimals)))
    return f"{number(value, decimals=decimals, signed=True)}{NO_BREAK}{unit}"


def duration(seconds: Number, *, working: bool = False) -> str:
    """22200 seconds as "6 h 10", or "6 h 10 ouvrées" when measured on opening hours."""
    sign = MINUS if seconds < 0 else ""
    length = abs(round(seconds))
    text = sign + _clock_text(length)
    if not working:
        return text
    plural = length >= 2 * HOUR or 2 * MINUTE <= length < HOUR
    phrase = ngettext("%(duration)s ouvrée", "%(duration)s ouvrées", 2 if plural else 1)
    return phrase.replace(" ", NO_BREAK) % {"duration": text}


def _clock_text(length: int) -> str:
    if length < MINUTE:
        return f"{length}{NO_BREAK}s"
    minutes = (length + MINUTE // 2) // MINUTE
    if minutes < 60:
        return f"{minutes}{NO_BREAK}min"
    if length >= MANY_HOURS:
        return f"{number(round(length / HOUR))}{NO_BREAK}h"
    return f"{minutes // 60}{NO_BREAK}h{NO_BREAK}{minutes % 60:02d}"


def figure(
    value: Number | None,
    unit: str | Promise = "",
    *,
    state: State | None = None,
    decimals: int | None = None,
    in_column: bool = False,
) -> str:
    """A value with its unit, or the word that says why there is none; `in_column`, written like
    those above and below.

    `unit` is "percent" (the value is a ratio), "duration" or "working_duration" (seconds), or the
    words to write after the number ("dossiers", "€").
    """
    if value is None or state in SILENT:
        return str((state if state in SILENT else State.MISSING).word)
    if unit == "percent":
        return percent(value, decimals=1 if decimals is None else decimals, in_column=in_column)
    if unit == "duration":
        return duration(value)
    if unit == "working_duration":
        return duration(value, working=True)
    text = number(value, decimals=_cents(value, unit) if decimals is None else decimals)
    return f"{text}{NO_BREAK}{unit}" if unit else text


def _cents(value: Number | None, unit: str | Promise) -> int | None:
    """Decimals of an amount: cents come in pairs, and a whole one needs none. None for the rest."""
    if value is None or not _CURRENCY.fullmatch(str(unit)):
        return None
    return 0 if round(value, 2) == round(value) else 2


def short_figure(
    value: Number | None,
    unit: str | Promise = "",
    *,
    state: State | None = None,
    in_column: bool = False,
) -> str:
    """Like `figure`, where an axis already says the unit: words are left out, symbols stay."""
    if unit == "working_duration":
        return figure(value, "duration", state=state)
    is_word = unit not in ("percent", "duration") and len(str(unit)) > 2
    words = "" if is_word else unit
    return figure(value, words, state=state, decimals=_cents(value, unit), in_column=in_column)


def labelled(label: str, text: str) -> str:
    """ "Ligne : 12"; the colon of French alone stands off the word before it."""
    space = NO_BREAK if locale().language == "fr" else ""
    return f"{label}{space}: {text}"


def unit_words(unit: str | Promise) -> str:
    """What an axis says of its unit."""
    if unit == "percent":
        return "%"
    if unit == "duration":
        return gettext("heures")
    if unit == "working_duration":
        return gettext("heures ouvrées")
    return str(unit)


def day(value: datetime.date, *, style: str = "long") -> str:
    """A date: "3 mars 2025" (long), "lundi 3 mars 2025" (full), "03/03/2025" (short).

    An instant is told by its day on the clock of the company whose page it is.
    """
    if isinstance(value, datetime.datetime):
        value = timezone.localdate(value)
    if style == "short":
        return format_date(value, "short" if locale().language != "fr" else "dd/MM/y", locale())
    text = format_date(value, "full" if style == "full" else "long", locale())
    return _first_of_month(text, value)


def names(several: Sequence[str]) -> str:
    """« Colmar, Lyon et Nantes »."""
    return format_list(list(several), locale=locale())


def instant(
    value: datetime.datetime, zone: str | ZoneInfo, *, style: str = "full", home: str = ""
) -> str:
    """An instant in a site's time zone: "lundi 3 mars 2025 à 16 h 40". Where it is not the zone of
    `home`, the company's, its place is named: "(heure de La Réunion)"."""
    local = value.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)
    text = _clock_and_day(local, style)
    if not home or str(zone) == home:
        return text
    place = get_timezone_location(str(zone), locale=locale(), return_city=True)
    return gettext("%(instant)s (heure de %(place)s)") % {"instant": text, "place": place}


def _clock_and_day(local: datetime.datetime, style: str) -> str:
    if locale().language != "fr":
        pattern = "dd/MM/y, HH:mm" if style == "short" else "EEEE d MMMM y, HH:mm"
        return format_datetime(local, pattern, locale=locale())
    clock = f"{local:%H}".lstrip("0") or "0"
    at = f"{clock}{NO_BREAK}h{NO_BREAK}{local:%M}"
    return f"{day(local.date(), style=style)} à {at}"


def _first_of_month(text: str, value: datetime.date) -> str:
    """French writes the first of a month as an ordinal."""
    if locale().language != "fr" or value.day != 1 or "1er" in text:
        return text
    return text.replace("1 ", "1er ", 1)


def parse_instant(text: str) -> datetime.datetime:
    """An instant written in ISO 8601, as reports keep it."""
    return datetime.datetime.fromisoformat(text)
