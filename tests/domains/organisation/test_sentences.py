"""What code without a language wrote is read in the reader's."""

import pytest
from django.utils.translation import override

from timonerie.domains.organisation.sentences import said


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Le journal ne contient aucun évènement.", "The log holds no event."),
        (
            "La ligne a 7 cellules, l’en-tête 6. Cherchez un séparateur en trop ou en moins.",
            "The line has 7 cells, the header 6. Look for a separator too many or too few.",
        ),
        (
            "Champ «\u00a0label\u00a0»\u00a0: un texte est attendu.",
            "Field “label”: a text is expected.",
        ),
    ],
)
def test_a_kept_sentence_is_said_in_english_with_its_values(french: str, english: str) -> None:
    with override("en"):
        assert said(french) == english


def test_a_reader_of_french_gets_the_sentence_as_it_was_written() -> None:
    with override("fr"):
        assert said("Le journal ne contient aucun évènement.").startswith("Le journal")


def test_what_nobody_of_ours_wrote_is_left_alone() -> None:
    with override("en"):
        assert said("Cabinet Verlaine") == "Cabinet Verlaine"
