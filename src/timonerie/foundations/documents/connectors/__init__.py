"""One recogniser per format. ``open_file`` finds the one that fits, and reads the file with it."""

from pathlib import Path

from timonerie.foundations.documents.connectors import csv, xes, xlsx, zips
from timonerie.foundations.documents.connectors.base import (
    HEAD_BYTES,
    MEGABYTE,
    Connector,
    FileRefused,
    Grid,
    Notice,
    Options,
)
from timonerie.foundations.documents.connectors.names import clean_name

CONNECTORS: tuple[Connector, ...] = (xlsx, xes, csv)
EXTENSIONS = tuple(extension for one in CONNECTORS for extension in one.EXTENSIONS)

__all__ = [
    "CONNECTORS",
    "EXTENSIONS",
    "Connector",
    "FileRefused",
    "Grid",
    "Notice",
    "Options",
    "clean_name",
    "open_file",
    "opened_in",
    "recognise",
    "require_weight",
]


def recognise(path: Path, name: str) -> Connector:
    """The connector whose extension and content both fit.

    Raises:
        FileRefused: FIC-01 empty, FIC-02 too big, FIC-03 content and extension disagree,
            FIC-04 name.
    """
    cleaned, _ = clean_name(name)
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise FileRefused("FIC-01", "Le fichier est vide. Exportez-le de nouveau avec ses lignes.")
    require_weight(size, cleaned)
    named = [c for c in CONNECTORS if cleaned.lower().endswith(c.EXTENSIONS)]
    fitting = max(named, key=lambda connector: connector.sniff(head, cleaned), default=None)
    if fitting is None or fitting.sniff(head, cleaned) == 0:
        raise FileRefused("FIC-03", _disagreement(cleaned, head), value=cleaned)
    return fitting


def open_file(path: Path, name: str, options: Options | None = None) -> Grid:
    """Recognise a received file and start reading it; ``name`` is the name given by its sender.

    Raises:
        FileRefused: any structural fault, at once or while ``Grid.rows`` is read.
    """
    connector = recognise(path, name)
    grid = connector.read(path, options or Options())
    grid.notices.extend(clean_name(name)[1])
    return grid


def opened_in(folder: Path, path: Path, name: str, options: Options | None = None) -> Grid:
    """As :func:`open_file`, for a file that may stand alone in a ZIP archive: it is unpacked in
    `folder`, which the caller empties.

    Raises:
        FileRefused: as `open_file`, and ZIP-01 to ZIP-08.
    """
    cleaned, notices = clean_name(name)
    if zips.fits(path, cleaned):
        path, cleaned = zips.unpack(path, folder, recognised=EXTENSIONS)
    grid = open_file(path, cleaned, options)
    grid.notices.extend(notices)
    return grid


def require_weight(size: int, name: str, *, most: int | None = None) -> None:
    """``size`` is in bytes; a name that says no format may weigh what the heaviest does. ``most``
    is the limit of a format that has no name of its own.

    Raises:
        FileRefused: FIC-02 too big.
    """
    lower = name.lower()
    named = [one.LIMIT for one in CONNECTORS if lower.endswith(one.EXTENSIONS)]
    limit = most or max(named or [zips.LIMIT])
    if size > limit:
        raise FileRefused(
            "FIC-02",
            f"Le fichier pèse {size / MEGABYTE:.0f} Mo, la limite est de {limit // MEGABYTE} Mo. "
            "Découpez-le par période.",
        )


def _disagreement(name: str, head: bytes) -> str:
    for connector in CONNECTORS:
        plain = f"x{connector.EXTENSIONS[0]}"
        if connector.sniff(head, plain) > 0.5:
            return (
                f"Le contenu est celui d’un fichier {connector.FORMAT.upper()}, "
                f"pas celui que son nom annonce (« {name} »). Corrigez l’extension."
            )
    if (
        head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200]
        .lower()
        .startswith((b"<html", b"<!doctype", b"<t"))
    ):
        return (
            "Le fichier est une page web enregistrée sous un autre nom. Ouvrez-le dans un tableur, "
            "puis enregistrez-le au format « Classeur Excel (.xlsx) »."
        )
    return (
        "Le contenu du fichier ne correspond à aucun format attendu pour son nom "
        f"(« {name} »). Formats lus : CSV, XLSX, XES."
    )
