"""Whom each assessor puts first."""

from timonerie.domains.sourcing.rules.offers.comparisons import PRICE, Standing
from timonerie.domains.sourcing.rules.offers.dissent import favourites
from timonerie.domains.sourcing.rules.offers.marks import Mark

WEIGHTS = {"team": 60.0, PRICE: 40.0}
STANDINGS = [
    Standing("nova", "scored", 80, 1, {PRICE: 100}),
    Standing("clarte", "scored", 70, 2, {PRICE: 80}),
    Standing("orion", "to_price", None, None, {}),
]


def marks(**given: dict[str, int]) -> dict[str, list[Mark]]:
    return {
        offer: [Mark(who, "team", value) for who, value in told.items()]
        for offer, told in given.items()
    }


def test_the_first_of_each_is_by_their_own_notes_and_the_same_prices() -> None:
    given = marks(nova={"ann": 3, "bob": 1}, clarte={"ann": 3, "bob": 4})
    found = favourites(given, STANDINGS, WEIGHTS, counting={"ann", "bob"})
    assert found == {"ann": ("nova",), "bob": ("clarte",)}


def test_who_does_not_count_or_noted_a_part_says_nothing() -> None:
    given = marks(nova={"ann": 0, "bob": 0}, clarte={"bob": 4})
    assert favourites(given, STANDINGS, WEIGHTS, counting={"ann"}) == {}


def test_equal_offers_are_both_first() -> None:
    standings = [Standing(key, "scored", 50, 1, {PRICE: 100}) for key in ("nova", "clarte")]
    given = marks(nova={"ann": 2}, clarte={"ann": 2})
    found = favourites(given, standings, WEIGHTS, counting={"ann"})
    assert found == {"ann": ("nova", "clarte")}
