"""The pages of a paper, one after another: texts at once, scans each in a child of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import ContractDocument, DocumentPage
from timonerie.foundations.documents import confinement
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.foundations.documents.papers import bounds, languages

Report = Callable[[float, str], None]

_WORKS = "timonerie.foundations.documents.papers"
_TOO_MUCH = {"FIC-06", "FIC-07", "FIC-08"}
_TEXTS = 0.1


def read_pages(document: ContractDocument, path: Path, report: Report) -> bool:
    """Write the pages of a document that are not kept yet; whether more than pages is in it.

    Raises:
        FileRefused: PDF-01, PDF-02, PDF-06, PDF-07 or PDF-09.
    """
    report(0.0, _("texte des pages"))
    answer = _texts(path)
    scans = [page["number"] for page in answer["pages"] if page["is_scan"]]
    _keep_texts(document, answer["pages"])
    report(_TEXTS, "")
    _read_scans(document, path, scans, report)
    return bool(answer["carries"])


def _texts(path: Path) -> dict[str, Any]:
    try:
        with confinement.opened(f"{_WORKS}.reading.read", {"path": str(path)}) as (answer, _folder):
            return dict(answer)
    except FileRefused as fault:
        if fault.code in _TOO_MUCH:
            raise bounds.too_heavy() from fault
        raise


def _keep_texts(document: ContractDocument, pages: list[dict[str, Any]]) -> None:
    """Scans that were read already keep what was read."""
    rows = [
        DocumentPage(
            document=document,
            number=page["number"],
            text="" if page["is_scan"] else page["text"],
            is_scan=page["is_scan"],
            is_readable=not page["is_scan"],
        )
        for page in pages
    ]
    known = set(document.page_texts.values_list("number", flat=True))
    DocumentPage.objects.bulk_create([row for row in rows if row.number not in known])


def _read_scans(document: ContractDocument, path: Path, scans: list[int], report: Report) -> None:
    if languages.folder() is None:
        return
    left = document.page_texts.filter(is_scan=True, confidence__isnull=True).order_by("number")
    for row in left:
        words = {"number": row.number, "count": len(scans)}
        done = sum(1 for number in scans if number < row.number)
        report(
            _TEXTS + (0.95 - _TEXTS) * done / len(scans),
            _("page %(number)s, %(count)s pages numérisées") % words,
        )
        _recognise(row, path)


def _recognise(row: DocumentPage, path: Path) -> None:
    """A page that its reader cannot do is unreadable, and no fault of the others."""
    asked = {"path": str(path), "number": row.number}
    try:
        with confinement.opened(f"{_WORKS}.recognition.recognise", asked) as (told, _folder):
            row.text, row.confidence = told["text"], told["confidence"]
            row.is_readable, row.turned = told["is_readable"], told["turned"]
    except FileRefused:
        row.text, row.confidence, row.is_readable = "", 0, False
    row.save()
