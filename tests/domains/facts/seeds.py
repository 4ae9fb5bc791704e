"""Sound inputs of every recogniser: what the properties damage, and what the fuzzer starts from."""

import gzip
import io
import tempfile
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tests.domains.facts import files
from tests.domains.facts.corpus import ENTRIES
from tests.domains.facts.test_xes import LOG
from tests.factories import (
    calendars_ics,
    contract_lists,
    contract_pdfs,
    dsn,
    fec,
    fec_files,
    org_charts,
)
from tests.foundations.documents.papers import hostile

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


HANDWRITTEN = """Nom et prénom;Fonction;Responsable
Roux Claire;Directrice générale;
Petit Marc;Responsable paie;Roux
Dupont Jean;;Dupont Jean
Costa Sofia;Comptable;Weiss Paul
Weiss Paul;Comptable;Costa Sofia
""".encode("cp1252")
CALENDARS = [
    calendars_ics.calendar(
        calendars_ics.series("Codir", zone=calendars_ics.ROMANCE, more=calendars_ics.talkative(1)),
        calendars_ics.event("Codir", uid="Codir", more=["RECURRENCE-ID:20250908T070000Z"]),
    ),
    calendars_ics.calendar(*calendars_ics.repeated("Point", calendars_ics.every(7, times=5))),
    calendars_ics.calendar(
        calendars_ics.series(
            "Paie",
            rule="FREQ=MONTHLY;BYDAY=1TU;COUNT=12",
            more=[calendars_ics.except_on(date(2025, 10, 7)), "RDATE:20251010T090000Z"],
        )
    ),
]


def workbook() -> bytes:
    moment = datetime(2026, 1, 31, 10, 0)  # noqa: DTZ001 - as in a cell
    table: list[list[Any]] = [
        ["dossier", "reçu le", "montant"],
        ["A", moment, 12.5],
        ["B", moment, 3],
    ]
    with tempfile.TemporaryDirectory() as folder:
        return files.workbook(Path(folder), table).read_bytes()


def papers() -> bytes:
    [one, *_others] = contract_pdfs.texts("tuning")
    return contract_pdfs.pdf(one)


def contracts() -> list[bytes]:
    every = (contract_lists.FREE, contract_lists.TITLED, contract_lists.GLPI)
    return [contract_lists.csv(rows) for rows in (*every, contract_lists.DOLIBARR)]


def archive() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mars/envoi.csv", TEXT)
    return packed.getvalue()


def entries_files() -> list[bytes]:
    """A month of entries, as several programs write it."""
    lines = fec_files.rows(fec.book()[:60])
    sided = [(*cells[:11], cells[11], "D", *cells[13:]) for cells in lines]
    return [
        fec_files.written(lines),
        fec_files.written(lines, separator="|", encoding="cp1252", end="\r\r\n"),
        fec_files.written(lines, encoding="utf-16", end="\n"),
        fec_files.written(lines, header=fec_files.SIDED),
        fec_files.written(sided, header=fec_files.SIDED),
    ]


def payroll() -> bytes:
    """Three people, one off and one who left."""
    month, place = date(2025, 3, 1), dsn.PLACES[0]
    stop = dsn.Stop("01", date(2025, 3, 3), date(2025, 3, 20))
    people = [
        dsn.Somebody(1, place, date(2020, 1, 1), stops=(stop,), overtime="3.5"),
        dsn.Somebody(2, place, date(2025, 3, 4), nature="02", end=date(2025, 3, 9), reason="031"),
        dsn.Somebody(3, dsn.PLACES[1], date(2020, 1, 1), late=(date(2025, 2, 1),)),
    ]
    return dsn.file(dsn.declaration(place, month, [dsn.person(one, month) for one in people]))


def of_recogniser(name: str) -> list[bytes]:
    """The seeds of a recogniser, the soundest first, then its part of the malformed corpus."""
    sound: dict[str, list[bytes]] = {
        "csv": [TEXT],
        "xlsx": [workbook()],
        "xes": [LOG.encode()],
        "xes.gz": [gzip.compress(LOG.encode())],
        "zip": [archive()],
        "dsn": [payroll()],
        "encodings": [TEXT, TEXT.decode().encode("utf-16"), TEXT.decode().encode("cp1252")],
        "dates": [text.encode() for text in DATES],
        "numbers": [text.encode() for text in NUMBERS],
        "mapping": [MAPPING],
        "fec": entries_files(),
        "ics": CALENDARS,
        "pdf": [papers(), *hostile.EVERY],
        "contract lists": contracts(),
        "org charts": [org_charts.csv(org_charts.small()).encode(), HANDWRITTEN],
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
