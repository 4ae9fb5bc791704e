"""What a file that cannot be read is told."""

from timonerie.engine.fec.shapes import Rejected, Unreadable

_WRONG = {
    "date": "n’est pas une date AAAAMMJJ",
    "amount": "n’est pas un montant",
    "side": "n’est ni D ni C",
    "width": "n’a pas le bon nombre de colonnes",
}


def nothing_in(*, header: bool) -> Unreadable:
    what = "n’a que sa ligne d’en-tête" if header else "est vide"
    return Unreadable(
        "FEC-13", f"Le fichier {what}. Exportez de nouveau l’exercice, écritures comprises.", line=1
    )


def too_many(rejected: list[Rejected], set_aside: int, read: int) -> Unreadable:
    """The first line that cannot be read, and how many like it."""
    first = min(rejected, key=lambda one: one.line)
    where = f"ligne {first.line}" + (f", colonne « {first.column} »" if first.column else "")
    return Unreadable(
        "FEC-10",
        f"Lignes illisibles : {set_aside} sur {set_aside + read}, plus d’une sur cent. La"
        f" première : {where} : « {first.value} » {_WRONG[first.reason]}. Exportez de nouveau le"
        " fichier, dates en AAAAMMJJ et montants à virgule.",
        line=first.line,
        column=first.column,
        value=first.value,
    )


def sentence_of(one: Rejected) -> str:
    """Why one line was set aside."""
    where = f"Ligne {one.line}" + (f", colonne « {one.column} »" if one.column else "")
    return f"{where} : « {one.value} » {_WRONG[one.reason]}."
