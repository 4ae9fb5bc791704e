"""What scanned pages say, and that those which say nothing are called unreadable."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytest_django import Settings
from rapidfuzz import fuzz

from tests.factories import contract_pdfs, papers
from timonerie.foundations.documents import confinement
from timonerie.foundations.documents.papers import recognition

pytestmark = pytest.mark.slow

WORK = f"{recognition.__name__}.recognise"


def recognised(data: bytes, folder: Path) -> dict[str, Any]:
    path = folder / "scan.pdf"
    path.write_bytes(data)
    return recognition.recognise({"path": str(path), "number": 1}, folder, lambda number: None)


def likeness(told: dict[str, Any]) -> float:
    truth = " ".join(part.text for part in papers.written("payroll-short").parts)
    alike: float = fuzz.ratio(" ".join(told["text"].split()), truth)
    return alike


def test_a_worn_scan_is_read(tmp_path: Path) -> None:
    told = recognised(papers.scan_pdf(), tmp_path)
    assert told["is_readable"]
    assert told["confidence"] >= recognition.SURE
    assert likeness(told) > 95


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_lies_is_turned_to_be_read(turned: int, tmp_path: Path) -> None:
    told = recognised(papers.scan_pdf(turned=turned), tmp_path)
    assert told["is_readable"]
    # Tesseract reads some lines that lie by itself.
    assert told["turned"] in (0, 360 - turned)
    assert likeness(told) > 90


def test_grain_alone_is_unreadable_and_says_nothing(tmp_path: Path) -> None:
    grain = np.random.default_rng(5).integers(0, 255, (2339, 1654), dtype=np.uint8)
    told = recognised(contract_pdfs.of_pictures([grain]), tmp_path)
    assert (told["is_readable"], told["text"]) == (False, "")


@pytest.mark.rule("FIL-04")
def test_a_page_is_read_within_the_share_of_a_confined_child(
    settings: Settings, data_dir: Path, tmp_path: Path
) -> None:
    settings.CONFINES_READING = True
    path = tmp_path / "scan.pdf"
    path.write_bytes(papers.scan_pdf())
    with confinement.opened(WORK, {"path": str(path), "number": 1}) as (told, _folder):
        assert told["is_readable"]
