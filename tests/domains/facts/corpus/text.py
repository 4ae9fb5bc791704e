"""Rows 1 to 21: files, names, encodings, the shape of a CSV."""

import os
from pathlib import Path

from tests.domains.facts import files
from tests.domains.facts.corpus.entries import Entry, content

UTF8 = "dossier;valeur\né;1\n".encode()
CP1252 = "è;2\n".encode("cp1252")


def _sparse(folder: Path) -> Path:
    path = folder / "envoi.csv"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 51_000_000)
    return path


def _workbook_named_csv(folder: Path) -> Path:
    made = files.workbook(folder, [["dossier", "valeur"], ["A", 1]])
    return made.rename(folder / "envoi.csv")


TEXT = (
    Entry(1, "empty", content(b""), "FIC-01", says="Exportez-le de nouveau"),
    Entry(1, "blank lines", content(b"\n\n \n"), "FIC-01", says="Exportez-le de nouveau"),
    Entry(1, "header of blanks", content(b" ; \nA;1\n"), "FIC-01", line=1, says="en-tête"),
    Entry(2, "UTF-8 mark alone", content(b"\xef\xbb\xbf"), "FIC-01", says="Exportez-le"),
    Entry(2, "UTF-16 mark alone", content(b"\xff\xfe"), "FIC-01", says="Exportez-le"),
    Entry(3, "sparse file above the limit", _sparse, "FIC-02", says="Découpez-le par période"),
    Entry(4, "workbook named csv", _workbook_named_csv, "FIC-03", says="Corrigez l’extension"),
    Entry(4, "PDF named csv", content(b"%PDF-1.7\n"), "FIC-03", says="CSV, XLSX, XES"),
    Entry(4, "unknown extension", content(UTF8, "envoi.exe"), "FIC-03", says="CSV"),
    Entry(
        5,
        "web page named xlsx",
        content("<html><table><tr><td>A</td></tr></table>", "envoi.xlsx"),
        "FIC-03",
        says="Classeur Excel (.xlsx)",
    ),
    Entry(6, "path in the name", content(UTF8, "x.csv")),
    Entry(
        7,
        "direction mark in the name",
        content(UTF8, "envoi\u202evsc.csv"),
        "FIC-04",
        says="Renommez le fichier",
        # Django takes invisible characters off a name before any view sees it.
        doors=("command",),
    ),
    Entry(
        8,
        "name of 200 characters",
        content(UTF8, "x" * 196 + ".csv"),
        "FIC-05",
        says="est devenu",
    ),
    Entry(8, "name of a device", content(UTF8, "CON.csv"), "FIC-05", says="_CON.csv"),
    Entry(
        9,
        "cp1252 not announced",
        content("dossier;valeur\nété;5\n".encode("cp1252")),
        "ENC-01",
        line=2,
        says="vérifiez les accents",
    ),
    Entry(10, "UTF-8 and cp1252 lines", content(UTF8 + CP1252), "ENC-02", line=3, says="UTF-8"),
    Entry(
        10,
        "byte that cp1252 lacks",
        content(b"dossier;valeur\n\x81;1\n"),
        "ENC-02",
        line=2,
        says="UTF-8",
    ),
    Entry(
        10,
        "UTF-16 cut in two",
        content("dossier;valeur\nA;1".encode("utf-16")[:-1]),
        "ENC-02",
        says="UTF-8",
    ),
    Entry(
        11,
        "UTF-16LE without its mark",
        content("dossier;valeur\nA;1\n".encode("utf-16-le")),
        "ENC-03",
        says="UTF-8",
    ),
    Entry(
        12,
        "NUL in the middle",
        content(b"dossier;valeur\nA;1\nB;\x002\n"),
        "CSV-01",
        line=3,
        says="Exportez-le de nouveau",
    ),
    Entry(
        12,
        "NUL in UTF-16",
        content("dossier;valeur\nA;\0\n".encode("utf-16")),
        "CSV-01",
        line=2,
        says="Exportez-le de nouveau",
    ),
    Entry(
        13,
        "cell of 200,000 characters",
        content(b"dossier;valeur\nA;1\nB;" + b"x" * 200_000 + b"\n"),
        "CSV-02",
        line=3,
        says="Raccourcissez-la",
    ),
    Entry(
        13,
        "quoted cell of 40,000 characters",
        content(b'dossier;valeur\nA;"' + b"x" * 40_000 + b'"\n'),
        "CSV-02",
        line=2,
        says="Raccourcissez-la",
    ),
    Entry(
        13,
        "line of a million characters",
        content(b"dossier;valeur\nA;" + b'"x";' * 300_000 + b"\n"),
        "CSV-02",
        line=2,
        says="Raccourcissez-la",
    ),
    Entry(
        14,
        "quote never closed",
        content(b'dossier;valeur\nA;1\nB;"2\nC;3\n'),
        "CSV-03",
        line=3,
        says="Corrigez cette ligne",
    ),
    Entry(
        14,
        "quote never closed in a long file",
        content(b'dossier;valeur\nA;1\nB;"2\n' + b"C;3\n" * 100_000),
        "CSV-03",
        line=3,
        says="Corrigez cette ligne",
    ),
    Entry(15, "one column more", content("dossier;valeur\nB;2;3\nC;3\n"), "CSV-04", line=2,
          column="", says="séparateur en trop"),
    Entry(15, "one column fewer", content("dossier;valeur\nB\nC;3\n"), "CSV-04", line=2,
          column="", says="séparateur en trop"),
    Entry(16, "header twice", content(b"dossier;valeur;valeur\nA;1;2\n"), "CSV-05", line=1,
          column="valeur", says="Renommez l’une des deux"),
    Entry(16, "header twice after NFKC", content("dossier;ﬁn;fin\nA;1;2\n"), "CSV-05", line=1,
          column="fin", says="Renommez l’une des deux"),
    Entry(17, "header in another spelling", content(" DOSSIER  ;Váleur\nA;1\n"), "MAP-02",
          column="DOSSIER", says="est lue comme", doors=("command", "api")),
    Entry(18, "comma for both", content(b"dossier,valeur\nA,12,50\nB,3,10\nC,4,99\n"), "CSV-06",
          line=1, says="point-virgule"),
    Entry(18, "two delimiters that fit", content(b"dossier;a,valeur\n1;2,3\n4;5,6\n"), "CSV-06",
          line=1, says="point-virgule"),
    Entry(19, "CR-only line ends", content(b"dossier;valeur\rA;1\rB;2\r")),
    Entry(20, "newline inside quotes", content('dossier;valeur;note\nA;1;"un\ndeux"\nB;2;x\n')),
    Entry(21, "a million and one rows", content(b"dossier;n\n" + b"A;1\n" * 1_000_001), "CSV-07",
          line=1_000_002, says="Découpez-le par période",
          mapping=files.mapped({"case": "dossier"}), doors=("command",)),
    Entry(21, "201 columns", content(";".join(map(str, range(201))) + "\n"), "CSV-07", line=1,
          says="Retirez celles qui ne servent pas"),
)  # fmt: skip
