"""A FEC is known by its header or by its name, and nothing else passes for one."""

import pytest

from tests.factories import fec
from tests.factories.fec_files import HEADER, SIDED
from timonerie.engine.fec import recognition

TABS = "\t".join(HEADER).encode()


@pytest.mark.parametrize(
    ("head", "name", "least", "most"),
    [
        (fec.made()[:65_536], fec.name(), 1.0, 1.0),
        (TABS, "export.txt", 0.85, 0.95),
        ("|".join(SIDED).upper().encode("cp1252"), "export.csv", 0.85, 0.95),
        ("\t".join(HEADER).encode("utf-16"), "export.txt", 0.85, 0.95),
        ("\t".join(HEADER).encode("cp500"), "export.txt", 0.85, 0.95),
        (b"\xef\xbb\xbf" + TABS, "export.txt", 0.85, 0.95),
        (b"%PDF-1.7", "732829320FEC20251231.txt", 0.5, 0.5),
        (b"date;site;montant\n01/01/2026;Lyon;12", "envoi.csv", 0.0, 0.1),
        (b"", "vide.txt", 0.0, 0.0),
    ],
)
def test_how_much_a_file_looks_like_one(head: bytes, name: str, least: float, most: float) -> None:
    assert least <= recognition.looks_like(head, name) <= most
