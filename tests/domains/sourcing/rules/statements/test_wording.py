import unicodedata
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.sourcing.rules.statements.wording import (
    BLANK,
    Word,
    find,
    hours,
    vague,
)

PAIRS = [(word, form) for word in (*vague(), *hours()) for form in word.forms]


def disguised(form: str, chance: Random) -> str:
    """The same words in another case, with or without accents, decomposed, spaced otherwise."""
    text = "".join(chance.choice((sign.upper(), sign.lower())) for sign in form)
    if chance.random() < 0.5:
        text = "".join(
            c for c in unicodedata.normalize("NFD", text) if c < "\u0300" or c > "\u036f"
        )
    if chance.random() < 0.5:
        text = unicodedata.normalize("NFD", text)
    text = text.replace("’", chance.choice("’'"))
    return text.replace(" ", chance.choice((" ", "\u00a0", "\n", "  ")))


@given(st.sampled_from(PAIRS), st.randoms(use_true_random=False))
def test_a_word_is_found_whatever_its_case_accents_and_spaces(
    pair: tuple[Word, str], chance: Random
) -> None:
    word, form = pair
    written = disguised(form, chance)
    found = find(f"Nous répondrons ({written}), dit-il.", (word,))
    assert [(one.word, one.text) for one in found] == [(word, written)]


@given(st.sampled_from(PAIRS), st.sampled_from("aéœ3_"), st.randoms(use_true_random=False))
def test_a_word_is_not_found_inside_another(
    pair: tuple[Word, str], letter: str, chance: Random
) -> None:
    word, form = pair
    written = disguised(form, chance)
    for text in (f"{letter}{written}", f"{written}{letter}"):
        assert written not in [one.text for one in find(text, (word,))]


def test_an_invisible_sign_hides_nothing() -> None:
    assert [one.text for one in find("rapi\u00addement", vague())] == ["rapi\u00addement"]


@pytest.mark.parametrize(
    "text",
    [
        "Un contrôle de qualité par mois",
        "Au plus tôt le 5 du mois",
        "Le 90e centile des délais",
        "Une etcetera-tion",
        "La besogne du siège",
        "",
    ],
)
def test_what_can_be_checked_is_left_alone(text: str) -> None:
    assert find(text, vague()) == []


def test_words_are_told_in_order_and_the_longest_wins() -> None:
    found = find("Réactif, dans les meilleurs délais, avec mails, appels, etc.", vague())
    assert [one.text for one in found] == ["Réactif", "dans les meilleurs délais", "etc."]


def test_no_form_is_given_twice_and_each_word_has_a_remedy() -> None:
    forms = [form for _, form in PAIRS]
    assert len(forms) == len(set(forms))
    assert all(word.remedy.endswith((".", "!")) for word in (*vague(), *hours()))


def test_a_blank_is_seen_with_its_question() -> None:
    text = "Outil : [À compléter\u00a0: lequel ?] et [à compléter"
    assert BLANK.findall(text) == ["[À compléter\u00a0: lequel ?]", "[à compléter"]
