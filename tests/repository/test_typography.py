"""Spaces that may break a line are found, and what only looks like a sentence is left alone."""

import pytest

from tests.repository import typography


@pytest.mark.parametrize(
    "sentence",
    [
        "Que faire ?", "Attention !", "oui ; non", "Société : Dupont", "un « mot\u00a0»",
        "un «\u00a0mot »", "61 % des cas", "12 € par mois", "Que faire?", "Société: Dupont",
        "«mot»", "à l'heure",
    ],
)  # fmt: skip
def test_a_missing_no_break_space_is_found(sentence: str) -> None:
    assert typography.faults(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Que faire\u202f?", "Société\u00a0: Dupont", "un «\u00a0mot\u00a0»", "61\u202f%",
        "à 10:30", "https://example.org/?q=a", "%(n)s sur %(total)s", "reste %d", "fin (bis).",
        "à l’heure", "['a']",
    ],
)  # fmt: skip
def test_a_right_sentence_and_what_is_no_sentence_pass(sentence: str) -> None:
    assert typography.faults(sentence) == []


def test_the_sentences_of_a_module_are_those_translated_and_those_that_look_french() -> None:
    module = '''
"""A docstring: is English, even with « quotes »."""
title = _("Aide : ici")
error = f"La colonne « {name} » manque"
key = "sites:list"
'''
    assert sorted(typography.sentences(module)) == ["Aide : ici", "La colonne « x » manque"]


def test_the_sentences_of_a_catalogue_are_its_msgids() -> None:
    catalogue = 'msgid ""\nmsgstr ""\n\nmsgid ""\n"Que "\n"faire ?"\nmsgstr "What now?"\n'
    assert list(typography.msgids(catalogue)) == ["", "Que faire ?"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('e = _("Que faire ? « Oui »")', 'e = _("Que faire\u202f? «\u00a0Oui\u00a0»")'),
        ('e = f"Ligne {n} : à voir"', 'e = f"Ligne {n}\u00a0: à voir"'),
        ('e = f"{n} % des cas, à peu près"', 'e = f"{n}\u202f% des cas, à peu près"'),
        ('e = {"a" : b}  # pourquoi ? ', 'e = {"a" : b}  # pourquoi ? '),
    ],
)
def test_a_module_is_mended_in_its_sentences_and_nowhere_else(before: str, after: str) -> None:
    assert typography.mend_module(before) == after


def test_a_template_is_mended_in_its_text_and_in_the_strings_of_its_tags() -> None:
    page = '{% if a %}Exemple : {{ n }} %{% endif %} {% include "c" with label="Qui ?" %} <b>«'
    mended = typography.mend_template(page)
    assert mended == (
        "{% if a %}Exemple\u00a0: {{ n }}\u202f%{% endif %} "
        '{% include "c" with label="Qui\u202f?" %} <b>«'
    )


def test_a_page_of_the_guide_is_mended_outside_its_code() -> None:
    page = "Une question ? `a ? b : c` ;\n```\nx : y ?\n```\n![Vue : tout](a.png)"
    assert typography.mend_markdown(page) == (
        "Une question\u202f? `a ? b : c`\u202f;\n```\nx : y ?\n```\n![Vue\u00a0: tout](a.png)"
    )
    assert typography.faults(typography.prose(typography.mend_markdown(page))) == []
