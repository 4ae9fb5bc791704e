"""Sound inputs of every recogniser: what the properties damage, and what the fuzzer starts from."""

import gzip
import io
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.domains.facts import files
from tests.domains.facts.corpus import ENTRIES
from tests.domains.facts.test_xes import LOG

TEXT = 'dossier;reçu le;montant\nA;"31/01/2026 10:00";12,50\nB;01/02/2026;1 000\n'.encode()
DATES = ("31/01/2026 14:05", "2026-03-29T02:30+01:00", "20260131", "1/2/26", "01/31/2026 2:05 PM")
NUMBERS = ("1 234,56", "1.234,56", "1,234.56", "(12)", "12 €", "-5", "oui", "1e9")
MAPPING = b"""zone = "Europe/Paris"
missing = ["", "?"]
dates = ["%d/%m/%Y %H:%M"]
[columns]
case = "a"
received = "b"
[fold]
order = ["b"]
[[pause]]
column = "c"
values = ["x"]
[values.error]
true = ["oui"]
"""


def workbook() -> bytes:
    moment = datetime(2026, 1, 31, 10, 0)  # noqa: DTZ001 - as in a cell
    table: list[list[Any]] = [
        ["dossier", "reçu le", "montant"],
        ["A", moment, 12.5],
        ["B", moment, 3],
    ]
    with tempfile.TemporaryDirectory() as folder:
        return files.workbook(Path(folder), table).read_bytes()


def archive() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mars/envoi.csv", TEXT)
    return packed.getvalue()


def of_recogniser(name: str) -> list[bytes]:
    """The seeds of a recogniser, the soundest first, then its part of the malformed corpus."""
    sound: dict[str, list[bytes]] = {
        "csv": [TEXT],
        "xlsx": [workbook()],
        "xes": [LOG.encode()],
        "xes.gz": [gzip.compress(LOG.encode())],
        "zip": [archive()],
        "encodings": [TEXT, TEXT.decode().encode("utf-16"), TEXT.decode().encode("cp1252")],
        "dates": [text.encode() for text in DATES],
        "numbers": [text.encode() for text in NUMBERS],
        "mapping": [MAPPING],
    }
    return [*sound[name], *_malformed(f".{name}")]


def _malformed(extension: str, *, most: int = 20_000) -> list[bytes]:
    found = []
    for entry in ENTRIES:
        if entry.row in (3, 21, 41):
            continue  # they are there for their size
        with tempfile.TemporaryDirectory() as folder:
            path = entry.make(Path(folder))
            if path.suffix == extension and path.stat().st_size < most:
                found.append(path.read_bytes())
    return found
