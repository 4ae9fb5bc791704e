"""Titles of the columns of a list of contracts, as people and tools write them.

Dolibarr titles its list in its own words (Réf., Tiers, Date début prévue…), and GLPI too (Durée
initiale, Préavis, Reconduction), whose lengths without a unit are in months.
"""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Final

#: Fields that a column may give. `terms` is a free cell that says several things at once.
FIELDS: Final = (
    *("name", "reference", "provider", "siren", "vat", "site", "start_date", "end_date", "firm"),
    *("renewal", "renewal_length", "renewals", "notice", "notice_form", "terms", "amount"),
    *("billing", "currency", "note"),
)
_TITLES: Final = tomllib.loads(Path(__file__).with_name("headings.toml").read_text("utf-8"))
_COMPILED: Final = tuple(
    (one["field"], one["sure"], re.compile("|".join(one["titles"]))) for one in _TITLES["heading"]
)
#: What tells the lists of two tools: titles that stand there together.
_ORIGINS: Final = (
    ("glpi", {"nom", "numero", "preavis", "reconduction"}, r"duree initiale.*"),
    ("glpi", {"nom", "date de debut", "preavis"}, r"periodicite du contrat|duree initiale.*"),
    ("dolibarr", {"tiers"}, r"date debut( prevue)?|nb de services|services actifs|ref contrat"),
)


def plain(title: str) -> str:
    """A title without accents, case nor punctuation."""
    letters = unicodedata.normalize("NFKD", title.replace("€", " euros ").casefold())
    bare = "".join(one for one in letters if not unicodedata.combining(one))
    return " ".join(re.sub(r"[^0-9a-z]+", " ", bare).split())


def meaning(title: str) -> tuple[str, float]:
    """The field that a title announces and how surely, from 0 to 1; ("", 0) for none."""
    text = plain(title)
    for field, sure, pattern in _COMPILED:
        if text and pattern.fullmatch(text):
            return field, sure
    return "", 0.0


def origin(header: Sequence[str]) -> str:
    """The tool whose export has these titles: glpi, dolibarr, or nothing."""
    titles = {plain(one) for one in header}
    for name, wanted, other in _ORIGINS:
        if wanted <= titles and any(re.fullmatch(other, one) for one in titles):
            return name
    return ""


def yearly_times(title: str) -> int | None:
    """How many times a year the amounts of a column are paid, where its title says so."""
    text = plain(title)
    for times, pattern in _A_YEAR:
        if re.search(pattern, text):
            return times
    return None


_A_YEAR: Final = (
    (12, r"\bmensuel(le)?s?\b|\b(par|le|/) ?mois\b|\bmois\b"),
    (4, r"\btrimestriel(le)?s?\b|\btrimestre\b"),
    (2, r"\bsemestriel(le)?s?\b|\bsemestre\b"),
    (1, r"\bannuel(le)?s?\b|\ban(nee)?\b|\b20[0-9]{2}\b"),
)
