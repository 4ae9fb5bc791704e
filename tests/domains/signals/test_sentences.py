"""What a signal says, family by family, in French."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from timonerie.domains.signals import sentences
from timonerie.domains.signals.enums import Family
from timonerie.domains.signals.sentences import Told

TOLD = Told(
    family=Family.LEVEL,
    where="Nova, Lyon",
    label="Taux d’erreur",
    unit="ratio",
    currency="",
    step="month",
    since=date(2026, 2, 1),
    higher=True,
    drifts=False,
    expected=0.01,
    seen=0.024,
    rate=1 / 40,
    green="Respect du niveau de service",
)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_level_says_both_figures_since_when_and_by_what_chance() -> None:
    assert plain(sentences.sentence(replace(TOLD, excess=58.2))) == (
        "Nova, Lyon : « Taux d’erreur » à 2,4 % au lieu de 1,0 % attendus, depuis février 2026."
        " L’écart touche environ 58 dossiers. Le hasard seul le ferait une fois tous les 40 ans."
    )


@pytest.mark.parametrize(
    ("unit", "excess", "said"),
    [
        ("working_hours", 352.6, "L’écart fait environ 353 heures en tout."),
        ("currency", 1240.4, "L’écart fait environ 1 240 € en tout."),
        ("ratio", 0.4, ""),
        ("ratio", None, ""),
    ],
)
def test_a_gap_is_said_in_hours_or_euros_where_it_can_be(
    unit: str, excess: float | None, said: str
) -> None:
    found = plain(sentences.sentence(replace(TOLD, unit=unit, excess=excess)))

    assert ("L’écart" in found) == bool(said)
    assert said in found


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        (None, ""),
        (0.009, "moins d’une fois par siècle"),
        (0.1, "une fois tous les 10 ans"),
        (1.5, "une fois tous les 8 mois"),
        (9.0, "plusieurs fois par an"),
    ],
)
def test_chance_is_said_as_often_as_it_comes(rate: float | None, said: str) -> None:
    found = sentences.chance(rate)

    assert said in found
    assert bool(found) == (rate is not None)


@pytest.mark.parametrize(
    ("family", "told"),
    [
        (Family.SILENCE, "rien n’est arrivé depuis février 2026"),
        (Family.CORRECTIONS, "des mois clôturés ont été corrigés"),
        (Family.EVERGREEN, "« Respect du niveau de service » tient sa cible depuis un an"),
        (Family.HIDDEN_RED, "2,4 % des sites manquent la leur"),
        (Family.CONCENTRATION, "activités vitales depuis février 2026 au moins"),
        (Family.DECISION_NEAR, "la date de décision d’un contrat approche depuis février 2026"),
        (Family.LATE_DUTY, "pièces légales manquent ou sont échues depuis février 2026"),
        (Family.UNDECLARED, "découverts et non déclarés depuis février 2026"),
        (Family.DEPARTURES, "départs de personnes désignées"),
        (Family.PRICE_DRIFT, "dépasse de 2,4 % ce que donne la clause de révision"),
        (Family.OFF_CONTRACT, "dépassent de 2,4 % ce que prévoient ses contrats"),
        (Family.PUT_OFF, "engagements repoussés deux fois ou plus"),
        (Family.LATE_REPORT, "délai de grâce passé"),
        (Family.REPEATED_LATE, "Un point de recadrage s’impose"),
        (Family.POOR_REPORT, "ou le commentaire du mois d’avant"),
        (Family.FIGURES_REVISED, "Contrôlez par sondage"),
    ],
)
def test_each_family_has_its_own_sentence(family: Family, told: str) -> None:
    found = plain(sentences.sentence(replace(TOLD, family=family)))

    assert found.startswith("Nova, Lyon")
    assert told in found


@pytest.mark.parametrize(
    ("higher", "drifts", "said"),
    [
        (True, False, "en hausse"),
        (False, False, "en baisse"),
        (True, True, "monte peu à peu"),
        (False, True, "baisse peu à peu"),
    ],
)
def test_a_title_says_how_it_moves(higher: bool, drifts: bool, said: str) -> None:
    found = sentences.title(replace(TOLD, higher=higher, drifts=drifts))

    assert plain(found) == f"« Taux d’erreur » {said}"


def test_it_is_said_in_english_too() -> None:
    with override("en"):
        found = plain(sentences.sentence(TOLD))

    assert found == (
        "Nova, Lyon: “Taux d’erreur” at 2.4% instead of the 1.0% expected, since February 2026."
        " Chance alone would do it once every 40 years."
    )
