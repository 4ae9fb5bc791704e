"""The parts of a line of prices: what is sold, for how much, how often."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from timonerie.domains.sourcing.rules.offers import amounts, headings, recurrences
from timonerie.domains.sourcing.rules.offers.amounts import Amount
from timonerie.domains.sourcing.rules.offers.asking import NotReadError
from timonerie.domains.sourcing.rules.offers.recurrences import Every, Tail
from timonerie.domains.sourcing.rules.offers.rows import Cell

_EDGES = " \u00a0\u202f.:;,-–—…•*·_="
_Way = tuple[Every, str]


@dataclass(frozen=True, slots=True)
class Pieces:
    """`unit` as it is written, empty unless paid by the unit."""

    label: str
    cents: Decimal
    every: Every
    unit: str


def take(cells: Sequence[Cell], *, is_in_euros: bool) -> Pieces:
    """All of a line, or NotReadError. A number without a currency is an amount only where the
    titles of the columns name the euro."""
    rank, amount = _amount(cells, is_in_euros=is_in_euros)
    if amount.cents is None:
        raise NotReadError("unclear_amount")
    if amount.is_negative:
        raise NotReadError("discount")
    before = [*cells[:rank], cells[rank].piece(0, amount.start)]
    _check_quantity(before[-1].folded)
    label, said = _before([cell for cell in before if cell.text.strip(_EDGES)])
    after = recurrences.tail(cells[rank].folded[amount.end :])
    said += _ways(after, cells[rank].piece(amount.end))
    for cell in cells[rank + 1 :]:
        said += _ways(recurrences.cell(cell.folded), cell)
    every, unit = _one(said or _in_label(label))
    return Pieces(_name(label.text), amount.cents, every, unit)


def _check_quantity(folded: str) -> None:
    """« 10 x 350 € », « 5 jours à 900 € »."""
    if re.search(r"\d ?[x*×] *$|\d [a-z]+ a *$", folded):
        raise NotReadError("quantity")


def _amount(cells: Sequence[Cell], *, is_in_euros: bool) -> tuple[int, Amount]:
    """The only amount of a line, and the rank of its cell."""
    found = [(rank, each) for rank, cell in enumerate(cells) for each in amounts.find(cell.folded)]
    if not found:
        found = list(_bare(cells))
        if found and not is_in_euros:
            raise NotReadError("currency_missing")
    if not found:
        whole = " ".join(cell.folded for cell in cells)
        is_money = amounts.CURRENCY.search(whole) and re.search(r"\d", whole)
        raise NotReadError("unclear_amount" if is_money else "no_amount")
    if len(found) > 1:
        raise NotReadError("several_amounts")
    return found[0]


def _bare(cells: Sequence[Cell]) -> Iterator[tuple[int, Amount]]:
    for rank, cell in enumerate(cells):
        if amount := amounts.bare(cell.folded):
            yield rank, amount


def _before(cells: Sequence[Cell]) -> tuple[Cell, list[_Way]]:
    """The label, and what cells between it and the amount say of the recurrence."""
    if not cells or not re.search(r"[a-z]", cells[0].folded):
        raise NotReadError("no_label")
    label, said = [cells[0]], list[_Way]()
    for cell in cells[1:]:
        found = recurrences.cell(cell.folded)
        if found.said and not found.left:
            said += _ways(found, cell)
        elif amounts.bare(cell.folded):
            raise NotReadError("not_understood", cell.text)
        elif not headings.is_column(cell.folded):
            label.append(cell)
    return Cell(*(" ".join(texts) for texts in zip(*map(_both, label), strict=True))), said


def _name(label: str) -> str:
    """« Forfait annuel de » loses what only led to the amount."""
    return re.sub(r"\s(?:à|de|pour|est de)$", "", label.strip(_EDGES)).strip(_EDGES)


def _both(cell: Cell) -> tuple[str, str]:
    return cell.text, cell.folded


def _ways(found: Tail, piece: Cell) -> list[_Way]:
    """Raises NotReadError for what is left."""
    if found.left:
        start = piece.folded.rindex(found.left)
        raise NotReadError("not_understood", piece.text[start : start + len(found.left)])
    return [(each.every, piece.text[each.start : each.end]) for each in found.said]


def _in_label(label: Cell) -> list[_Way]:
    said = recurrences.in_label(label.folded)
    return [(each.every, label.text[each.start : each.end]) for each in said]


def _one(said: Sequence[_Way]) -> _Way:
    distinct = list(dict.fromkeys(said))
    if not distinct:
        raise NotReadError("no_recurrence")
    if len(distinct) > 1:
        raise NotReadError("several_recurrences")
    return distinct[0]
