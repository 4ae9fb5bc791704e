"""The text of the pages of a PDF, and what it may not carry."""

from pathlib import Path
from typing import Any

import pytest

from tests.factories import papers
from tests.foundations.documents.papers import hostile
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.foundations.documents.papers import reading


def read(data: bytes, folder: Path) -> dict[str, Any]:
    path = folder / "contrat.pdf"
    path.write_bytes(data)
    return reading.read({"path": str(path)}, folder, lambda number: None)


def test_each_page_gives_its_text(tmp_path: Path) -> None:
    pages = read(papers.text_pdf(), tmp_path)["pages"]
    assert [page["number"] for page in pages] == list(range(1, len(pages) + 1))
    assert "SOMMAIRE" in pages[0]["text"]
    assert "trois (3) ans à compter du 1er janvier 2024" in pages[1]["text"].replace("\n", "")
    assert not any(page["is_scan"] for page in pages)


def test_a_picture_of_a_page_is_a_scan_and_a_blank_page_is_none(tmp_path: Path) -> None:
    [scan] = read(papers.scan_pdf(), tmp_path)["pages"]
    [blank] = read(hostile.plain(), tmp_path)["pages"]
    assert (scan["is_scan"], scan["text"]) == (True, "")
    assert (blank["is_scan"], blank["text"]) == (False, "")


@pytest.mark.rule("FIL-01")
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (hostile.with_script_at_opening(), "PDF-01"),
        (hostile.with_spelt_script(), "PDF-01"),
        (hostile.with_named_script(), "PDF-01"),
        (hostile.with_launch(), "PDF-01"),
        (hostile.with_packed_launch(), "PDF-01"),
        (hostile.with_pages(2_001), "PDF-02"),
        (hostile.with_password(), "PDF-06"),
        (hostile.without_page(), "PDF-07"),
    ],
)
def test_what_a_pdf_may_not_be_is_refused_by_name(data: bytes, code: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        read(data, tmp_path)
    assert refused.value.code == code
    assert refused.value.remedy.endswith(".")


def test_two_thousand_pages_are_read(tmp_path: Path) -> None:
    assert len(read(hostile.with_pages(2_000), tmp_path)["pages"]) == 2_000


def test_a_form_is_noticed_and_read(tmp_path: Path) -> None:
    assert read(hostile.with_form(), tmp_path)["carries"] is True
    assert read(hostile.plain(), tmp_path)["carries"] is False


def test_what_cannot_be_seen_is_not_kept() -> None:
    assert reading.cleaned("a\x00b\u202ec\u200bd\r\ne\x0cf\x02") == "abcd\ne\nf-"
