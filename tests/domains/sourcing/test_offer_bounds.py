"""What an offer may not hold: figures that no page could show, prices without end."""

from dataclasses import replace

import pytest

from tests.factories import offers
from tests.factories.figures import NOW
from tests.factories.offers import Asking
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.operations import offer_answers, offer_replies, offer_typing
from timonerie.domains.sourcing.operations import offers as operations
from timonerie.domains.sourcing.operations.offer_answers import MOST_PRICE, Given, Said
from timonerie.domains.sourcing.operations.offer_typing import ADDED, Pasted
from timonerie.domains.sourcing.rules.offers.band_text import Kept
from timonerie.foundations.accounts.actors import Actor
from timonerie.web.forms.answering import BandsField


@pytest.fixture
def asking(alice: Actor) -> Asking:
    return offers.asking(alice)


@pytest.mark.parametrize(
    ("band", "words"),
    [
        ({"to": None, "price": 10**400}, "milliard"),
        ({"to": None, "price": MOST_PRICE + 1}, "milliard"),
        ({"to": None, "price": -1}, "milliard"),
        ({"to": 10**12 + 1, "price": 1}, "tranche"),
    ],
)
def test_a_band_has_the_bounds_of_a_price(
    alice: Actor, asking: Asking, band: Kept, words: str
) -> None:
    link = offers.invited(alice, asking).link
    said = Said(line_key=asking.keys["payslip"], bands=(band,))
    with pytest.raises(Refused, match=words):
        offer_replies.save(link=link, at=NOW, version=1, given=Given(answers=(said,)))
    assert not link.offer.answers.exists()


@pytest.mark.parametrize("typed", [f"au-delà : {'9' * 400}", f"{'9' * 400} : 12\nau-delà : 10"])
def test_the_field_of_the_bands_says_their_bounds(typed: str) -> None:
    field = BandsField()
    with pytest.raises(Exception, match="Ligne 1"):
        field.clean(typed)
    assert field.clean("100 : 14,50\nau-delà : 12")


def pasted(count: int, price: str = "1,50 €") -> Pasted:
    text = "\n".join(f"Option {rank}x ; {price} ; par mois" for rank in range(count))
    return Pasted(
        text=text,
        placed=dict.fromkeys(range(1, count + 1), ADDED),
        counted_on={},
        is_untaxed=True,
    )


def test_a_pasted_price_has_the_bounds_of_a_typed_one(alice: Actor, asking: Asking) -> None:
    made = operations.begin(by=alice, at=NOW, statement=asking.statement, bidder="Nova")
    dear = pasted(1, "999999999999 k€")
    with pytest.raises(Refused, match="milliard"):
        offer_typing.type_lines(by=alice, at=NOW, offer=made, version=1, pasted=dear)
    assert not made.answers.exists()


def test_an_offer_adds_a_hundred_prices_and_no_more(alice: Actor, asking: Asking) -> None:
    made = operations.begin(by=alice, at=NOW, statement=asking.statement, bidder="Nova")
    offer_typing.type_lines(by=alice, at=NOW, offer=made, version=1, pasted=pasted(100))
    made.refresh_from_db()
    with pytest.raises(Refused, match="Cent prix"):
        offer_typing.type_lines(
            by=alice, at=NOW, offer=made, version=made.version, pasted=pasted(1)
        )
    made.refresh_from_db()
    whole = replace(pasted(1), placed={1: str(asking.keys["package"])})
    offer_typing.type_lines(by=alice, at=NOW, offer=made, version=made.version, pasted=whole)
    assert made.answers.filter(line_key=None).count() == 100
    assert offer_answers.titles([made])
