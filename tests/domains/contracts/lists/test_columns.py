"""Which line gives the titles, and what each column means."""

import pytest

from tests.factories import contract_lists as lists
from timonerie.domains.contracts.rules import columns, headings

FEC = [
    *("JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib"),
    *("CompAuxNum", "CompAuxLib", "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit"),
    *("EcritureLet", "DateLet", "ValidDate", "Montantdevise", "Idevise"),
]


def fields(rows: lists.Rows) -> list[str]:
    """The fields of the columns of a list, in their order."""
    at = columns.titles_at(rows)
    proposal = columns.propose(rows[at], rows[at + 1 :])
    return [proposal.fields.get(rank, "") for rank in range(len(rows[at]))]


def test_titles_are_read_in_any_words_and_any_order() -> None:
    assert fields(lists.FREE) == ["provider", "name", "start_date", "terms", "amount"]
    turned = [row[::-1] for row in lists.FREE]
    assert fields(turned) == ["amount", "terms", "start_date", "name", "provider"]


def test_titles_under_others_are_found() -> None:
    assert columns.titles_at(lists.TITLED) == 2
    assert fields(lists.TITLED) == ["reference", "provider", "name", "end_date", "notice", "amount"]


def test_exports_of_two_tools_are_known_by_their_titles() -> None:
    assert fields(lists.GLPI) == [
        *("name", "reference", "", "start_date", "firm", "notice", "renewal"),
        *("renewal_length", "provider"),
    ]
    assert fields(lists.DOLIBARR) == ["reference", "provider", "start_date", "end_date", ""]
    assert headings.origin(lists.GLPI[0]) == "glpi"
    assert headings.origin(lists.DOLIBARR[0]) == "dolibarr"


def test_cells_tell_what_titles_do_not() -> None:
    found = columns.propose(lists.BY_CONTENT[0], lists.BY_CONTENT[1:])
    assert [found.fields[rank] for rank in (2, 3, 4)] == ["start_date", "end_date", "terms"]
    assert found.by_content == {2, 3, 4}


def test_one_column_of_dates_without_a_title_is_left_to_a_person() -> None:
    rows = [("Fournisseur", "Objet", "A"), ("Veolia", "Déchets", "01/01/2025")] * 2
    assert 2 not in columns.propose(rows[0], rows[1:]).fields


def test_a_field_has_one_column_only() -> None:
    found = columns.propose(("Fournisseur", "Prestataire", "Échéance"), ())
    assert sorted(found.fields.values()) == ["end_date", "provider"]


@pytest.mark.parametrize(
    ("titles", "looks"),
    [
        (lists.FREE[0], True),
        (lists.TITLED[2], True),
        (lists.GLPI[0], True),
        (lists.DOLIBARR[0], True),
        (lists.BY_CONTENT[0], False),
        (FEC, False),
        (("numero", "cree le", "resolu le", "etat", "site", "prestataire"), False),
        (("Sujet", "Début", "Fin", "Journée entière", "Lieu"), False),
        (("Nom", "Prénom", "N+1", "Poste", "Site", "Date d’entrée"), False),
        ((), False),
    ],
)
def test_a_list_of_contracts_is_told_from_other_files(titles: tuple[str, ...], looks: bool) -> None:
    assert (columns.looks_like(titles) >= columns.ENOUGH) is looks
