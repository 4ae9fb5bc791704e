"""The catalogue of clauses is whole, in our own words, and says where the law is."""

import pytest

from timonerie.domains.contracts import clause_sentences
from timonerie.domains.contracts.catalogue import clauses as catalogue
from timonerie.domains.contracts.catalogue.clauses import Clause
from timonerie.domains.contracts.clause_enums import Project
from timonerie.domains.contracts.rules.papers.catalogue import NUMBERS
from timonerie.domains.contracts.rules.papers.catalogue import Clause as Finder

EVERY = catalogue.clauses()


def test_the_47_clauses_are_there_once_each() -> None:
    assert [one.number for one in EVERY] == list(range(1, 48))
    assert len(catalogue.by_code()) == len({one.title for one in EVERY}) == 47


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.code)
def test_each_says_what_to_look_for_and_what_to_sign(one: Clause) -> None:
    assert 0 <= one.criticality <= 4
    assert one.group in clause_sentences.GROUPS
    assert all((one.title, one.looks, one.weak, one.wording))
    assert set(one.vital) <= set(Project.values)
    assert all(part.endswith(".") for part in one.paragraphs)
    assert one.wording.count("[") == one.wording.count("]")


def test_what_the_eight_finders_show_agrees_with_their_own_numbers() -> None:
    for one in (clause for clause in EVERY if clause.finder):
        assert one.finder is not None
        assert one.number in NUMBERS[one.finder]
    shown = {one.finder for one in EVERY if one.finder}
    # The notice is a part of the clause of the term.
    assert shown == set(Finder) - {Finder.NOTICE}


def test_a_sale_makes_the_change_of_control_of_the_client_vital() -> None:
    assert Project.SELL in catalogue.by_number()[14].vital
