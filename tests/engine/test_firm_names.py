"""Names of firms as ledgers, lists and contracts write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.engine import firm_names


@pytest.mark.parametrize(
    ("name", "normalised"),
    [
        ("Cegid", "cegid"),
        ("CEGID SAS", "cegid"),
        ("S.A.R.L. Durand & Associés", "durand associes"),
        ("Cabinet Durand et Associés", "durand associes"),
        ("DURAND ET ASSOCIES", "durand associes"),
        ("Groupe Onet", "onet"),
        ("ONET SERVICES LYON", "onet services lyon"),
        ("K.P.M.G. SA", "kpmg"),
        ("KPMG ESC", "kpmg esc"),
        ("ADP GSI France", "adp gsi france"),
        ("SELARL Cœur & Lefèvre", "coeur lefevre"),
        ("Orange (ex France Télécom)", "orange"),
        ("L’Oréal", "oreal"),
        ("SAS", "sas"),
    ],
)
def test_two_spellings_of_a_name_share_their_words(name: str, normalised: str) -> None:
    assert firm_names.normalised(name) == normalised


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Orange", "Orange Business Services"),
        ("KPMG", "KPMG ESC"),
        ("ADP", "ADP GSI France"),
        ("Sopra Steria", "Sopra-Stéria Group"),
        ("Fiducial Expertise", "Fiducail Expertise"),
        ("Randstad", "Ranstad"),
    ],
)
def test_names_that_look_alike_are_worth_a_question(first: str, second: str) -> None:
    assert firm_names.likeness(first, second) >= firm_names.DOUBTFUL


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Orange", "Orangina"),
        ("Martin Conseil", "Morel Conseil"),
        ("Services Informatiques", "Services"),
        ("Alpha Nettoyage", "Omega Nettoyage"),
        ("EDF", "SFR"),
        ("", "EDF"),
    ],
)
def test_a_shared_trade_is_not_a_shared_firm(first: str, second: str) -> None:
    assert firm_names.likeness(first, second) < firm_names.DOUBTFUL


NAMES = st.text("abcdeé &.-'", min_size=1, max_size=30)


@given(NAMES, NAMES)
def test_likeness_has_no_side_and_stays_between_0_and_1(first: str, second: str) -> None:
    found = firm_names.likeness(first, second)
    assert found == firm_names.likeness(second, first)
    assert 0 <= found <= 1


@given(st.integers(0, 999_999_999))
def test_a_vat_number_gives_its_siren_and_one_wrong_key_gives_none(number: int) -> None:
    siren, key = f"{number:09}", (12 + 3 * (number % 97)) % 97
    assert firm_names.siren_of_vat(f"FR {key:02} {siren}") == siren
    assert firm_names.siren_of_vat(f"FR{(key + 1) % 97:02}{siren}") == ""


def test_a_siret_gives_its_siren() -> None:
    assert firm_names.siren_of_siret("732 829 320 00074") == "732829320"
    assert firm_names.siren_of_siret("732829320") == ""
