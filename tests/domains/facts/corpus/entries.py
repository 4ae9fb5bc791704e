"""What an entry of the corpus is, and the mappings that its files are read with."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.domains.facts import files
from timonerie.domains.facts.rules.mapping import Mapping

AMOUNT = files.mapped({"case": "dossier", "amount": "valeur"}, delimiter=None)
DATE = files.mapped({"case": "dossier", "received": "valeur"})
NAME = files.mapped({"case": "dossier", "site": "valeur"})
CASE = files.mapped({"case": "dossier"})

Make = Callable[[Path], Path]
EVERY_DOOR = ("command", "api", "page")


@dataclass(frozen=True)
class Entry:
    """``row`` is the number in the table of the corpus, ``what`` the input in a few words.

    ``code`` is the public code of the verdict, None for a file that is read without a word;
    ``says`` a part of the French sentence that carries the remedy.
    """

    row: int
    what: str
    make: Make
    code: str | None = None
    line: int | None = None
    column: str | None = None
    says: str = ""
    mapping: Mapping = AMOUNT
    doors: tuple[str, ...] = EVERY_DOOR

    def __str__(self) -> str:
        return f"{self.row:02} {self.what}"


def content(data: bytes | str, name: str = "envoi.csv") -> Make:
    """A file of this very content."""
    return lambda folder: files.text_file(folder, data, name)


def cell(text: str) -> Make:
    """A CSV of one case, whose « valeur » is this text."""
    return content(f'dossier;valeur\nA;"{text}"\n')
