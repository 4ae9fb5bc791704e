"""LibreOffice opens what we write, numbers it as the document does, and gives our template back."""

from io import BytesIO

import docx as files
import pytest

from tests import libreoffice
from tests.foundations.printing.documents import reading, templates
from tests.foundations.printing.documents.samples import RICH, SHORT, TITLES, WRITTEN
from timonerie.foundations.printing.documents import company_template
from timonerie.foundations.printing.documents.word import docx

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def printed() -> list[str]:
    return reading.pages(libreoffice.printed(docx(RICH)))


def test_every_article_comes_in_its_order_under_the_number_it_has(printed: list[str]) -> None:
    text = " ".join(printed[2:])
    wanted = []
    for rank, title in enumerate(TITLES, 1):
        wanted += [f"{rank} {title} Marque-{rank:02d}."]
        wanted += [
            f"{rank}.{n} Partie {n} de l’article {rank} Marque-{rank:02d}-{n}." for n in (1, 2)
        ]
        wanted += [f"{rank}.2.1 Détail Un point précis."]
    places = [text.find(one) for one in wanted]
    assert -1 not in places
    assert places == sorted(places)


def test_the_contents_and_the_pages_are_told(printed: list[str]) -> None:
    assert all(f"{rank} {title}" in printed[1] for rank, title in enumerate(TITLES, 1))
    assert [f"Page {n} sur {len(printed)}" in page for n, page in enumerate(printed, 1)] == [
        True
    ] * len(printed)


def test_long_tables_and_strange_texts_are_whole(printed: list[str]) -> None:
    pages = [page for page in printed if "Saisie et contrôle" in page]
    assert all("Volume par mois" in page for page in pages)
    assert sum(page.count("Saisie et contrôle") for page in pages) == 80
    assert WRITTEN in " ".join(printed)


def test_our_template_saved_there_is_still_a_template() -> None:
    saved = libreoffice.saved_again(company_template.default())
    assert company_template.check(saved) == []
    text = " ".join(reading.pages(libreoffice.printed(docx(SHORT, saved))))
    assert "2.2 Partie 2 de l’article 2 Marque-02-2." in text
    assert "[[" not in text


def test_the_numbers_of_a_house_do_not_shift_ours() -> None:
    """The template has a heading before the articles and one after them."""
    text = " ".join(reading.pages(libreoffice.printed(docx(SHORT, templates.house()))))
    assert "1 Contexte et sites Marque-01." in text
    assert "2.2.1 Détail Un point précis." in text
    assert "RCS Besançon" in text
    numbered = files.Document(BytesIO(company_template.default()))
    numbered.paragraphs[0].insert_paragraph_before("Article de la maison", style="Heading 1")
    changed = BytesIO()
    numbered.save(changed)
    text = " ".join(reading.pages(libreoffice.printed(docx(SHORT, changed.getvalue()))))
    assert "1 Article de la maison" in text
    assert "1 Contexte et sites Marque-01." in text
