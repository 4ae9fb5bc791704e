"""What the bytes of a PDF must be before anything opens them: seen on their way in."""

from collections.abc import Iterable, Iterator

from timonerie.foundations.documents.connectors.base import MEGABYTE, FileRefused

EXTENSION = ".pdf"
LIMIT = 50 * MEGABYTE
MOST_PAGES = 2_000
CARRIES_MORE, UNREADABLE = "PDF-08", "PDF-10"
"""What is read with a doubt, and said: more than pages in the file, a page that says nothing."""
_MAGIC, _END = b"%PDF-", b"%%EOF"
_LOOKED_AT = 2_048
# A file that a browser would take for a page of its own, whatever its name.
_PAGES_OF_THE_WEB = (b"<html", b"<!doctype", b"<script", b"<svg", b"<?php", b"<body", b"<iframe")
_BLANKS = b"\0\t\n\x0c\r "


def require_weight(size: int) -> None:
    """Raises FileRefused: PDF-03."""
    if size > LIMIT:
        raise FileRefused(
            "PDF-03",
            f"Le PDF pèse {size / MEGABYTE:.0f} Mo, la limite est de {LIMIT // MEGABYTE} Mo. "
            "Numérisez-le en noir et blanc à 300 points par pouce, ou découpez-le.",
        )


def require_name(name: str) -> None:
    """Raises FileRefused: PDF-04, for another extension than `.pdf`."""
    if not name.lower().endswith(EXTENSION):
        raise FileRefused(
            "PDF-04",
            f"« {name} » n’est pas un PDF. Imprimez le document en PDF, puis déposez cette copie.",
            value=name,
        )


def checked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same chunks, stopped where they are not those of a PDF alone.

    Raises:
        FileRefused: PDF-03 too heavy, PDF-04 not a PDF alone, PDF-05 cut before its end.
    """
    head, tail, size, is_known = b"", b"", 0, False
    for chunk in chunks:
        size += len(chunk)
        require_weight(size)
        head = head if len(head) >= _LOOKED_AT else head + chunk[:_LOOKED_AT]
        # Blanks may follow the end: what scanners leave must not hide it.
        tail = (tail + chunk)[-2 * _LOOKED_AT :]
        if not is_known and len(head) >= _LOOKED_AT:
            _require_head(head)
            is_known = True
        yield chunk
    _require_head(head)
    _require_tail(tail)


def _require_head(head: bytes) -> None:
    start = head.lstrip(b"\xef\xbb\xbf" + _BLANKS)
    if not start.startswith(_MAGIC):
        raise FileRefused(
            "PDF-04",
            "Le fichier ne commence pas comme un PDF. Déposez le PDF d’origine, ou imprimez le "
            "document en PDF.",
        )
    if any(word in head.lower() for word in _PAGES_OF_THE_WEB):
        raise _two_in_one()


def _require_tail(tail: bytes) -> None:
    _whole, found, after = tail.rpartition(_END)
    if not found:
        raise FileRefused(
            "PDF-05",
            "Le PDF est coupé avant sa fin : sa dernière marque manque. Téléchargez-le ou "
            "copiez-le de nouveau en entier.",
        )
    if after.strip(_BLANKS):
        raise _two_in_one()


def _two_in_one() -> FileRefused:
    return FileRefused(
        "PDF-04",
        "Le fichier est à la fois un PDF et autre chose (une page web, une archive). Imprimez le "
        "document en PDF, puis déposez cette copie.",
    )


def too_heavy() -> FileRefused:
    """The refusal PDF-09: the reader of the pages had no memory or no time left."""
    return FileRefused(
        "PDF-09",
        "Le PDF demande trop de mémoire ou de temps pour être lu. Découpez-le, ou numérisez-le à "
        "300 points par pouce en noir et blanc.",
    )
