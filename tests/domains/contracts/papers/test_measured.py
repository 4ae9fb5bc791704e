"""How well the clauses are found in contracts that the patterns were never changed for.

Measured as they stand; `docs/guide/papiers.md` gives the same figures.
"""

import tempfile
from functools import cache
from pathlib import Path

import pytest

from tests.domains.contracts.papers import measure
from tests.factories import contract_pdfs
from tests.factories.contract_pdfs import Written
from timonerie.domains.contracts.rules.papers import looking
from timonerie.domains.contracts.rules.papers.pages import Page
from timonerie.foundations.documents.papers import reading, recognition

pytestmark = pytest.mark.slow


@cache
def pages(one: Written, *, as_scan: bool = False) -> tuple[Page, ...]:
    data = contract_pdfs.pdf(one)
    if as_scan:
        data = contract_pdfs.scan(data, seed=sum(map(ord, one.key)))
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        asked = {"path": str(folder / "contrat.pdf")}
        Path(asked["path"]).write_bytes(data)
        told = reading.read(asked, folder, lambda number: None)["pages"]
        assert all(page["is_scan"] for page in told) == as_scan
        if as_scan:
            told = [
                page | recognition.recognise(asked | page, folder, lambda number: None)
                for page in told
            ]
    return tuple(Page(page["number"], page["text"], as_scan) for page in told)


def scanned(one: Written) -> tuple[Page, ...]:
    return pages(one, as_scan=True)


def test_most_clauses_are_found_and_few_are_wrong_in_contracts_with_their_text() -> None:
    scores, mistakes = measure.of(contract_pdfs.texts("held_out"), pages)
    total = measure.total(scores)
    assert total.right + total.missed >= 60
    assert total.precision >= 0.93, mistakes
    assert total.recall >= 0.92, mistakes


def test_scans_give_as_much() -> None:
    scores, mistakes = measure.of(contract_pdfs.texts("held_out"), scanned)
    total = measure.total(scores)
    assert total.precision >= 0.9, mistakes
    assert total.recall >= 0.9, mistakes


def test_what_the_patterns_were_set_on_stays_found() -> None:
    scores, mistakes = measure.of(contract_pdfs.texts("tuning"), pages)
    total = measure.total(scores)
    assert total.precision >= 0.98, mistakes
    assert total.recall >= 0.99, mistakes


@pytest.mark.parametrize("one", contract_pdfs.texts("others"), ids=lambda one: str(one.key))
def test_what_is_no_contract_gives_no_clause(one: Written) -> None:
    looked = looking.look(pages(one))
    assert (looked.nature.is_contract, looked.findings) == (False, {})


@pytest.mark.parametrize("name", ["tuning", "held_out"])
def test_every_contract_is_seen_to_be_one_in_french(name: str) -> None:
    natures = {one.key: looking.look(pages(one)).nature for one in contract_pdfs.texts(name)}
    wrong = [key for key, kind in natures.items() if not kind.is_contract or kind.language != "fr"]
    assert wrong == []
