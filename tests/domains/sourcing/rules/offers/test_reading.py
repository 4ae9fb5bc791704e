"""A pasted price list is read line by line, and asked about where it is not plain."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.sourcing.rules.offers.asking import CODES, Asked
from timonerie.domains.sourcing.rules.offers.prices import cost_of
from timonerie.domains.sourcing.rules.offers.reading import MOST_LINES, PriceLine, read, unit_price

WITHOUT_TAX = "Tous nos prix sont hors taxes.\n"


def asked(text: str) -> list[str]:
    return [each.code for each in read(WITHOUT_TAX + text).questions]


@pytest.mark.parametrize(
    ("text", "label", "cents", "every", "unit"),
    [
        (
            "Bulletin de paie ; 12,50 € ; par bulletin",
            "Bulletin de paie",
            "1250",
            "unit",
            "bulletin",
        ),
        ("Bulletin de paie\t12,50 €\tbulletin", "Bulletin de paie", "1250", "unit", "bulletin"),
        (
            "Bulletin de paie   12,50 €   par bulletin",
            "Bulletin de paie",
            "1250",
            "unit",
            "bulletin",
        ),
        ("Bulletin | par bulletin | 12,50 €", "Bulletin", "1250", "unit", "bulletin"),
        ("Mise en place 1 500 € HT (une fois)", "Mise en place", "150000", "once", ""),
        ("Forfait mensuel : 890,00 €/mois", "Forfait mensuel", "89000", "month", ""),
        ("Forfait mensuel : 890 €", "Forfait mensuel", "89000", "month", ""),
        (
            "Assistance : forfait annuel de 1 200 €",
            "Assistance : forfait annuel",
            "120000",
            "year",
            "",
        ),
        ("Reporting mensuel : 200 € (une fois)", "Reporting mensuel", "20000", "once", ""),
        (
            "Consultant – 1\u202f150,00\u00a0€\u00a0HT / jour",
            "Consultant",
            "115000",
            "unit",
            "jour",
        ),
        ("Audit 1\u20091\u200950", "", "", "", ""),
        ("Hébergement : 1,2 k€ / an", "Hébergement", "120000", "year", ""),
        ("Liasse : 3.500,00 EUR par an", "Liasse", "350000", "year", ""),
        ("Page numérisée 0,085 € la page", "Page numérisée", "8.5", "unit", "page"),
        ("• Sortie ........ 35 euros l’unité", "Sortie", "3500", "unit", "unité"),
        ("Supervision ; € 450 ; par trimestre", "Supervision", "45000", "quarter", ""),
        ("Pack 50 bulletins ; 600 € ; par semestre", "Pack 50 bulletins", "60000", "half", ""),
        (
            "De\u0301claration ; 60 € ; par de\u0301claration",
            "Déclaration",
            "6000",
            "unit",
            "déclaration",
        ),
    ],
)
def test_a_plain_line_is_read(text: str, label: str, cents: str, every: str, unit: str) -> None:
    lines = read(WITHOUT_TAX + text).lines

    if not label:
        assert lines == ()
        return
    assert lines == (PriceLine(2, label, Decimal(cents), every, unit, "excluded"),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bulletin ; 15 € TTC ; par bulletin", "included_tax"),
        ("Bulletin ; 15 € toutes taxes comprises ; par bulletin", "included_tax"),
        ("Mise en place 1 500 € HT", "no_recurrence"),
        ("Clôture annuelle ; 3 000 €", "no_recurrence"),
        ("Bulletin ; 12,50 ; par bulletin", "currency_missing"),
        ("Audit ; 500 $ ; une fois", "other_currency"),
        ("Lot 2 500 € une fois", "unclear_amount"),
        ("Reprise 1.250 € une fois", "unclear_amount"),
        ("Reprise 1,5 M€ une fois", "unclear_amount"),
        ("Mise en place 1  500 € (une fois)", "unclear_amount"),
        ("Bulletin 12,50 € soit 150 € par an", "several_amounts"),
        ("Bulletin ; 120 ; 12,50 € ; par bulletin", "not_understood"),
        ("Bulletin 12,50 € par bulletin engagement 36 mois", "not_understood"),
        ("Bulletin 12€50 par bulletin", "not_understood"),
        ("Déclaration ; 60 € ; par virement", "not_understood"),
        ("Paie 12 € par bulletin et par mois", "several_recurrences"),
        ("De 1 à 100 bulletins : 12 € par bulletin", "band"),
        ("Bulletin au-delà de 500 : 9 € par bulletin", "band"),
        ("Bulletin : à partir de 12 € par bulletin", "approximate"),
        ("Bulletin : environ 12 € par bulletin", "approximate"),
        ("Bulletin ; 12, 50 € ; par bulletin", "unclear_amount"),
        ("Loyer 1'500 € par mois", "unclear_amount"),
        ("Support N2 120 € par heure", "unclear_amount"),
        ("Écrans 10 x 350,00 € une fois", "quantity"),
        ("Reprise : 5 jours à 900 € une fois", "quantity"),
        ("Sous-total : 3 000 € par an", "total"),
        ("Minimum de facturation : 300 € / mois", "minimum"),
        ("Remise fidélité ; -500 € ; une fois", "discount"),
        ("Frais de dossier : 3 % du montant", "percentage"),
        ("DSN mensuelle ; incluse", "included"),
        ("Conditions générales de vente", "no_amount"),
        ("12 € par bulletin", "no_label"),
        ("Bulletin " * 60 + "12 €", "too_long"),
    ],
)
def test_what_is_not_plain_is_asked_and_gives_no_price(text: str, code: str) -> None:
    found = read(WITHOUT_TAX + text)

    assert found.lines == ()
    assert [(each.code, each.number) for each in found.questions] == [(code, 2)]


def test_titles_of_columns_say_the_currency_and_the_tax_of_all() -> None:
    found = read("Désignation\tPrix unitaire HT (€)\tUnité\n\nBulletin\t12,50\tbulletin")

    assert found.lines == (
        PriceLine(3, "Bulletin", Decimal("1250"), "unit", "bulletin", "excluded"),
    )
    assert found.questions == ()


def test_titles_with_tax_have_every_line_asked_unless_it_says_without() -> None:
    text = "Désignation;Prix TTC;Unité\nBulletin;15 €;par bulletin\nSortie;35 € HT;par sortie"

    found = read(text)

    assert [line.label for line in found.lines] == ["Sortie"]
    assert [(each.code, each.number) for each in found.questions] == [("included_tax", 2)]


def test_prices_that_say_nothing_of_tax_are_read_and_asked_about_once() -> None:
    found = read(
        "Sortie ; 35 € HT ; par sortie\nBulletin ; 12 € ; par bulletin\nDSN ; 9 € ; par mois"
    )

    assert [line.tax for line in found.lines] == ["excluded", "", ""]
    assert found.questions == (Asked("tax_unsaid", 2),)


def test_lines_beyond_what_is_read_are_told() -> None:
    text = "Sortie ; 35 € ; par sortie\n" * MOST_LINES

    assert asked(text)[-1:] == ["too_many"]


def test_a_line_gives_the_price_that_totals_compute() -> None:
    text = "Bulletin;12,50 €;par bulletin\nSuivi;100 €;par trimestre\nReprise;500 €;une fois"

    payslip, followed, once = (unit_price(line) for line in read(text).lines)

    assert cost_of(10, payslip) == 12_500
    assert followed.monthly == Fraction(10_000, 3)
    assert cost_of(0, followed, months=12) == 40_000
    assert cost_of(0, once) == 50_000


SPACES = st.sampled_from(["\u00a0", "\u202f", "\u2009", " "])
SIGNS = st.sampled_from(["€", "EUR", "euros"])


@given(st.integers(0, 10**9), SPACES, SPACES, SIGNS)
def test_every_french_amount_is_read_to_the_cent(
    cents: int, thousands: str, before: str, sign: str
) -> None:
    written = f"{cents // 100:,}".replace(",", thousands) + f",{cents % 100:02}{before}{sign}"

    [line] = read(f"Reprise : {written} (une fois)").lines

    assert line.cents == cents


@given(st.text(alphabet="Bulletin de paie 0159 €k,;.\t/()-àé%HTC\n", max_size=200))
def test_every_line_is_a_price_or_a_question_and_no_text_breaks(text: str) -> None:
    found = read(text)

    numbers = {line.number for line in found.lines}
    whole = {"tax_unsaid", "too_many"}
    assert numbers.isdisjoint(each.number for each in found.questions if each.code not in whole)
    assert {each.code for each in found.questions} <= CODES.keys()
    assert all(line.cents >= 0 and line.label for line in found.lines)
