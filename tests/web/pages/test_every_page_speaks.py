"""Every page speaks one language at a time, with the signs of that language."""

import re

import pytest
from django.test import Client

from tests.factories import accounts, books
from tests.factories.figures import Measured
from tests.repository import typography
from tests.web import walking
from timonerie.foundations.accounts.models import User
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow

# Words that no English sentence holds, and signs that only French has.
FRENCH = re.compile(
    r"\b(?:le|la|les|des|du|une|dans|pour|avec|est|sont|aucune?|sur|vous|votre|vos|aux?|et|ou|qui"
    r"|que|ce|cette|ces|de|sans|pas|non|oui|ses|mois|jours?|à|été)\b|[«»]|\b[ldnsqj]’"
)
# What a file must say, in the words that the import reads.
QUOTED = re.compile("“[^”]*”")
ENGLISH = re.compile(r"\b(?:the|of|and|with|from|this|that|are|your)\b", re.I)
# Days after the first are never ordinals in French, and the first always is.
ORDINAL = re.compile(r"\b1 (?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc)")
FEWEST = 30
"""Kinds of pages: fewer means that a link is lost, and the walk with it."""


def walk(measured: Measured, language: str) -> list[tuple[str, str]]:
    user = accounts.user_of(measured.alice)
    User.objects.filter(pk=user.pk).update(language=language)
    client = Client()
    client.force_login(user)
    with current.company(measured.company.pk):
        books.read(measured.alice)
    starts = ("", "nulle-part/", "achats/")
    found = list(walking.pages(client, *(f"/{measured.slug}/{start}" for start in starts)))
    assert len(found) >= FEWEST
    with current.company(measured.company.pk):
        return [
            (address, sentence)
            for address, content in found
            for sentence in walking.sentences(content)
        ]


def test_a_reader_of_english_finds_no_french_on_any_page(measured: Measured) -> None:
    found = walk(measured, "en")
    ours = [(where, QUOTED.sub("", text)) for where, text in found]
    assert [(where, text) for where, text in ours if FRENCH.search(text)] == []


def test_a_reader_of_french_finds_its_signs_and_no_english_on_any_page(measured: Measured) -> None:
    found = walk(measured, "fr")
    assert [(where, text) for where, text in found if typography.faults(text)] == []
    assert [(where, text) for where, text in found if ORDINAL.search(text)] == []
    assert [(where, text) for where, text in found if ENGLISH.search(text)] == []
