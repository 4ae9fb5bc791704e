"""The page of the first hour holds on one sheet, and says what it is told."""

from datetime import date, datetime
from typing import Any

import pypdfium2
import pytest
from django.utils import translation

from tests.factories import accounts, organisation
from timonerie.foundations.scope import current
from timonerie.web.first_hour.sheet import printing
from timonerie.web.first_hour.sheet.shapes import Asked, Part, Question, Row, Sheet, Unknown

LONG = "Groupement d’intérêt économique des transporteurs de l’Est et de Franche-Comté"
FULL = tuple(
    Part(
        key=f"partie-{rank}",
        title=f"Partie {rank}",
        finding="Une phrase qui dit ce que les lignes montrent, avec un chiffre : 1 248 300 €.",
        rows=tuple(Row(text=LONG, note="12 %", figure="1 154 000 €") for _row in range(6)),
        more=34,
        source="FEC 732829320FEC20251231, écritures du 1er janvier au 31 décembre 2025",
    )
    for rank in range(6)
)
QUESTIONS = tuple(
    Question(text=f"Voulez-vous garder {LONG} au-delà de la reconduction ?", part="", weight=rank)
    for rank in range(5)
)
UNKNOWN = tuple(Unknown(text=f"Les effectifs de {LONG} : aucune DSN.") for _one in range(5))


@pytest.fixture
def asked(db: None) -> Asked:
    company = organisation.company(name="Ateliers *Brévent* #1")
    with current.company(company.pk):
        alice = accounts.actor(company)
    return Asked(actor=alice, company=company, on=date(2026, 3, 2))


def text_of(made: bytes) -> tuple[int, str]:
    document: Any = pypdfium2.PdfDocument(made)
    pages = [page.get_textpage().get_text_range() for page in document]
    return len(pages), " ".join(" ".join(pages).split())


def printed(asked: Asked, sheet: Sheet) -> tuple[int, str]:
    return text_of(printing.pdf(sheet, asked, at=datetime.fromisoformat("2026-03-02T08:00Z")))


def test_a_full_page_holds_on_one_sheet(asked: Asked) -> None:
    sheet = Sheet(on=asked.on, parts=FULL, questions=QUESTIONS, unknown=UNKNOWN)
    pages, text = printed(asked, sheet)
    assert pages == 1
    assert "Partie 5" in text
    assert text.count("1 154 000 €") == 36
    assert "Imprimé par Alice Martin" in text


def test_an_empty_page_says_so(asked: Asked) -> None:
    pages, text = printed(asked, Sheet(on=asked.on))
    assert pages == 1
    assert "Rien n’est encore assez connu" in text


def test_a_name_is_printed_as_it_is_written(asked: Asked) -> None:
    """The language of the template has signs of its own, which names may hold."""
    part = Part(key="a", title="Coûts", rows=(Row(text="#let *x* = $y$ [z] @w", figure="<1>"),))
    _pages, text = printed(asked, Sheet(on=asked.on, parts=(part,)))
    assert "#let *x* = $y$ [z] @w" in text
    assert "Ateliers *Brévent* #1" in text


def test_it_is_written_in_the_language_of_its_reader(asked: Asked) -> None:
    with translation.override("en"):
        _pages, text = printed(asked, Sheet(on=asked.on, questions=QUESTIONS))
    assert "Five questions for Monday" in text
