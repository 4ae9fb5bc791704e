"""What one line says of a contract, and what its cells leave open."""

from timonerie.domains.contracts.rules import headings, lines
from timonerie.domains.contracts.rules.lines import Column, Said


def said(*cells: tuple[str, str, str], origin: str = "") -> Said:
    """A line of cells, each a field, its title and its text."""
    columns = [Column(rank, field, title) for rank, (field, title, _text) in enumerate(cells)]
    return lines.read(2, [text for _field, _title, text in cells], columns, origin=origin)


NAME = ("name", "Objet", "Paie")


def test_a_free_cell_gives_its_terms() -> None:
    found = said(NAME, ("terms", "Conditions", "tacite 12 mois, préavis 3 mois LRAR"))
    assert found.values == {
        "renewal": "tacit", "renewal_length": "12 months", "notice": "3 months",
        "notice_form": "registered",
    }  # fmt: skip
    assert found.cells["notice"] == "tacite 12 mois, préavis 3 mois LRAR"
    assert found.asked == ()


def test_limits_and_form_have_columns_of_their_own() -> None:
    found = said(
        NAME,
        ("renewals", "Nombre de reconductions", "2"),
        ("notice_form", "Forme du préavis", "LRAR"),
    )
    assert (found.values, found.asked) == ({"renewals": "2", "notice_form": "registered"}, ())
    assert headings.meaning("Nombre de reconductions") == ("renewals", 1.0)
    assert headings.meaning("Mode de résiliation") == ("notice_form", 1.0)
    assert headings.meaning("Préavis (mois)")[0] == "notice"


def test_a_form_that_nobody_understands_is_asked() -> None:
    found = said(NAME, ("notice_form", "Forme du préavis", "par pigeon"))
    assert [one.field for one in found.asked] == ["notice_form"]


def test_a_cell_that_says_nothing_is_a_question_and_no_value() -> None:
    found = said(NAME, ("terms", "Conditions", "voir contrat"))
    assert (found.values, [one.field for one in found.asked]) == ({}, ["renewal", "notice"])
    assert {one.cell for one in found.asked} == {"voir contrat"}


def test_two_cells_that_disagree_leave_the_field_blank() -> None:
    found = said(
        NAME,
        ("notice", "Préavis", "2 mois"),
        ("terms", "Conditions", "tacite 12 mois, préavis 3 mois"),
    )
    assert "notice" not in found.values
    [one] = found.asked
    assert (one.code, one.field, one.params["values"]) == (
        "disagree", "notice", "2 months | 3 months",
    )  # fmt: skip


def test_a_cell_that_says_nothing_beside_one_that_tells_asks_nothing() -> None:
    found = said(NAME, ("notice", "Préavis", "3 mois"), ("terms", "Conditions", "voir contrat"))
    assert found.values == {"notice": "3 months"}
    assert [one.field for one in found.asked] == ["renewal"]


def test_an_amount_is_told_by_year_or_asked() -> None:
    assert (
        said(NAME, ("amount", "Montant", "1 250 € HT / mois")).values["yearly_cents"] == "1500000"
    )
    assert said(NAME, ("amount", "Coût mensuel TTC", "800")).values == {
        "yearly_cents": "960000", "tax": "included",
    }  # fmt: skip
    [one] = said(NAME, ("amount", "Montant", "4 800")).asked
    assert (one.code, one.field, one.params) == (
        "amount_period",
        "yearly_cents",
        {"cents": "480000"},
    )


def test_the_period_of_billing_tells_that_of_the_amount() -> None:
    found = said(NAME, ("amount", "Montant", "300"), ("billing", "Facturation", "trimestrielle"))
    assert found.values["yearly_cents"] == "120000"


def test_a_bare_number_has_the_unit_of_its_title_or_of_its_tool() -> None:
    assert said(NAME, ("notice", "Préavis (mois)", "3")).values == {"notice": "3 months"}
    assert said(NAME, ("notice", "Préavis", "3"), origin="glpi").values == {"notice": "3 months"}
    assert said(NAME, ("notice", "Préavis", "0"), origin="glpi").values == {}
    assert said(NAME, ("notice", "Préavis", "3")).asked[0].code == "unit_missing"


def test_a_day_that_does_not_exist_is_asked() -> None:
    found = said(NAME, ("end_date", "Échéance", "30/02/2026"))
    assert (found.values, found.asked[0].field) == ({}, "end_date")


def test_totals_and_headings_are_no_contract() -> None:
    assert said(("name", "Objet", "TOTAL"), ("amount", "Montant", "12 000")).skipped == "total"
    assert said(("name", "Objet", "INFORMATIQUE"), ("amount", "Montant", "")).skipped == "title"
