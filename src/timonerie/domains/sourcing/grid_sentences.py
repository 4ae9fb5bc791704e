"""What a grid proposes and how firmly, one French sentence each."""

import math
from collections.abc import Callable, Mapping
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from timonerie.domains.sourcing.enums import Reading, Verdict
from timonerie.domains.sourcing.rules.grids.flips import Flip
from timonerie.domains.sourcing.rules.grids.robustness import Robust
from timonerie.domains.sourcing.rules.grids.shapes import GridFault
from timonerie.domains.sourcing.rules.grids.verdicts import Reason

TENTH = 10
HUNDRED = 100


def reason(told: Reason) -> str:
    return _REASONS[told.code]() % {name: _word(name, one) for name, one in told.params.items()}


def flip(found: Flip) -> str:
    words = {
        "label": found.criterion.label,
        "before": _number(found.before),
        "verdict": verdict(found.verdict),
    }
    if found.kind == "note":
        return _(
            "Il suffirait que « %(label)s » passe de %(before)s à %(after)s pour que le verdict"
            " devienne « %(verdict)s »."
        ) % {**words, "after": _number(found.after)}
    return _weight(found, words)


def _weight(found: Flip, words: dict[str, str]) -> str:
    """Rounded away from today's weight, so that what is said does change the verdict."""
    if found.after == found.before:
        return _near() % words
    if found.after > found.before:
        words["after"] = _number(math.ceil(round(found.after * TENTH, 6)) / TENTH)
        return _above() % words
    words["after"] = _number(math.floor(round(found.after * TENTH, 6)) / TENTH)
    return (_under() if found.after * TENTH >= 1 else _without()) % words


def _near() -> str:
    return _(
        "Le score est juste au seuil : changer à peine le poids de « %(label)s » suffirait pour que"
        " le verdict devienne « %(verdict)s »."
    )


def _above() -> str:
    return _(
        "Il suffirait que le poids de « %(label)s » dépasse %(after)s, au lieu de %(before)s, pour"
        " que le verdict devienne « %(verdict)s »."
    )


def _under() -> str:
    return _(
        "Il suffirait que le poids de « %(label)s » descende sous %(after)s, au lieu de %(before)s,"
        " pour que le verdict devienne « %(verdict)s »."
    )


def _without() -> str:
    return _("Sans « %(label)s », le verdict deviendrait « %(verdict)s ».")


def robust(found: Robust) -> str:
    """How firmly the verdict holds; empty where there is none."""
    if found.share is None:
        return ""
    if found.share == 1:
        return _("Verdict tenu par toutes les pondérations plausibles.")
    if found.share * HUNDRED < 1:
        return _("Verdict tenu par moins d’une pondération plausible sur cent.")
    return _("Verdict tenu par %(share)s %% des pondérations plausibles.") % {
        "share": _whole(found.share)
    }


def fault(found: GridFault) -> str:
    return _FAULTS[found.code]()


def verdict(found: Verdict) -> str:
    """In a word or two, to stand between quotes."""
    match found:
        case Verdict.CORE:
            return _("cœur")
        case Verdict.HYBRID:
            return _("hybride")
        case Verdict.DELEGABLE:
            return _("délégable")
        case Verdict.RESERVE:
            return _("délégable sous réserve")


def _reading(found: Reading) -> str:
    return _("garder") if found == Reading.KEEP else _("serrer")


def _word(name: str, value: Any) -> str:
    match name:
        case "veto":
            label = str(value.label)
            return label[:1].upper() + label[1:]
        case "verdict":
            return verdict(value)
        case "reading":
            return _reading(value)
        case "share":
            return _whole(value)
    return _number(math.floor(round(value * TENTH, 6)) / TENTH)


def _whole(share: float) -> str:
    """Per cent, never rounded up: 99.9 is not everything."""
    return str(math.floor(round(share * HUNDRED, 6)))


def _number(value: float) -> str:
    return str(format_decimal(value, "#,##0.##", locale=(get_language() or "fr").replace("-", "_")))


_Said = Callable[[], str]

#: By code of reason. Scores are cut after their first decimal: none seems to reach a threshold
#: that it does not reach.
_REASONS: Mapping[str, _Said] = {
    "veto": lambda: _("%(veto)s : cela reste dans l’entreprise, quel que soit le score."),
    "veto_over_score": lambda: _("Le score seul dirait « %(verdict)s »."),
    "nothing_known": lambda: _("Aucune note : le verdict est à connaître."),
    "core": lambda: _(
        "Garder : %(score)s sur 100. À partir de %(keep_at)s, l’activité est au cœur de votre"
        " métier."
    ),
    "hybrid": lambda: _(
        "Garder : %(score)s sur 100. Entre %(hybrid_at)s et %(keep_at)s, la décision reste chez"
        " vous, l’exécution peut se confier."
    ),
    "delegable": lambda: _(
        "Garder : %(score)s sur 100. Sous %(hybrid_at)s, l’activité peut se confier."
    ),
    "nobody_retains": lambda: _(
        "Le score dirait « %(verdict)s », mais personne chez vous ne sait la définir, la"
        " vérifier et la reprendre : nommez d’abord quelqu’un, et son suppléant."
    ),
    "retention_unknown": lambda: _(
        "Reste à dire qui, chez vous, sait encore la définir, la vérifier et la reprendre."
    ),
    "hold_unknown": lambda: _("Aucune note sur ce qu’il faut serrer : à connaître."),
    "light": lambda: _(
        "Serrer : %(score)s sur 100. Sous %(light_at)s, une tenue légère suffit si elle est"
        " confiée."
    ),
    "normal": lambda: _(
        "Serrer : %(score)s sur 100. Entre %(light_at)s et %(tight_at)s, les contrôles"
        " habituels suffisent si elle est confiée."
    ),
    "tight": lambda: _(
        "Serrer : %(score)s sur 100. À partir de %(tight_at)s, serrez le contrat, les"
        " contrôles et les rapports si elle est confiée."
    ),
    "partly_known": lambda: _(
        "Le score « %(reading)s » ne repose que sur %(share)s %% des poids : le reste est à"
        " connaître."
    ),
}

_FAULTS: Mapping[str, _Said] = {
    "no_code": lambda: _("Un critère n’a pas de code."),
    "code_twice": lambda: _("Deux critères portent le même code."),
    "blank": lambda: _("Donnez à ce critère un nom et une question."),
    "scale": lambda: _("Nommez les cinq notes de ce critère, de 0 à 4."),
    "weight": lambda: _("Un poids va de 0 à 1 000."),
    "reading": lambda: _("Dites si ce critère sert à garder ou à serrer."),
    "weightless": lambda: _("Donnez un poids à au moins un critère de chaque lecture."),
    "threshold": lambda: _("Un seuil va de 0 à 100."),
    "crossed": lambda: _("Ce seuil doit rester sous le suivant."),
    "note": lambda: _("Une note va de 0 à 4."),
    "unreadable": lambda: _("Une valeur de cette grille manque, ou n’est pas du bon type."),
}
