"""Write docs/guide/erreurs-de-fichiers.md from the codes of the product.

python -m tools.file_errors
"""

from itertools import groupby
from pathlib import Path

from tests.repository import typography
from timonerie.foundations.documents import codes
from timonerie.foundations.documents.codes import Code, Effect

PAGE = Path(__file__).resolve().parents[1] / "docs" / "guide" / "erreurs-de-fichiers.md"
START = """# Les erreurs de fichiers

Chaque refus porte un code, le même à l’écran, en ligne de commande et par l’API. Un code ne change
pas de sens d’une version à l’autre. Cette page est écrite depuis le produit : `python -m
tools.file_errors`.

Un **fichier refusé** ne change rien : aucune de ses lignes n’entre. Une **ligne rejetée** est
listée avec son numéro, sa colonne et sa valeur ; les autres peuvent être acceptées sans elle. Un
**doute** se lit et se montre.
"""
FAMILIES = {
    "CLE": "Numéros de dossier", "CSV": "Fichiers CSV", "DAT": "Dates et heures",
    "DIM": "Sites, prestataires, équipes, activités", "DSN": "Déclarations sociales (DSN)",
    "ENC": "Encodages", "FEC": "Fichiers des écritures comptables",
    "FIC": "Tous les fichiers", "ICS": "Agendas (.ics)",
    "LIS": "Listes de l’entreprise", "MAP": "Correspondance des colonnes", "NUM": "Nombres",
    "TXT": "Textes", "VAL": "Mots et devises", "XES": "Journaux XES", "XLS": "Classeurs XLSX",
    "PDF": "Documents PDF", "ZIP": "Archives ZIP",
}  # fmt: skip
EFFECTS = {Effect.FILE: "fichier refusé", Effect.ROW: "ligne rejetée", Effect.DOUBT: "doute"}
HEAD = "| code | effet | ce qui ne va pas | que faire | forme attendue |\n|---|---|---|---|---|"


def page() -> str:
    """The whole page, as committed."""
    parts = [START]
    for family, members in groupby(codes.catalogue().values(), key=lambda one: one.code[:3]):
        rows = "\n".join(map(_row, members))
        parts.append(f"\n## {FAMILIES[family]}\n\n{HEAD}\n{rows}\n")
    return typography.mend_markdown("".join(parts))


def _row(one: Code) -> str:
    example = f"`{one.example}`" if one.example else ""
    return f"| {one.code} | {EFFECTS[one.effect]} | {one.what} | {one.do} | {example} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
