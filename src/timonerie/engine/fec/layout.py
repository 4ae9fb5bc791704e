"""The first line of a FEC: its separator, and where each column stands."""

import unicodedata
from dataclasses import dataclass

from timonerie.engine.fec.columns import ALL, AMOUNT, SIDE, USUAL
from timonerie.engine.fec.shapes import Unreadable

SEPARATORS = {"\t": "tab", "|": "pipe", ";": "semicolon"}
"""Tabulation or pipe, says the article (VI); the semicolon is what a spreadsheet leaves."""
_LEGAL = {one.legal.casefold(): one.legal for one in ALL} | {
    AMOUNT.casefold(): AMOUNT,
    SIDE.casefold(): SIDE,
}
_SHOWN = 6


@dataclass(frozen=True)
class Layout:
    """`places` gives the rank of each legal name of the file; `width` counts the named columns."""

    separator: str
    header: tuple[str, ...]
    places: dict[str, int]
    renamed: tuple[str, ...]
    extra: tuple[str, ...]
    in_order: bool
    closing_separator: bool
    sided: bool
    quoted: bool

    @property
    def width(self) -> int:
        return len(self.header)

    @property
    def least(self) -> int:
        """Cells that a line must have: up to the last column that the article wants filled, the
        date of validation apart, which many books leave blank."""
        wanted = [one.legal for one in USUAL if one.filled and one.legal != "ValidDate"]
        wanted += [AMOUNT, SIDE]
        return 1 + max(self.places[name] for name in wanted if name in self.places)


def layout(first: str, *, line: int) -> Layout:
    """Of the header. Raises Unreadable FEC-01 with the columns that are missing."""
    separator = max(SEPARATORS, key=first.count)
    quoted = first.lstrip().startswith('"')
    names = [cell.strip().strip('"').strip() for cell in first.split(separator)]
    width = max((rank + 1 for rank, name in enumerate(names) if name), default=0)
    closing, names = len(names) > width, names[:width]
    places: dict[str, int] = {}
    for rank, name in enumerate(names):
        legal = legal_name(name)
        if legal and legal not in places:
            places[legal] = rank
    sided = _is_sided(places)
    _refuse_missing(places, sided=sided, line=line, found=names)
    known = {rank: legal for legal, rank in places.items()}
    order = [places[name] for name in _wanted(sided=sided)]
    return Layout(
        separator=separator,
        header=tuple(names),
        places=places,
        renamed=tuple(names[rank] for rank, legal in known.items() if names[rank] != legal),
        extra=tuple(name for rank, name in enumerate(names) if rank not in known),
        in_order=order == sorted(order),
        closing_separator=closing,
        sided=sided,
        quoted=quoted,
    )


def legal_name(name: str) -> str:
    """The name of the article that is meant: case, accents, blanks and dashes do not count."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _LEGAL.get("".join(one for one in plain.casefold() if one.isalnum()), "")


def _is_sided(places: dict[str, int]) -> bool:
    return AMOUNT in places and SIDE in places and not {"Debit", "Credit"} <= set(places)


def _wanted(*, sided: bool) -> list[str]:
    stands_for = {"Debit": AMOUNT, "Credit": SIDE} if sided else {}
    return [stands_for.get(one.legal, one.legal) for one in USUAL]


def _refuse_missing(places: dict[str, int], *, sided: bool, line: int, found: list[str]) -> None:
    missing = [name for name in _wanted(sided=sided) if name not in places]
    if not missing:
        return
    if len(missing) == len(USUAL):
        known = ", ".join(found[:_SHOWN])[:200]
        raise Unreadable(
            "FEC-01",
            f"Ligne {line} : aucune colonne d’un FEC n’est reconnue (trouvé : « {known} »)."
            " Donnez le fichier des écritures comptables, avec sa ligne d’en-tête.",
            line=line,
            value=known,
        )
    raise Unreadable(
        "FEC-01",
        f"Ligne {line} : il manque {_told(missing)}. Demandez un export conforme à l’article"
        " A. 47 A-1 du LPF, ou ajoutez la colonne, même vide.",
        line=line,
        column=missing[0],
    )


def _told(missing: list[str]) -> str:
    named = ", ".join(f"« {name} »" for name in missing[:_SHOWN])
    rest = f" et {len(missing) - _SHOWN} autres" if len(missing) > _SHOWN else ""
    return f"la colonne {named}" if len(missing) == 1 else f"les colonnes {named}{rest}"
