"""The workforce in plain words: families of contracts, of reasons, and what was not kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.facts.queries.workforce import Board, Known
from timonerie.domains.facts.rules.workforce import telling
from timonerie.domains.facts.rules.workforce.telling import FEW, GROUPED, Part
from timonerie.foundations.wording import formats, months
from timonerie.foundations.wording.states import State

CONTRACTS: dict[str, Promise] = {
    "permanent": gettext_lazy("CDI"),
    "fixed_term": gettext_lazy("CDD"),
    "temporary": gettext_lazy("intérim"),
    "other": gettext_lazy("autre contrat"),
    "internship": gettext_lazy("stage"),
    "office": gettext_lazy("mandat"),
    "unsalaried": gettext_lazy("autre que salarié"),
}
REASONS: dict[str, Promise] = {
    "resignation": gettext_lazy("démission"),
    "dismissal": gettext_lazy("licenciement"),
    "economic": gettext_lazy("motif économique"),
    "agreement": gettext_lazy("rupture conventionnelle"),
    "end_of_term": gettext_lazy("fin de CDD, de mission ou d’apprentissage"),
    "early_end": gettext_lazy("rupture anticipée de CDD"),
    "trial": gettext_lazy("fin de période d’essai"),
    "retirement": gettext_lazy("retraite"),
    "transfer": gettext_lazy("mutation ou transfert"),
    "other": gettext_lazy("autre motif"),
    GROUPED: gettext_lazy("motifs regroupés"),
}
ABSENCES: dict[str, Promise] = {
    "sickness": gettext_lazy("maladie"),
    "accident": gettext_lazy("accident du travail, de trajet ou maladie professionnelle"),
    "parenthood": gettext_lazy("maternité, paternité, adoption"),
    "other": gettext_lazy("autre arrêt"),
    GROUPED: gettext_lazy("motifs regroupés"),
}
THROWN: dict[str, Promise] = {
    "identity": gettext_lazy("identité des personnes : numéro, nom, naissance, adresse"),
    "bank": gettext_lazy("comptes bancaires et versements"),
    "pay": gettext_lazy("paie : montants, primes, versements"),
    "contributions": gettext_lazy("cotisations et bases"),
    "contract": gettext_lazy("détail des contrats et des arrêts"),
    "employer": gettext_lazy("adresses et détail des établissements"),
    "sender": gettext_lazy("logiciel, émetteur et contacts"),
    "other": gettext_lazy("autres rubriques"),
}
NATURES: dict[str, Promise] = {
    "01": gettext_lazy("mensuelle"),
    "04": gettext_lazy("arrêt de travail"),
    "05": gettext_lazy("reprise du travail"),
    "07": gettext_lazy("fin de contrat"),
    "08": gettext_lazy("amorçage des données"),
    "09": gettext_lazy("substitution"),
    "10": gettext_lazy("préalable à l’embauche"),
}
KNOWN: dict[Known, Promise] = {
    Known.MEASURED: gettext_lazy("mesuré"),
    Known.PARTIAL: gettext_lazy("partiel : une déclaration manque"),
    Known.NOBODY: gettext_lazy("sans personne"),
    Known.MISSING: gettext_lazy("donnée manquante"),
}
FINDINGS: dict[str, Promise] = {
    "DSN-04": gettext_lazy(
        "Une version plus récente du même mois compte déjà : celle-ci est gardée en mémoire et ne"
        " compte pas."
    ),
    "DSN-08": gettext_lazy(
        "Un lieu de travail n’est pas un SIRET : ses personnes comptent dans l’établissement qui"
        " déclare."
    ),
    "DSN-09": gettext_lazy("Un arrêt ne dit pas son dernier jour travaillé : il n’est pas compté."),
    "DSN-11": gettext_lazy("Elle remplace ou annule une déclaration qui n’a pas été déposée ici."),
    "DSN-12": gettext_lazy(
        "Le fichier se dit d’essai. Retirez la déclaration si ce n’est pas le vrai envoi."
    ),
    "DSN-13": gettext_lazy(
        "Un lieu de travail est le SIRET d’une autre entreprise : ses personnes comptent dans"
        " l’établissement qui déclare."
    ),
    "DSN-14": gettext_lazy(
        "Elle parle d’un évènement : elle est notée, et la déclaration du mois le comptera."
    ),
}
STATES = {
    Known.MEASURED: None,
    Known.PARTIAL: State.WATCH,
    Known.NOBODY: State.NO_ACTIVITY,
    Known.MISSING: State.MISSING,
}


def few() -> str:
    return _("moins de %(n)s") % {"n": FEW}


def count(part: Part) -> str:
    return few() if part.count is None else formats.number(part.count)


def contracts(figures: Mapping[str, int]) -> str:
    """ "12 CDI · 3 CDD", the most frequent first."""
    found = telling.family(figures, "contract")
    ordered = sorted(found, key=lambda name: (-found[name], name))
    return " · ".join(f"{formats.number(found[one])} {CONTRACTS[one]}" for one in ordered)


def coverage(board: Board, month: Any) -> str:
    """ "3 sites sur 4", always beside what is added up."""
    words = {
        "known": formats.number(board.covered(month)),
        "all": formats.number(len(board.places)),
    }
    return (
        ngettext("%(known)s site sur %(all)s", "%(known)s sites sur %(all)s", board.covered(month))
        % words
    )


def whole(board: Board) -> str:
    """ "11 mois complets sur 12", beside what is added up over time."""
    known = sum(board.is_whole(month) for month in board.months)
    words = {"known": formats.number(known), "all": formats.number(len(board.months))}
    return (
        ngettext("%(known)s mois complet sur %(all)s", "%(known)s mois complets sur %(all)s", known)
        % words
    )


def month_end(month: Any) -> str:
    return _("fin %(month)s") % {"month": months.month_label(month)}


def findings(found: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """What is doubtful of a declaration, each with its public code and how many times."""
    return [
        {"text": str(FINDINGS[one["code"]]), "note": _note(one["code"], one["count"])}
        for one in found
    ]


def _note(code: str, count: int) -> str:
    if count == 1:
        return code
    return _("%(code)s, %(n)s fois") % {"code": code, "n": formats.number(count)}


def hours(figures: Mapping[str, int], kind: str) -> float:
    """Hours of a kind, from their hundredths."""
    return figures.get(f"hours.{kind}", 0) / 100


def adjustments(figures: Mapping[str, int]) -> int:
    return figures.get("late.periods", 0) + figures.get("late.changes", 0)
