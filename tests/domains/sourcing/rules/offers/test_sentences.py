"""Offers are told in French, with the names of people and not keys."""

import pytest

from tests.domains.sourcing.rules.offers.examples import candidate
from timonerie.domains.sourcing import offer_sentences, price_list_sentences
from timonerie.domains.sourcing.enums import Conformity
from timonerie.domains.sourcing.rules.offers import asking, comparisons, faults
from timonerie.domains.sourcing.rules.offers.asking import Asked
from timonerie.domains.sourcing.rules.offers.comparing import compare
from timonerie.domains.sourcing.rules.offers.comparisons import Answer, Flip, Gap
from timonerie.domains.sourcing.rules.offers.faults import OfferFault
from timonerie.domains.sourcing.rules.offers.marks import Averaged, Mark
from timonerie.domains.sourcing.rules.offers.totals import Missing

NAMES = {"a": "Alpha", "b": "Béta", "quality": "Qualité", "host": "Hébergement en France"}
PARAMS = {"text": "x", "currencies": ("EUR", "USD"), "months": (12, 36), "offer": "a", "key": "b",
          "value": 5, "rank": 2}  # fmt: skip


def plain(sentence: str) -> str:
    return sentence.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_comparison_is_told_from_the_winner_on() -> None:
    offers = [
        candidate("a", (100, 100, 100), {"quality": 2}),
        candidate("b", (120, 125, 900), {"quality": 3}),
        candidate("c", 50, {}),
    ]

    told = [
        plain(each)
        for each in offer_sentences.sentences(compare(offers, {"quality": 60}, 40), NAMES)
    ]

    assert told[0] == "En tête sous les volumes attendus : « Béta »."
    assert told[1] == "Classement provisoire : des offres sont encore à noter ou à chiffrer."
    assert "Sous des volumes hauts, le classement change : en tête, « Alpha »." in told
    assert told[-1].startswith("En deçà de ") or told[-1].startswith("Au-delà de ")


def test_a_flip_names_the_weight_where_it_turns_and_who_wins() -> None:
    flip = Flip("price", 0.4, 0.3321, "b")

    assert plain(offer_sentences.flip(flip, NAMES)) == (
        "En deçà de 33,2 % pour « Prix » (40,0 % aujourd’hui), « Béta » passerait en tête."
    )


@pytest.mark.parametrize(
    ("part", "words"),
    [(1.0, "toutes les"), (0.9999, "plus de 99 %"), (0.624, "62 %"), (0.0001, "moins de 1 %")],
)
def test_a_share_never_says_all_for_nearly_all(part: float, words: str) -> None:
    assert f"sous {words}" in plain(offer_sentences.share("a", part, NAMES))


def test_an_exclusion_and_an_incomplete_total_say_why() -> None:
    answers = (Answer("host", True, Conformity.NO),)
    offer = candidate(
        "a", 1, {"quality": 1}, answers=answers, missing=(Missing("exit"), Missing("price", "b"))
    )

    [standing] = compare([offer], {"quality": 1}, 1).standings

    assert offer_sentences.state(standing) == "exclue"
    first = plain(offer_sentences.reasons(standing, NAMES)[0])
    assert (
        first
        == "Exclue : « Hébergement en France » est éliminatoire, et l’offre n’est pas conforme."
    )
    assert (
        plain(offer_sentences.total(offer.total, NAMES)) == "Total incomplet, sans : sortie, Béta."
    )


def test_offers_that_are_all_excluded_are_not_called_incomplete() -> None:
    answers = (Answer("host", True, Conformity.NO),)
    found = compare([candidate("a", 1, {"q": 3}, answers=answers)], {"q": 1}, 1)

    assert plain(offer_sentences.sentences(found, NAMES)[0]).startswith(
        "Toutes les offres sont exclues"
    )


def test_no_price_and_no_way_of_paying_are_told_apart() -> None:
    told = {offer_sentences.gap(Gap(code, "a"), NAMES) for code in ("price", "recurrence")}

    assert {one.split(":")[1].strip() for one in told} == {
        "l’offre ne donne pas de prix.",
        "l’offre ne dit pas comment le prix est payé.",
    }


def test_a_score_is_shown_only_when_there_is_one() -> None:
    scored, unmarked = compare(
        [candidate("a", 1, {"q": 3}), candidate("b", 1, {})], {"q": 1}, 1
    ).standings

    assert offer_sentences.state(scored) == "87,5 sur 100"
    assert offer_sentences.state(unmarked) == "à noter"


def test_marks_left_out_are_counted_aloud() -> None:
    averaged = Averaged(None, None, None, 0, (Mark("marc", "quality", 4),))

    assert plain(offer_sentences.left_out(averaged)).startswith("1 note montrée sans compter :")
    assert offer_sentences.left_out(Averaged(2.0, 2, 2, 1)) == ""


@pytest.mark.parametrize("code", faults.CODES)
def test_every_fault_has_its_sentence(code: str) -> None:
    told = offer_sentences.fault(OfferFault(code, **PARAMS), NAMES)

    assert told.endswith(".")
    assert "%(" not in told
    assert "%%" not in told


@pytest.mark.parametrize("code", comparisons.GAPS)
def test_every_gap_has_its_sentence(code: str) -> None:
    assert offer_sentences.gap(Gap(code, "quality"), NAMES).endswith(".")


@pytest.mark.parametrize("code", asking.CODES)
def test_every_question_shows_its_line(code: str) -> None:
    told = price_list_sentences.question(Asked(code, 7, "quinze"))

    assert "7" in told
    assert told.endswith(("?", "."))
