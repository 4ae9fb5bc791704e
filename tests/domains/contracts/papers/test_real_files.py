"""Real PDF files that nobody here wrote."""

from pathlib import Path

from timonerie.domains.contracts.rules.papers import looking
from timonerie.domains.contracts.rules.papers.pages import Page
from timonerie.foundations.documents.papers import bounds, reading


def test_an_electronic_invoice_is_read_carries_its_file_and_is_no_contract(
    real_data: Path, tmp_path: Path
) -> None:
    path = real_data / "facturx_samples" / "invoice_EN16931.pdf"
    assert b"".join(bounds.checked([path.read_bytes()])) == path.read_bytes()
    told = reading.read({"path": str(path)}, tmp_path, lambda number: None)
    pages = [Page(page["number"], page["text"]) for page in told["pages"]]
    looked = looking.look(pages)
    assert told["carries"] is True
    assert (looked.nature.is_contract, looked.findings) == (False, {})
