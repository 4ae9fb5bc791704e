"""Which column is what, from the words of its title."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum


class Role(StrEnum):
    """What a column tells of a person."""

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    NUMBER = "number"
    EMAIL = "email"
    MANAGER = "manager"
    MANAGER_FIRST_NAME = "manager_first_name"
    MANAGER_NUMBER = "manager_number"
    MANAGER_EMAIL = "manager_email"
    TITLE = "title"
    DEPARTMENT = "department"
    SITE = "site"
    START = "start"


_MANAGER = (
    r"(n ?\+ ?1|responsables?( hierarchiques?| directs?)?|managers?|superieurs?( hierarchiques?)?"
    r"|rattache( a)?|rattachement( hierarchique)?|hierarchie|chef( de service)?|reports to|boss)"
)
_NUMBER = r"(n°|no|num(ero)?|id|identifiant|code|matr(icule)?s?)"
_EMAIL = r"((e ?)?mails?|courriels?|adresse (e ?-? ?mail|electronique)|adresse mail)"
_OF = r"( (du|de la|de|d)|)"
# In this order: the first that fits the whole title is the one.
_TITLES: tuple[tuple[Role, str], ...] = (
    (Role.MANAGER_NUMBER, rf"{_NUMBER}{_OF} {_MANAGER}|{_MANAGER} {_NUMBER}"),
    (Role.MANAGER_EMAIL, rf"{_EMAIL}{_OF} {_MANAGER}|{_MANAGER} {_EMAIL}"),
    (Role.MANAGER_FIRST_NAME, rf"prenoms?{_OF} {_MANAGER}|{_MANAGER} prenoms?"),
    (Role.MANAGER, rf"(noms?( (et )?prenoms?)?{_OF} )?{_MANAGER}( noms?( (et )?prenoms?)?)?"),
    (
        Role.NAME,
        r"noms? (et )?prenoms?|prenoms? (et )?noms?|nom complet|collaborateurs?|collaboratrices?"
        r"|salaries?|employes?|personnes?|titulaires?|name|full name|employee",
    ),
    (Role.FIRST_NAME, r"prenoms?( usuel| d usage)?|first name|given name"),
    (Role.LAST_NAME, r"noms?( de famille| d usage| usuel)?|last name|surname|family name"),
    (
        Role.NUMBER,
        rf"{_NUMBER}( (de )?(matricule|salarie|employe|collaborateur|paie|interne))?|employee id",
    ),
    (Role.EMAIL, rf"{_EMAIL}( pro(fessionnel)?(le)?)?"),
    (
        Role.TITLE,
        r"postes?( occupe)?|intitules?( (de|du) (poste|emploi))?|fonctions?|emplois?|metiers?"
        r"|titres?|job( title)?|libelle( (de l )?emploi)?",
    ),
    (
        Role.DEPARTMENT,
        r"services?|departements?|directions?|poles?|equipes?|department|team|bu|activites?",
    ),
    (
        Role.SITE,
        r"sites?|etablissements?|lieux?( de travail)?|agences?|localisations?|villes?|location"
        r"|implantations?|magasins?|unites?",
    ),
    (Role.START, r"(date d )?(entree|embauche|arrivee|anciennete)( le)?|hire date|start date"),
)
_FITS = tuple((role, re.compile(words)) for role, words in _TITLES)


def recognise(header: Sequence[str]) -> dict[Role, int]:
    """Place of each column that is understood, the first one of a kind. « Fonction » beside
    « Poste » is the department."""
    found: dict[Role, int] = {}
    for place, title in enumerate(header):
        role = _role(title)
        if role is Role.TITLE and role in found:
            role = Role.DEPARTMENT
        if role is not None:
            found.setdefault(role, place)
    if Role.NAME in found and Role.FIRST_NAME in found:
        found.setdefault(Role.LAST_NAME, found.pop(Role.NAME))
    return found


def looks_like(header: Sequence[str]) -> float:
    """From 0 (no) to 1 (sure): people, and a manager for each."""
    found = recognise(header)
    if not _names(found) or not {Role.MANAGER, Role.MANAGER_NUMBER, Role.MANAGER_EMAIL} & set(
        found
    ):
        return 0.0
    return 1.0 if {Role.TITLE, Role.DEPARTMENT, Role.SITE} & set(found) else 0.8


def missing(found: Mapping[Role, int]) -> list[str]:
    """What an org chart cannot do without, in words; nothing when all is there."""
    lacks = [] if _names(found) else ["nom"]
    if not {Role.MANAGER, Role.MANAGER_NUMBER, Role.MANAGER_EMAIL} & set(found):
        lacks.append("responsable (N+1)")
    return lacks


def _names(found: Mapping[Role, int]) -> bool:
    return Role.NAME in found or Role.LAST_NAME in found


def _role(title: str) -> Role | None:
    plain = plain_words(title)
    return next((role for role, words in _FITS if words.fullmatch(plain)), None)


def plain_words(text: str) -> str:
    """Small letters without accents, one space between words; « N+1 » keeps its sign."""
    letters = unicodedata.normalize("NFD", text.casefold())
    kept = "".join(one for one in letters if not unicodedata.combining(one))
    return " ".join(re.sub(r"[^a-z0-9+°]+", " ", kept).split())
