"""Names of people, whatever the order of their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.engine.org_charts import functions, names

DUPONT = names.key("Jean Dupont")


@pytest.mark.parametrize(
    "told", ["DUPONT Jean", "M. Jean DUPONT", "Mr Dupont Jean", "jean  dupont", "Jean Dupont (DAF)"]
)
def test_one_name_has_one_key(told: str) -> None:
    assert names.key(told) == DUPONT


@pytest.mark.parametrize("told", ["J. Dupont", "Dupont J.", "Jean Dupond", "Jaen Dupont"])
def test_a_doubtful_writing_is_proposed(told: str) -> None:
    assert names.key(told) != DUPONT
    assert names.may_be(names.key(told), [DUPONT]) == [DUPONT]


@pytest.mark.parametrize("told", ["Jean Martin", "P. Dupont", "Dupont", "J.", ""])
def test_another_name_is_not(told: str) -> None:
    assert names.may_be(names.key(told), [DUPONT]) == []


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("DUPONT Jean", "Jean Dupont"),
        ("DUPONT-MARTIN Jean Paul", "Jean Paul Dupont-Martin"),
        ("Jean Dupont", "Jean Dupont"),
        ("JEAN DUPONT", "JEAN DUPONT"),
        ("McDonald Ana", "McDonald Ana"),
    ],
)
def test_a_name_in_capitals_is_shown_as_people_write_it(told: str, shown: str) -> None:
    assert names.display(told) == shown


@given(st.lists(st.text("abcdefghijklmnop", min_size=2, max_size=8), min_size=2, max_size=4))
def test_the_order_of_the_words_never_counts(words: list[str]) -> None:
    assert names.key(" ".join(words)) == names.key(" ".join(reversed(words)))


@pytest.mark.parametrize(
    ("department", "title", "code"),
    [
        ("Paie", "Gestionnaire", "payroll"),
        ("Paie et RH", "", "payroll"),
        ("", "Comptable fournisseurs", "accounting"),
        ("Direction", "DAF", "accounting"),
        ("DSI", "Chef de projet", "it"),
        ("", "Directrice générale", "direction"),
        ("", "Assistante RH", ""),
        ("Production", "Technicien", ""),
        ("", "", ""),
    ],
)
def test_a_service_or_a_post_proposes_a_function(department: str, title: str, code: str) -> None:
    assert functions.code_of(department=department, title=title) == code
