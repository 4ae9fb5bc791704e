"""One recogniser per format. ``open_file`` finds the one that fits, and reads the file with it."""

from pathlib import Path

from timonerie.domains.facts.connectors import csv, xes, xlsx
from timonerie.domains.facts.connectors.base import (
    HEAD_BYTES,
    MEGABYTE,
    Connector,
    FileRefused,
    Grid,
    Notice,
    Options,
)
from timonerie.domains.facts.connectors.names import clean_name

CONNECTORS: tuple[Connector, ...] = (xlsx, xes, csv)

__all__ = [
    "CONNECTORS",
    "Connector",
    "FileRefused",
    "Grid",
    "Notice",
    "Options",
    "clean_name",
    "open_file",
    "recognise",
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
    named = [c for c in CONNECTORS if cleaned.lower().endswith(c.EXTENSIONS)]
    if named and size > max(connector.LIMIT for connector in named):
        raise FileRefused("FIC-02", _too_big(size, named))
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


def _too_big(size: int, named: list[Connector]) -> str:
    limit = max(connector.LIMIT for connector in named)
    return (
        f"Le fichier pèse {size / MEGABYTE:.0f} Mo, la limite est de {limit // MEGABYTE} Mo. "
        "Découpez-le par période."
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
