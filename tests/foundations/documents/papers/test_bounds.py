"""What of a PDF is refused on its way in, before anything opens it."""

import pytest

from tests.foundations.documents.papers import hostile
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.foundations.documents.connectors.base import MEGABYTE
from timonerie.foundations.documents.papers import bounds

pytestmark = pytest.mark.rule("FIL-01")

SOUND = hostile.plain()


def passed(data: bytes, size: int = 1_000) -> bytes:
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(bounds.checked(pieces))


def refusal(data: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        passed(data)
    return refused.value.code


@pytest.mark.parametrize("size", [1, 7, 100, 10_000])
def test_a_pdf_passes_whole_however_it_comes(size: int) -> None:
    assert passed(SOUND, size) == SOUND


def test_blanks_after_the_end_are_what_scanners_leave() -> None:
    assert passed(SOUND + b"\0" * 1_500 + b"\r\n")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "PDF-04"),
        (b"PK\x03\x04 a workbook", "PDF-04"),
        (b"MZ a program " + SOUND, "PDF-04"),
        (SOUND.replace(b"\n", b"\n<html><script>x</script>\n", 1), "PDF-04"),
        (SOUND + b"PK\x03\x04 an archive after the end", "PDF-04"),
        (SOUND[: len(SOUND) // 2], "PDF-05"),
    ],
)
def test_what_is_not_a_pdf_alone_is_refused(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_a_pdf_is_refused_as_soon_as_it_weighs_too_much() -> None:
    taken = []

    def heavy() -> object:
        yield SOUND
        for rank in range(100):
            taken.append(rank)
            yield bytes(MEGABYTE)

    with pytest.raises(FileRefused) as refused:
        for _chunk in bounds.checked(heavy()):  # type: ignore[arg-type]
            pass
    assert refused.value.code == "PDF-03"
    assert len(taken) <= 51


@pytest.mark.parametrize("name", ["contrat.docx", "contrat.pdf.exe", "contrat"])
def test_another_extension_is_refused(name: str) -> None:
    with pytest.raises(FileRefused) as refused:
        bounds.require_name(name)
    assert refused.value.code == "PDF-04"
