"""The score of a provider in words: its criteria, why it is not told, what it may lead to."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.contracts.rules.scores import LEAST_PERIODS, Criterion, Score
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.tables import Cell

CRITERIA = {
    "levels": gettext_lazy("Respect des niveaux"),
    "punctuality": gettext_lazy("Ponctualité"),
    "incidents": gettext_lazy("Incidents"),
    "papers": gettext_lazy("Pièces à jour"),
    "price": gettext_lazy("Prix"),
}
HELPS = {
    "levels": gettext_lazy(
        "Part des niveaux promis qui sont tenus ; sans niveau écrit au contrat, part des dossiers"
        " rendus dans le délai."
    ),
    "punctuality": gettext_lazy("Part des livraisons faites à la date convenue."),
    "incidents": gettext_lazy("100 sans incident ; 10 points par incident, 40 par majeur."),
    "papers": gettext_lazy(
        "Part des pièces légales dues qui sont valables à la fin du dernier mois ; manquante si"
        " plus de la moitié n’ont jamais été demandées."
    ),
    "price": gettext_lazy(
        "100 au prix que donne la clause d’indice, ou moins ; 10 points par pour cent au-dessus."
    ),
}
TRENDS: Mapping[str, Promise] = {
    "up": gettext_lazy("en hausse"),
    "down": gettext_lazy("en baisse"),
    "steady": gettext_lazy("stable"),
}
CONSEQUENCES: Mapping[str, Promise] = {
    "kept": gettext_lazy("Rien à changer : le dire au prochain point, et continuer."),
    "watched": gettext_lazy("Proposer un point mensuel sur le critère le plus bas, avec une date."),
    "mended": gettext_lazy("Proposer un plan de redressement daté, et chiffrer un départ."),
}
_STATES: Mapping[str, State] = {
    "kept": State.MET,
    "watched": State.WATCH,
    "mended": State.MISSED,
}


def value(score: Score | None) -> str:
    """« 82 », or why there is none."""
    if score is None:
        return str(State.MISSING.word)
    if score.value is not None:
        return formats.number(round(score.value))
    if score.why == "periods":
        return _("moins de %(n)s mois mesurés") % {"n": LEAST_PERIODS}
    return _("moins de la moitié des poids mesurée")


def trend(score: Score | None) -> str:
    return str(TRENDS[score.trend]) if score is not None and score.trend else ""


def consequence(score: Score | None) -> str:
    """What is proposed, never imposed; nothing without a score."""
    return str(CONSEQUENCES[score.standing]) if score is not None and score.standing else ""


def cell(score: Score | None, *, url: str = "") -> Cell:
    """A score with its trend; a word where it is not told."""
    if score is None or score.value is None:
        return Cell(text=value(score), is_soft=True, url=url)
    return Cell(
        text=value(score),
        value=round(score.value, 1),
        note=trend(score),
        state=_STATES[score.standing],
        url=url,
    )


def criterion_cell(one: Criterion) -> Cell:
    """Three states: measured, without activity, missing."""
    if one.value is None:
        word = State.NO_ACTIVITY.word if one.state == "no_activity" else State.MISSING.word
        return Cell(text=str(word), is_soft=True)
    return Cell(text=formats.number(round(one.value)), value=round(one.value, 1))
