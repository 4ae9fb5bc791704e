"""Dates are told in words on the screen; the mapping keeps its patterns."""

import pytest
from django.utils import translation

from timonerie.web import date_words
from timonerie.web.forms.imports import ColumnsForm, initial_of

WORDS = {
    "%d/%m/%Y": "jj/mm/aaaa",
    "%d/%m/%Y %H:%M": "jj/mm/aaaa hh:mm",
    "%d/%m/%y %H:%M:%S": "jj/mm/aa hh:mm:ss",
    "%m-%d-%Y": "mm-jj-aaaa",
    "%Y-%m-%dT%H:%M": "aaaa-mm-jjThh:mm",
    "%H:%M %d.%m.%Y": "hh:mm jj.mm.aaaa",
    "%d/%m/%Y %Hh%M": "jj/mm/aaaa hhhmm",
}


@pytest.mark.parametrize(("pattern", "words"), WORDS.items())
def test_a_pattern_is_told_in_words_and_read_back(pattern: str, words: str) -> None:
    assert date_words.said(pattern) == words
    assert date_words.read(words) == pattern


@pytest.mark.parametrize("pattern", ["%d/%m/%Y %I:%M %p", "%M %H %d %m %Y", "%F"])
def test_a_pattern_that_words_cannot_say_stays_as_it_is(pattern: str) -> None:
    assert date_words.said(pattern) == pattern
    assert date_words.read(pattern) == pattern


def test_capitals_are_read_too() -> None:
    assert date_words.read("JJ/MM/AAAA HH:MM") == "%d/%m/%Y %H:%M"


def columns(dates: str) -> ColumnsForm:
    data = {"kind": "cases", "zone": "UTC", "case": "dossier", "dates": dates}
    return ColumnsForm(data, header=["dossier"], samples={})


def test_the_form_shows_words_and_keeps_the_pattern() -> None:
    kept = {"dates": ["%d/%m/%Y %H:%M"]}
    shown = ColumnsForm(initial=initial_of(kept), header=["dossier"], samples={})
    assert shown["dates"].value() == "jj/mm/aaaa hh:mm"
    form = columns("jj/mm/aaaa hh:mm")
    assert form.is_valid(), form.errors
    assert form.document({})["dates"] == kept["dates"]


def test_nothing_typed_leaves_the_dates_to_be_recognised() -> None:
    form = columns("")
    assert form.is_valid(), form.errors
    assert form.document({})["dates"] == []


@pytest.mark.parametrize("typed", ["jour/mois/an", "mm/aaaa", "jj/jj/mm/aaaa", "%d/%m"])
def test_words_that_give_no_date_are_refused_without_a_directive(typed: str) -> None:
    with translation.override("fr"):
        error = columns(typed).errors["dates"][0]
    assert error == "Dites le jour, le mois et l’année, par exemple jj/mm/aaaa hh:mm."
