"""What each length and each date of a cell is, from the words around it; None when nothing says."""

from collections.abc import Sequence

from timonerie.domains.contracts.rules.cell_columns import Column
from timonerie.domains.contracts.rules.cell_tokens import Token

_RENEWING = ("tacit", "express", "renew")
_PASSED = (
    "fill", "soft", "registered", "received", "sent", "times", "same", "any_time", "word", "doubt",
    "number", "yes", "aside",
)  # fmt: skip
_RENEWAL = "renewal_length"
_VERBS = ("renouvelable", "reconductible", "se r", "reconduit", "renouvele", "prolongeable")


def of_length(tokens: Sequence[Token], place: int, column: Column) -> str | None:
    """firm, renewal_length or notice."""
    before, after = _left(tokens, place), _right(tokens, place)
    left, right = _kind(tokens, before), _kind(tokens, after)
    if right in ("before_end", "before") or left in ("notice", "no_notice"):
        return "notice"
    if right == "notice" and left not in (*_RENEWING, "lasting", "firm"):
        following = _right(tokens, after) if after is not None else None
        if _kind(tokens, following) != "length":
            return "notice"
    if left == "firm" or (right == "firm" and left not in _RENEWING):
        return "firm"
    if left == "lasting" and before is not None:
        return _lasting(tokens, before, column)
    if left in _RENEWING:
        # « Tacite (3 mois) » may well give the notice.
        return None if before is not None and _is_bracketed(tokens, before, place) else _RENEWAL
    if right == "then" and _kind(tokens, _right(tokens, after or place)) == "length":
        return "firm" if _renews(tokens[place:]) else None
    return _from_the_right(tokens, place, left, right) or _by_column(column, left)


def of_adjective(tokens: Sequence[Token], place: int, column: Column) -> str | None:
    """« reconduction annuelle » says how long a renewal is; « au 31/12 de chaque année » nothing,
    told by an empty name."""
    before, after = _left(tokens, place), _right(tokens, place)
    left, right = _kind(tokens, before), _kind(tokens, after)
    if left in ("year_day", "date", "end"):
        return ""
    if left in _RENEWING or left == "lasting":
        return of_length(tokens, place, column)
    if right == "renew" or (place > 0 and tokens[place - 1].text == "contrat"):
        return "firm"
    return _by_column(column, left) if left != "notice" else None


def of_date(tokens: Sequence[Token], place: int, column: Column) -> str | None:
    """start, end, signed or notice_date."""
    before = _left(tokens, place)
    left = _kind(tokens, before)
    if left in ("start", "end", "signed"):
        return left
    if left in ("date", "month") and _is_until(tokens, place):
        return "end"
    if _opens_a_span(tokens, place):
        return "start"
    if left == "before" and before is not None and (role := _before_what(tokens, before)):
        return role
    if left == "notice" and column.kind != "end":
        return "notice_date" if tokens[place].kind == "date" else "end"
    return _date_by_column(tokens, place, column)


def _from_the_right(
    tokens: Sequence[Token], place: int, left: str | None, right: str | None
) -> str | None:
    after = _right(tokens, place)
    if after is None or right is None:
        return "notice" if left is None and _has_letter(tokens, place) else None
    if left == "then":
        return _RENEWAL if right in _RENEWING else None
    is_verb = right in ("renew", "tacit", "express") and tokens[after].text.startswith(_VERBS)
    if is_verb or (right == "start" and _kind(tokens, _right(tokens, after)) == "date"):
        return "firm"
    if right == "then" and _renews(tokens[after:]):
        return "firm"
    return None


def _has_letter(tokens: Sequence[Token], place: int) -> bool:
    """A letter right after a length: « 3M AR »."""
    after = tokens[place + 1 : place + 3]
    return any(each.kind in ("registered", "received", "sent") for each in after)


def _lasting(tokens: Sequence[Token], before: int, column: Column) -> str:
    if column.kind == "notice":
        return "notice"
    return _RENEWAL if _renews(tokens[:before]) or column.kind.startswith("renewal") else "firm"


def _renews(tokens: Sequence[Token]) -> bool:
    return any(each.kind in _RENEWING for each in tokens)


def _is_bracketed(tokens: Sequence[Token], before: int, place: int) -> bool:
    return any(each.text == "(" for each in tokens[before + 1 : place])


def _by_column(column: Column, left: str | None) -> str | None:
    if left is not None and left not in ("end", "start", "open", "length", "yes"):
        return None
    by_kind = {"firm": "firm", "notice": "notice", "renewal": "renewal_length",
               "renewal_length": "renewal_length"}  # fmt: skip
    return by_kind.get(column.kind)


def _before_what(tokens: Sequence[Token], before: int) -> str | None:
    """« 2 mois avant le 31/12/2026 » gives an end, « dénoncer avant le 30/09/2026 » does not."""
    left = _kind(tokens, _left(tokens, before))
    if left == "length":
        return "end"
    return "notice_date" if left == "notice" else None


def _is_until(tokens: Sequence[Token], place: int) -> bool:
    return place > 0 and tokens[place - 1].text in ("au", "jusqu au")


def _opens_a_span(tokens: Sequence[Token], place: int) -> bool:
    """« du 01/01/2025 au 31/12/2027 »."""
    after = tokens[place + 1 : place + 3]
    dates = ("date", "month")
    return len(after) == 2 and after[0].text in ("au", "jusqu au") and after[1].kind in dates


def _date_by_column(tokens: Sequence[Token], place: int, column: Column) -> str | None:
    if column.kind in ("start", "end", "signed"):
        return column.kind
    if column.kind in ("notice", "notice_date"):
        return "notice_date"
    days = [rank for rank, each in enumerate(tokens) if each.kind in ("date", "month")]
    if column.kind == "period" and len(days) == 2:
        return "start" if place == days[0] else "end"
    return None


def _kind(tokens: Sequence[Token], place: int | None) -> str | None:
    return None if place is None else tokens[place].kind


def _left(tokens: Sequence[Token], place: int) -> int | None:
    """The nearest token that says something, in the same segment."""
    for rank in range(place - 1, -1, -1):
        if tokens[rank].kind == "hard":
            return None
        if tokens[rank].kind not in _PASSED:
            return rank
    return None


def _right(tokens: Sequence[Token], place: int) -> int | None:
    for rank in range(place + 1, len(tokens)):
        if tokens[rank].kind == "hard":
            return None
        if tokens[rank].kind not in _PASSED:
            return rank
    return None
