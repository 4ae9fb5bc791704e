"""Public holidays of a country and subdivision, through the `holidays` library.

French overseas and Alsace-Moselle are subdivisions of FR: 57 and 6AE (Good Friday and 26 December,
local law kept in 1918), 971 to 976, BL, MF, NC, PF, PM, WF (abolition of slavery, local days).
"""

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from types import MappingProxyType

import holidays
from holidays.registry import EntityLoader

from timonerie.engine.calendar_fields import CalendarError


@lru_cache(maxsize=4096)
def named(country: str, subdivision: str | None, year: int) -> Mapping[date, str]:
    """Holidays of a year with their names, French where the library has French.

    The language is always given: left out, the library follows the machine's locale.
    """
    known = holidays.country_holidays(country, subdiv=subdivision)
    language = "fr" if "fr" in known.supported_languages else known.default_language
    found = holidays.country_holidays(country, subdiv=subdivision, years=year, language=language)
    return MappingProxyType(dict(sorted(found.items())))


def check(country: str, subdivision: str | None) -> None:
    """Raises CalendarError when the library does not know the country or the subdivision."""
    if country not in _countries():
        raise CalendarError(
            f"« country » : pays inconnu « {country} ». Écrivez son code ISO, par exemple FR.",
            "country",
        )
    if subdivision is None:
        return
    known = _subdivisions(country)
    if subdivision in known:
        return
    close = get_close_matches(subdivision, known, n=1)
    hint = f"Vouliez-vous « {close[0]} » ? " if close else ""
    raise CalendarError(
        f"« subdivision » : « {subdivision} » est inconnue pour {country}. {hint}"
        f"Valeurs possibles : {', '.join(known) or 'aucune'}. Sans jour férié local, ôtez la clé.",
        "subdivision",
    )


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    # The library's own list imports every country: most of a second of each command.
    return frozenset(EntityLoader.get_country_codes(include_aliases=True))


@lru_cache(maxsize=256)
def _subdivisions(country: str) -> tuple[str, ...]:
    known = holidays.country_holidays(country)
    return (*known.subdivisions, *known.subdivisions_aliases)
