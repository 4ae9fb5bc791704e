"""Each date is explained in one sentence."""

from datetime import date

from django.utils import translation

from timonerie.domains.contracts import sentences
from timonerie.domains.contracts.rules import clause_files
from timonerie.domains.contracts.rules.lengths import INDEFINITE, Length
from timonerie.domains.contracts.rules.terms import Timeline, timeline

CONTRACT = """
start = 2024-02-01
firm = "36 months"
renewal = "tacit"
renewal_length = "12 months"
notice = "3 months"
preparation = "6 weeks"
"""


def found(text: str = CONTRACT, on: date = date(2026, 3, 1)) -> Timeline:
    return timeline(clause_files.read(text), on=on)


def test_the_dates_of_a_firm_contract_are_told_in_order() -> None:
    assert sentences.sentences(found()) == [
        "Durée ferme de 36 mois\u00a0: du 1er février 2024 au 31 janvier 2027 inclus.",
        "Sans préavis, reconduction tacite le 1er février 2027 pour 12 mois.",
        "Préavis de 3 mois avant le 31 janvier 2027, lettre reçue\u00a0: dernier jour utile le"
        " 31 octobre 2026.",
        "À décider au plus tard le 19 septembre 2026\u00a0: 6 semaines pour se préparer.",
    ]


def test_the_clause_is_named_where_it_was_read() -> None:
    told = sentences.sentences(found(), sources={"notice": "article 7.2, page 3"})

    [notice] = [each for each in told if each.startswith("Préavis")]
    assert notice.endswith("31 octobre 2026 (article 7.2, page 3).")


def test_a_length_that_nobody_wrote_shows_the_law_and_asks_for_counsel() -> None:
    text = CONTRACT.replace('renewal_length = "12 months"', "")

    told = " ".join(sentences.sentences(found(text)))

    assert "art. 1214 et 1215" in told
    assert "à faire valider par un conseil" in told


def test_lengths_are_told_in_words() -> None:
    assert sentences.length(Length(months=1, days=15)) == "1 mois et 15 jours"
    assert sentences.length(Length()) == "0 jour"
    assert sentences.length(INDEFINITE) == "durée indéterminée"


def test_everything_is_told_in_english_as_well() -> None:
    with translation.override("en"):
        told = sentences.sentences(found())

    assert told[0] == "Firm for 36 months: from 1 February 2024 to 31 January 2027 included."
