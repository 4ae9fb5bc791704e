"""The pace of a ritual in plain words, in French and in English."""

from datetime import date

import pytest
from django.utils import translation

from timonerie.domains.rituals import sentences
from timonerie.engine.meetings.cadence import IRREGULAR, LAST, WORKDAYS, Cadence

PACES = [
    (Cadence("weekly", 1, (0,), hour="09:00"), "chaque lundi à 9 h", "every Monday at 9 h"),
    (
        Cadence("weekly", 2, (3,)),
        "toutes les deux semaines, le jeudi",
        "every two weeks, on Thursday",
    ),
    (
        Cadence("weekly", 1, (1, 3)),
        "chaque semaine, les mardi et jeudi",
        "every week, on Tuesday and Thursday",
    ),
    (Cadence("weekly", 1, WORKDAYS), "chaque jour ouvré", "every working day"),
    (
        Cadence("weekly", 3, (0, 2)),
        "toutes les trois semaines, les lundi et mercredi",
        "every three weeks, on Monday and Wednesday",
    ),
    (
        Cadence("monthly", 1, (1,), nth=1, hour="14:30"),
        "le premier mardi du mois à 14 h 30",
        "the first Tuesday of the month at 14 h 30",
    ),
    (
        Cadence("monthly", 1, (4,), nth=LAST),
        "le dernier vendredi du mois",
        "the last Friday of the month",
    ),
    (
        Cadence("monthly", 3, (0,), nth=2),
        "chaque trimestre, le deuxième lundi du mois",
        "every quarter, the second Monday of the month",
    ),
    (Cadence("monthly", 1, month_day=1), "le 1er du mois", "on the 1st of the month"),
    (
        Cadence("monthly", 1, month_day=LAST),
        "le dernier jour du mois",
        "on the last day of the month",
    ),
    (Cadence("monthly", 2), "tous les 2 mois", "every 2 months"),
    (Cadence("monthly", 6), "chaque semestre", "every six months"),
    (Cadence("daily", 1), "chaque jour", "every day"),
    (Cadence("yearly", 1), "une fois par an", "once a year"),
    (IRREGULAR, "selon une règle particulière", "by a rule of its own"),
]


@pytest.mark.parametrize(("pace", "french", "english"), PACES)
def test_a_pace_is_said_as_people_say_it(pace: Cadence, french: str, english: str) -> None:
    with translation.override("fr"):
        assert sentences.cadence(pace).replace("\u00a0", " ") == french
    with translation.override("en"):
        assert sentences.cadence(pace).replace("\u00a0", " ") == english


def test_a_length_is_in_hours_and_minutes() -> None:
    told = [sentences.duration(one).replace("\u00a0", " ") for one in (0, 45, 60, 90, 125)]
    assert told == ["—", "45 min", "1 h", "1 h 30", "2 h 05"]


def test_days_are_listed_up_to_three() -> None:
    days = [date(2026, 5, day) for day in (5, 12, 19, 26, 28)]
    assert sentences.days(days[:1]) == "le 5 mai"
    assert sentences.days(days[:2]) == "le 5 mai et le 12 mai"
    assert sentences.days(days) == "le 5 mai, le 12 mai, le 19 mai et 2 autres"
