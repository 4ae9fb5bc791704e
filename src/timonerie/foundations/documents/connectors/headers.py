"""Names of columns: clean, distinct, none empty."""

import unicodedata
from collections.abc import Sequence

from timonerie.foundations.documents.connectors.base import MAX_COLUMNS, FileRefused


def clean_header(cells: Sequence[str], *, line: int, limit: int = MAX_COLUMNS) -> tuple[str, ...]:
    """Column names as they can be mapped; a nameless column is called by its rank.

    Raises:
        FileRefused: CSV-05 two columns of the same name, CSV-07 too many columns.
    """
    if len(cells) > limit:
        raise too_many_columns(len(cells), line=line, limit=limit)
    names = [clean_column(cell) or f"(colonne {rank})" for rank, cell in enumerate(cells, 1)]
    for name in names:
        if names.count(name) > 1:
            raise FileRefused(
                "CSV-05",
                f"Deux colonnes s’appellent « {name} ». Renommez l’une des deux.",
                line=line,
                column=name,
            )
    return tuple(names)


def too_many_columns(columns: int, *, line: int, limit: int = MAX_COLUMNS) -> FileRefused:
    """The refusal CSV-07 of a table too wide."""
    return FileRefused(
        "CSV-07",
        f"Le fichier a {columns} colonnes, la limite est de {limit}. Retirez celles qui "
        "ne servent pas.",
        line=line,
    )


def clean_column(name: str) -> str:
    """A column's name in one Unicode form, without blanks around it nor direction marks."""
    compatible = unicodedata.normalize("NFKC", name)
    visible = "".join(c for c in compatible if unicodedata.category(c) != "Cf")
    return " ".join(visible.split())


def folded(name: str) -> str:
    """The name without accents, case nor punctuation, to bring near spellings together."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(character for character in plain if character.isalnum())
