"""English says everything that French says: no sentence missing, none half said."""

import re

import pytest
from babel.messages.catalog import Message
from django.utils.translation import ngettext, override

from tools import messages

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%%|<[^>]+>")


def said(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def sources(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


ENGLISH = [message for message in messages.read("en") if message.id]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_catalogue_holds_the_sentences_of_the_sources(language: str) -> None:
    held = {(one.id, one.context) for one in messages.read(language)}
    now = {(one.id, one.context) for one in messages.updated(language)}
    assert (now - held, held - now) == (set(), set()), "make messages, then translate"


def test_every_sentence_is_translated_in_all_its_forms() -> None:
    assert [one.id for one in ENGLISH if one.fuzzy or not messages.is_said(one)] == []


def test_a_translation_has_as_many_forms_as_its_sentence() -> None:
    assert [one.id for one in ENGLISH if len(said(one)) != len(sources(one))] == []


def test_a_translation_keeps_the_values_of_its_sentence() -> None:
    """Of one of its forms, for a plural: « un dossier » needs no number."""
    wrong = [
        one.id
        for one in ENGLISH
        for text in said(one)
        if set(PLACEHOLDER.findall(text))
        not in [set(PLACEHOLDER.findall(source)) for source in sources(one)]
    ]
    assert wrong == []


def test_a_translation_keeps_the_spaces_around_its_sentence() -> None:
    def edges(text: str) -> tuple[bool, bool]:
        return text[:1].isspace(), text[-1:].isspace()

    wrong = [one.id for one in ENGLISH if edges(said(one)[0]) != edges(sources(one)[0])]
    assert wrong == []


def test_french_spaces_stay_in_french() -> None:
    signs = re.compile("[\u00a0\u202f][;:?!»%]|«|»")
    assert [one.id for one in ENGLISH if any(signs.search(text) for text in said(one))] == []


@pytest.mark.parametrize(("count", "words"), [(0, "dossier"), (1, "dossier"), (2, "dossiers")])
def test_french_has_no_plural_for_nothing(count: int, words: str) -> None:
    with override("fr"):
        assert ngettext("%(n)s dossier", "%(n)s dossiers", count) == f"%(n)s {words}"
