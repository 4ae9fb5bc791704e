"""Pure rules of rituals: whose meeting, which ritual, what is asked, how often it is held."""

from datetime import date

import pytest

from timonerie.domains.rituals.rules import comparing, levels, matching, regularity
from timonerie.domains.rituals.rules.comparing import Fate, Later, Missing
from timonerie.domains.rituals.rules.matching import Known
from timonerie.engine.meetings import titles


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Codir", "direction"),
        ("Comité de direction", "direction"),
        ("CODIR de site", "site"),
        ("Tour de terrain", "site"),
        ("Comité inter-sites", "region"),
        ("Cercle des managers relais", "region"),
        ("1:1 Paul", "one_to_one"),
        ("Entretien individuel", "one_to_one"),
        ("Point équipe paie", "team"),
        ("Comité fonctionnel", "function"),
        ("Revue prestataires", "provider"),
        ("Préparation budget", ""),
        ("Codirigeants", ""),
    ],
)
def test_a_title_proposes_a_level_or_nothing(title: str, level: str) -> None:
    assert levels.guess(titles.key(title)) == level


def test_a_place_or_a_provider_proposes_one_where_the_words_do_not() -> None:
    assert levels.guess("point lyon", place_kind="site") == "site"
    assert levels.guess("point nova", names_provider=True) == "provider"
    assert levels.guess("codir", place_kind="site") == "direction"


def test_what_seems_personal_is_told() -> None:
    assert levels.seems_personal("dejeuner", 3)
    assert levels.seems_personal("reflexion", 0)
    assert not levels.seems_personal("codir", 0)
    assert not levels.seems_personal("revue de budget", 2)


def series(key: str, title: str) -> dict[str, object]:
    return {"keys": [key], "title_key": title}


def test_identifiers_decide_before_titles() -> None:
    known = [
        Known(1, frozenset({"a"}), "codir", "Claire"),
        Known(2, frozenset({"b"}), "point", "Claire"),
    ]
    both = [series("a", "codir 2"), series("x", "point")]
    twice = [series("x", "point"), series("y", "point")]

    assert matching.matched(both, known, agenda="Claire") == {0: 1, 1: 2}
    assert matching.matched(both[1:], known, agenda="Paul") == {}
    assert matching.matched(twice, known, agenda="Claire") == {}


DAYS = (date(2026, 3, 1), date(2026, 3, 31))
LATER = Later(days=DAYS, singles=DAYS, held=frozenset({1}), repaced=frozenset({2}))


def missing(ritual: int, day: int, *, is_ruled: bool = False) -> Missing:
    return Missing(7, ritual, is_ruled, date(2026, 3, day), date(2026, 3, 10))


@pytest.mark.parametrize(
    ("one", "fate"),
    [
        (missing(1, 5), Fate.ASKED),
        (missing(1, 20), Fate.ASKED),
        (missing(3, 20), Fate.ASKED),
        (missing(3, 5), Fate.UNTOLD),
        (missing(2, 20), Fate.RESCHEDULED),
        (missing(2, 5), Fate.UNTOLD),
    ],
)
def test_a_meeting_that_is_gone_is_asked_rescheduled_or_let_be(one: Missing, fate: Fate) -> None:
    assert comparing.fates([one], LATER) == {7: fate}


def test_nothing_is_asked_outside_the_days_of_the_later_export() -> None:
    narrow = Later(days=DAYS, singles=None, held=frozenset({1}), repaced=frozenset())

    assert comparing.fates([missing(1, 5)], narrow) == {7: Fate.UNTOLD}
    assert comparing.fates([missing(1, 5, is_ruled=True)], narrow) == {7: Fate.ASKED}


def test_what_is_unknown_counts_in_neither() -> None:
    told = regularity.of(["seen", "held", "moved", "cancelled", "vanished", "elsewhere"], slots=8)

    assert (told.held, told.expected, told.cancelled, told.unknown) == (3, 4, 1, 3)
    assert told.share == 0.75


def test_too_few_meetings_tell_no_share() -> None:
    assert regularity.of(["seen", "cancelled"], slots=0).share is None
    assert regularity.of([], slots=0).share is None
    assert regularity.of(["seen", "seen", "cancelled"], slots=0).is_shaky
