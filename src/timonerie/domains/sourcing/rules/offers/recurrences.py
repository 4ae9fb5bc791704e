"""How often a price is paid: « par bulletin », « / mois », « (une fois) », « forfait mensuel »."""

import re
from dataclasses import dataclass
from typing import Literal

Every = Literal["unit", "month", "quarter", "half", "year", "once"]

_PERIODS: dict[Every, tuple[str, str]] = {
    "month": ("mois", r"mensuel(?:le)?s?|mensuellement"),
    "quarter": ("trimestre", r"trimestriel(?:le)?s?|trimestriellement"),
    "half": ("semestre", r"semestriel(?:le)?s?|semestriellement"),
    "year": ("an(?:nee)?", r"annuel(?:le)?s?|annuellement"),
}
_NOUNS = "|".join(noun for noun, _ in _PERIODS.values())
_ADJECTIVES = "|".join(adjective for _, adjective in _PERIODS.values())
_EACH = r"(?:par |/ *|(?:pour )?chaque |pour (?:un|une) |(?:a )?l'|le |la )"
_ONCE = (
    r"(?:en )?une (?:seule )?fois|1 fois|(?:paiement )?unique|non recurrent(?:e)?s?|ponctuel(?:le)?"
)
EXCLUDED = r"\bh\.?t\b\.?|hors taxes?\b|hors tva\b|\bhtva\b"
INCLUDED = r"\bttc\b|t\.t\.c\b\.?|toutes taxes|tva (?:comprise|incluse)|taxes? comprises?"
#: « par virement » is no unit, and the next thing said ends the name of one.
_NO_UNIT = (
    r"(?:par|et|ou|ht|ttc|hors|une|soit|plus|selon|avec|sans|puis|prelevement|virement|avance|cheque"
    r"|e-?mail|courriel|telephone|defaut|ailleurs|exemple|rapport|mensuel\w*|annuel\w*|forfait)\b"
)
_WORD = rf"(?!{_NO_UNIT})[a-z][a-z'-]*"
_SAID = re.compile(
    rf"\s*(?:et )?(?:(?P<tax>{EXCLUDED})|(?P<once>{_ONCE})\b|{_EACH}(?P<noun>{_NOUNS})\b"
    rf"|(?P<adjective>{_ADJECTIVES})\b|{_EACH}(?P<unit>{_WORD}(?: {_WORD}){{0,3}})"
    r"|[().,:-]+)\s*"
)
_ALONE = re.compile(
    rf"(?P<noun>{_NOUNS})|forfait (?P<adjective>{_ADJECTIVES})|forfait (?P<once>unique)"
)
_IN_LABEL = re.compile(
    rf"\b(?:forfait|abonnement|redevance|tarif|prix|montant|cout|loyer|honoraires?) "
    rf"(?P<adjective>{_ADJECTIVES})\b|\bpar (?P<noun>{_NOUNS})\b|(?P<once>\bune (?:seule )?fois\b)"
    rf"|^(?:prix|tarif|cout|montant)(?: unitaire)? par (?P<unit>{_WORD}(?: {_WORD}){{0,3}})"
)
#: Units that a cell may name alone, by their first word.
_UNITS = {
    "acte", "appel", "bon", "bulletin", "candidat", "collaborateur", "commande", "compte",
    "contrat", "courrier", "declaration", "demande", "depart", "dossier", "ecriture", "embauche",
    "entree", "envoi", "equipement", "facture", "fiche", "heure", "intervention", "jour", "journee",
    "ligne", "m2", "mission", "note", "page", "paie", "passage", "personne", "piece", "poste",
    "recrutement", "releve", "reunion", "salarie", "serveur", "site", "sortie", "terminal",
    "ticket", "u", "unite", "utilisateur", "vehicule", "visite",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """One way of being paid; `start` and `end` place the name of the unit in the text."""

    every: Every
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Tail:
    """What a piece of text after an amount says, and from where on it is not understood."""

    said: tuple[Said, ...]
    left: str = ""


def tail(folded: str) -> Tail:
    """All of a piece, or where it stops making sense."""
    said: list[Said] = []
    place = 0
    while place < len(folded):
        match = _SAID.match(folded, place)
        if match is None:
            return Tail(tuple(said), folded[place:].strip())
        said += _said(match)
        place = match.end()
    return Tail(tuple(said))


def cell(folded: str) -> Tail:
    """A whole cell, which may name a period or a usual unit alone: « mois », « bulletin »."""
    if match := _ALONE.fullmatch(folded):
        return Tail(tuple(_said(match)))
    words = re.fullmatch(r"([a-z][a-z0-9]*?)s?(?: [a-z'-]+){0,3}", folded)
    if words and words[1] in _UNITS and not re.search(rf" {_NO_UNIT}", folded):
        return Tail((Said("unit", 0, len(folded)),))
    return tail(folded)


def in_label(folded: str) -> tuple[Said, ...]:
    """« Forfait mensuel », « Prix par bulletin »; « clôture annuelle » may be anything."""
    return tuple(each for match in _IN_LABEL.finditer(folded) for each in _said(match))


def _said(match: re.Match[str]) -> list[Said]:
    found = match.groupdict()
    if found.get("once"):
        return [Said("once")]
    if found.get("unit"):
        return [Said("unit", *match.span("unit"))]
    return [
        Said(every)
        for every, (noun, adjective) in _PERIODS.items()
        if re.fullmatch(noun, found["noun"] or "")
        or re.fullmatch(adjective, found["adjective"] or "")
    ]
