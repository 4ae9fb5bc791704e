"""What the months say of an action, in one sentence each."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from timonerie.domains.facts.queries.incidents import Annotation
from timonerie.domains.facts.rules.incidents.effects import Check, Effect
from timonerie.domains.performance.models import Indicator, IndicatorVersion
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.domains.performance.queries.effects import Checked
from timonerie.domains.performance.rules import Group
from timonerie.engine.indicators import catalogue
from timonerie.web import incident_notes, incident_words

ERRORS = next(one for one in catalogue.QUALITY if one.code == "errors")
MADE = datetime(2026, 1, 1, tzinfo=UTC)


def checked(check: Check, *, left_out: int = 0) -> Checked:
    definition = Definition(Indicator(), IndicatorVersion(), ERRORS, MADE)
    return Checked(definition, Group(), check, 3, date(2026, 5, 1), left_out)


@pytest.mark.parametrize(
    ("check", "sentence"),
    [
        (
            Check(Effect.SEEN, 0.041, 0.019),
            "Effet vérifié : « Taux d’erreur » à 4,1 % avant, 1,9 % sur les 3 mois d’après.",
        ),
        (
            Check(Effect.NONE, 0.041, 0.040),
            "Sans effet visible : « Taux d’erreur » à 4,1 % avant, 4 % sur les 3 mois d’après ;"
            " le hasard suffirait à cet écart.",
        ),
        (
            Check(Effect.WORSE, 0.01, 0.05),
            "Sans l’effet voulu : « Taux d’erreur » est moins bon, 1 % avant, 5 % sur les 3 mois"
            " d’après.",
        ),
        (
            Check(Effect.NOT_YET),
            "Pas encore mesurable : il faut 3 mois après l’action, soit jusqu’au 1er mai 2026.",
        ),
    ],
)
def test_each_outcome_has_its_sentence(check: Check, sentence: str) -> None:
    found = incident_words.effect(checked(check))
    assert found.replace("\u00a0", " ").replace("\u202f", " ") == sentence


def test_what_is_missing_is_counted() -> None:
    found = incident_words.effect(checked(Check(Effect.UNKNOWN), left_out=2))
    assert "2 des mois à comparer n’ont pas de chiffre" in found


def test_incidents_of_one_month_are_one_event_that_leads_to_the_list() -> None:
    days = (date(2026, 2, 3), date(2026, 2, 27), date(2026, 3, 1))
    found = [Annotation(day, f"Panne n° {day.day}", uuid4()) for day in days]
    february, march = incident_notes._by_month("brevent", found)
    assert (february.text, february.url) == ("2 incidents", "/brevent/incidents/")
    assert "Panne n° 3 (03/02/2026)" in february.detail
    assert (march.text, march.month) == ("Panne n° 1", date(2026, 3, 1))
    assert march.url == f"/brevent/incidents/{found[2].public_id}/"


def test_a_long_name_is_cut_between_two_words() -> None:
    said = "L’équipe du prestataire RH a changé"
    [note] = incident_notes._by_month("brevent", [Annotation(date(2026, 2, 3), said, uuid4())])
    assert note.text == "L’équipe du prestataire…"
    assert said in note.detail
