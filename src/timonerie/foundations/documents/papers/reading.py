"""The text of each page of a PDF, and which pages are only pictures."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2

from timonerie.foundations.documents.confined import Tell
from timonerie.foundations.documents.connectors.base import FileRefused
from timonerie.foundations.documents.papers import actions
from timonerie.foundations.documents.papers.bounds import MOST_PAGES

FEW_LETTERS = 30
"""Under so many letters a page that shows something is taken for a picture of a text."""
MOST_CHARACTERS = 100_000
_STRANGE = 0.2
# What PDFium gives for a hyphen at the end of a line, and a form feed.
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\x0c": "\n"})


def read(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    """Pages as `{number, text, is_scan}`, numbers from 1; `carries` where a script, a file or a
    form is in it.

    Raises:
        FileRefused: PDF-01, PDF-02, PDF-06 or PDF-07.
    """
    path = Path(asked["path"])
    with opened(path) as document:
        parts = actions.parts_of(path.read_bytes())
        _require_quiet(document, parts)
        pages = []
        for number in range(1, len(document) + 1):
            pages.append(_page(document, number))
            tell(number)
    return {"pages": pages, "carries": actions.carries(parts)}


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """A document that our reader can open, and whose pages are not too many.

    Raises:
        FileRefused: PDF-02, PDF-06 or PDF-07.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise _unopened(str(error)) from error
    try:
        _require_pages(len(document))
        yield document
    finally:
        document.close()


def _require_pages(count: int) -> None:
    if count == 0:
        raise _unopened("")
    if count > MOST_PAGES:
        raise FileRefused(
            "PDF-02",
            f"Le PDF a {count} pages, la limite est de {MOST_PAGES}. Découpez-le en plusieurs "
            "documents.",
        )


def _unopened(said: str) -> FileRefused:
    if "password" in said.lower():
        return FileRefused(
            "PDF-06",
            "Le PDF demande un mot de passe. Ouvrez-le avec son mot de passe, imprimez-le en PDF, "
            "puis déposez cette copie.",
        )
    return FileRefused(
        "PDF-07",
        "Le PDF est abîmé : aucune page ne s’ouvre. Ouvrez-le dans un lecteur de PDF, imprimez-le "
        "en PDF, puis déposez cette copie.",
    )


def _require_quiet(document: Any, parts: list[bytes]) -> None:
    scripts = pypdfium2.raw.FPDFDoc_GetJavaScriptActionCount(document)
    if actions.launches(parts, scripts_of_document=max(0, scripts)):
        raise FileRefused(
            "PDF-01",
            "Le PDF veut lancer un programme ou un script à l’ouverture. Imprimez-le en PDF depuis "
            "un lecteur de PDF, puis déposez cette copie.",
        )


def _page(document: Any, number: int) -> dict[str, Any]:
    try:
        page = document[number - 1]
        text = cleaned(page.get_textpage().get_text_range())
        shows = next(iter(page.get_objects(max_depth=1)), None) is not None
    except pypdfium2.PdfiumError:
        return {"number": number, "text": "", "is_scan": True}
    return {"number": number, "text": text, "is_scan": shows and not _speaks(text)}


def cleaned(text: str) -> str:
    """The text as it is kept: composed letters, ends of lines alike, nothing invisible."""
    plain = unicodedata.normalize("NFC", text.translate(_HYPHENS)).replace("\r\n", "\n")
    kept = (
        one for one in plain.replace("\r", "\n")
        if one == "\n" or unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )  # fmt: skip
    return "".join(kept)[:MOST_CHARACTERS].strip()


def _speaks(text: str) -> bool:
    """Whether a page has a text of its own; fonts without a table of letters give signs."""
    letters = sum(one.isalpha() for one in text)
    signs = sum(unicodedata.category(one) in ("So", "Sk", "Lm", "Mn") for one in text)
    return letters >= FEW_LETTERS and signs < _STRANGE * len(text)
