"""Which line a pasted price answers, where its title or its unit leaves no doubt."""

from typing import Any

import pytest

from timonerie.domains.sourcing.enums import LineKind as Kind
from timonerie.domains.sourcing.rules.offers import asked, placing, reading
from timonerie.domains.sourcing.rules.statements.shapes import Line

WHOLE = {asked.TRANSITION: "Transition", asked.EXIT: "Sortie"}


def price(key: str, title: str, unit: str = "", recurrence: str = "unit") -> Line:
    values: dict[str, Any] = {"unit": unit, "recurrence": recurrence}
    return Line(key, 14, Kind.PRICE, 1, title, "", values)


LINES = (
    price("payslip", "Établissement d’un bulletin", "par bulletin"),
    price("leaver", "Solde de tout compte", "dossier"),
    price("package", "Forfait mensuel", "", "month"),
    price("first", "Attestation", "attestation"),
    price("second", "Attestation urgente", "attestation"),
)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Paie standard ; 12,50 € ; par bulletin", {1: "payslip"}),
        ("Forfaits mensuels : 890,00 €/mois", {1: "package"}),
        ("SOLDE DE TOUT COMPTE ; 42 € ; par dossier", {1: "leaver"}),
        # Two lines of the version are counted so, or two prices: nobody guesses which.
        ("Pièce ; 9 € ; par attestation", {}),
        ("Standard ; 12 € ; par bulletin\nComplexe ; 15 € ; par bulletin", {}),
        ("Solde de tout compte ; 42 € ; par dossier\nAutre ; 5 € ; par dossier", {1: "leaver"}),
        ("Transition ; 1 500 € une fois", {1: str(asked.TRANSITION)}),
        ("Frais de mise en place 2 500 € HT (une fois)", {1: str(asked.TRANSITION)}),
        ("Mise en place ; 900 €/mois", {}),
        ("Mise en place ; 1 € une fois\nTransition ; 2 € une fois", {}),
        ("Audit annuel ; 900 €/an", {}),
    ],
)
def test_a_price_goes_where_its_title_or_its_unit_says(text: str, places: dict[int, str]) -> None:
    read = reading.read(text)
    assert read.lines
    assert placing.obvious(read.lines, asked.questions(LINES), whole=WHOLE) == places
