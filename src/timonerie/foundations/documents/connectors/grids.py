"""The sheets of a list as people keep it, read whole by a child: the titles may stand under others,
and which sheet is the list is not known yet."""

from itertools import islice
from pathlib import Path
from typing import Any

from timonerie.foundations.documents.confined import Tell
from timonerie.foundations.documents.connectors import EXTENSIONS, csv, recognise, xlsx, zips
from timonerie.foundations.documents.connectors.base import FileRefused, Row
from timonerie.foundations.documents.connectors.names import clean_name


def sheets(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    """``{"sheets": [{"name", "lines": [[line, cells], …]}]}``, at most ``most`` + 1 lines of each.
    A CSV file is one sheet without a name.

    Raises:
        FileRefused: a structural fault of the file; FIC-01 when nothing stands in it; FIC-03 for
            what is neither CSV nor XLSX.
    """
    path, name = Path(asked["path"]), clean_name(asked["name"])[0]
    if zips.fits(path, name):
        path, name = zips.unpack(path, folder, recognised=EXTENSIONS)
    found = [
        {"name": title, "lines": [[line, list(cells)] for line, cells in rows]}
        for title, rows in _read(path, name, asked["most"] + 1)
    ]
    if not found:
        raise FileRefused("FIC-01", "Le fichier est vide. Exportez-le de nouveau avec ses lignes.")
    return {"sheets": found}


def _read(path: Path, name: str, most: int) -> list[tuple[str, list[Row]]]:
    connector = recognise(path, name)
    if connector.FORMAT == xlsx.FORMAT:
        return [(title, rows[:most]) for title, rows in xlsx.sheets(path)]
    if connector.FORMAT == csv.FORMAT:
        return [("", list(islice(csv.rows(path), most)))]
    raise FileRefused(
        "FIC-03",
        "Ce n’est ni un CSV ni un XLSX. Enregistrez la liste sous l’un de ces formats.",
        value=name,
    )
