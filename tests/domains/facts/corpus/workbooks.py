"""Rows 38 to 50: workbooks."""

import warnings
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from tests.domains.facts import files
from tests.domains.facts.corpus.entries import DATE, NAME, Entry, Make, content

LAUGHS = b"""<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>"""
QUADRATIC = b"<!DOCTYPE x [<!ENTITY a '" + b"x" * 10_000 + b"'>]>"
EXTERNAL = b"""<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>"""
RELATIONS = "xl/_rels/workbook.xml.rels"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
MOST_CELLS = b'ref="A1:XFD1048576"'
FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'


def plain(folder: Path) -> Path:
    """The workbook that every other one was before its damage."""
    return files.workbook(folder, [["dossier", "valeur"], ["A", 12.5]])


def with_part(member: str, change: Callable[[bytes], bytes]) -> Make:
    return lambda folder: files.with_member(plain(folder), member, change)


def declared(declaration: bytes, member: str = files.SHEET) -> Make:
    return with_part(member, lambda text: text.replace(b"?>", b"?>" + declaration, 1))


def swollen(folder: Path) -> Path:
    """199 KB that unpack to one cell of 200 MB."""
    value = b'<c r="C2" t="inlineStr"><is><t>' + b" " * 199_000_000 + b"</t></is></c></row></sheet"
    return with_part(files.SHEET, lambda text: text.replace(b"</row></sheet", value))(folder)


def without_workbook(folder: Path) -> Path:
    path = folder / "envoi.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("note.txt", "rien")
    return path


def truncated(folder: Path) -> Path:
    path = plain(folder)
    path.write_bytes(path.read_bytes()[:-200])
    return path


def wrong_checksum(folder: Path) -> Path:
    path = plain(folder)
    with zipfile.ZipFile(path) as archive:
        good = archive.getinfo(files.SHEET).CRC.to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(good, bytes(byte ^ 0xFF for byte in good)))
    return path


def lying_sizes(folder: Path) -> Path:
    path = plain(folder)
    with zipfile.ZipFile(path) as archive:
        real = archive.getinfo(files.SHEET).file_size
    declared_size, smaller = real.to_bytes(4, "little"), (real - 100).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(declared_size, smaller))
    return path


def part_twice(name: str) -> Make:
    def make(folder: Path) -> Path:
        path = plain(folder)
        with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as archive:
            warnings.simplefilter("ignore")
            archive.writestr(name, "<x/>")
        return path

    return make


def computed(value: Any) -> Make:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["dossier", "valeur"])
        sheet.write(1, 0, "A")
        sheet.write_formula(1, 1, "=B9*2", None, value)

    return lambda folder: files.made_workbook(folder, fill)


def dated(serial: float) -> Make:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["dossier", "valeur"])
        sheet.write(1, 0, "A")
        sheet.write_number(1, 1, serial, book.add_format({"num_format": "dd/mm/yyyy"}))

    return lambda folder: files.made_workbook(folder, fill)


def of_1904(folder: Path) -> Path:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["dossier", "valeur"])
        sheet.write(1, 0, "A")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_datetime(1, 1, date(2026, 3, 2), day)

    return files.made_workbook(folder, fill, options={"date_1904": True})


def with_hidden_parts(folder: Path) -> Path:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("Mars")
        sheet.write_row(0, 0, ["dossier", "valeur", "note"])
        sheet.write_row(1, 0, ["A", 1])
        sheet.write_row(2, 0, ["B", 2])
        sheet.merge_range("C2:C3", "même note")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("B:B", None, None, {"hidden": True})
        book.add_worksheet("Secret").hide()

    return files.made_workbook(folder, fill)


def _dtd(row: int, what: str, make: Make) -> Entry:
    return Entry(row, what, make, "XLS-01", says="Enregistrez-le de nouveau")


def _broken(what: str, make: Make) -> Entry:
    return Entry(46, what, make, "XLS-06", says="enregistrez-le de nouveau")


def _formula(what: str, value: Any) -> Entry:
    return Entry(48, what, computed(value), "XLS-08", 2, "valeur", "collez-la en valeurs")


WORKBOOKS = (
    _dtd(38, "billion laughs in the sheet", declared(LAUGHS)),
    _dtd(38, "billion laughs in the texts", declared(LAUGHS, "xl/sharedStrings.xml")),
    _dtd(39, "quadratic entities", declared(QUADRATIC)),
    _dtd(39, "quadratic entities in the workbook", declared(QUADRATIC, "xl/workbook.xml")),
    _dtd(40, "external entity", declared(EXTERNAL)),
    _dtd(40, "external entity in the relations", declared(EXTERNAL, RELATIONS)),
    Entry(41, "199 KB of 200 MB", swollen, "XLS-02", says="seules lignes utiles"),
    Entry(42, "all the cells claimed", with_part(
        files.SHEET, lambda text: text.replace(b'ref="A1:B2"', MOST_CELLS))),
    Entry(42, "two cells in far corners", with_part(
        files.SHEET, lambda text: text.replace(b"</sheetData>", FAR)), "XLS-02",
        says="seules lignes utiles"),
    Entry(43, "macro renamed", with_part("xl/vbaProject.bin", lambda _: OLE), "XLS-03",
          says="sans macro"),
    Entry(44, "password", content(OLE, "envoi.xlsx"), "XLS-04", says="mot de passe"),
    Entry(45, "external link", with_part(
        "xl/externalLinks/externalLink1.xml", lambda _: b"<x/>"), "XLS-05", says="liaisons"),
    Entry(45, "DDE link", with_part(
        "xl/externalLinks/externalLink7.xml",
        lambda _: b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'),
        "XLS-05", says="liaisons"),
    _broken("no workbook", without_workbook),
    _broken("truncated", truncated),
    _broken("wrong checksum", wrong_checksum),
    _broken("sizes that lie", lying_sizes),
    _broken("sheet cut", with_part(files.SHEET, lambda _: b"<worksheet>")),
    _broken("no relation", with_part(RELATIONS, lambda _: b"<Relationships/>")),
    Entry(47, "sheet twice", part_twice(files.SHEET), "XLS-07", says="enregistrez-le"),
    Entry(47, "sheet twice in capitals", part_twice(files.SHEET.upper()), "XLS-07",
          says="enregistrez-le"),
    _formula("formula without a value", ""),
    _formula("error in money", "#REF!"),
    _formula("computed amount", 12.5),
    Entry(48, "text from a formula", computed("Lyon"), mapping=NAME),
    Entry(49, "day 60", dated(60), "XLS-09", 2, "B", "Corrigez la date", mapping=DATE),
    Entry(49, "1904 system", of_1904, mapping=DATE),
    Entry(50, "merged and hidden parts", with_hidden_parts, "XLS-10", says="masquée"),
)  # fmt: skip
