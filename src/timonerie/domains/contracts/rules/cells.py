"""A free cell of a list of contracts, understood or turned into questions: never guessed.

A cell is cut into dates, lengths and phrases with a role. A stretch of it with a word that nobody
taught us leaves its fields blank, and asks to confirm what it seems to say.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from timonerie.domains.contracts.rules import (
    cell_amounts,
    cell_columns,
    cell_findings,
    cell_tokens,
)
from timonerie.domains.contracts.rules.cell_amounts import Amounts
from timonerie.domains.contracts.rules.cell_columns import FIELD_OF, Column
from timonerie.domains.contracts.rules.cell_findings import Finding
from timonerie.domains.contracts.rules.cell_questions import Question, ask
from timonerie.domains.contracts.rules.cell_settling import settle

__all__ = ["FIELDS", "Question", "Understood", "read"]

#: What a cell may give. Dates are ISO, lengths are written « 36 months » (or « indefinite »),
#: amounts are minor units; `amount_period` is month, quarter, half, year or once; `tax` is
#: excluded or included; `form` is how notice is given (registered); `renewals` a number of times.
FIELDS = (
    "start", "end", "firm", "renewal", "renewal_length", "renewals", "notice", "notice_counts",
    "form", "amount_cents", "amount_period", "currency", "tax",
)  # fmt: skip
_EMPTY = re.compile(r"[\s\-–—/._]*")
_YES = ("oui", "o", "yes", "y", "vrai", "true")
_NO = ("non", "n", "no", "faux", "false")
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Understood:
    """`rest` is the text of the segments that say nothing of a clause."""

    fields: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    rest: str = ""


def read(text: str, *, column: str = "") -> Understood:
    """What one cell says; `column` is the heading above it. Never raises.

    An empty cell, or one that holds a dash, says nothing and asks nothing."""
    if _EMPTY.fullmatch(text):
        return Understood()
    if len(text) > LONGEST:
        return Understood(questions=(ask("not_understood", text=text[:LONGEST]),))
    above = cell_columns.column(column)
    return _alone(text, above) or _with_amounts(text, above)


def _alone(text: str, column: Column) -> Understood | None:
    """Cells of one word or number, which mean something by their heading only."""
    said = cell_tokens.plain(text)
    if column.kind == "renewal" and said in (*_YES, *_NO):
        return _yes_or_no(text, said in _YES, column)
    if column.kind in ("start", "end") and (day := cell_tokens.serial_day(said)):
        return Understood({column.kind: day.isoformat()})
    if re.fullmatch(r"\d{1,4}", said):
        return _number(said, column)
    return None


def _yes_or_no(text: str, is_yes: bool, column: Column) -> Understood:
    if not is_yes:
        return Understood({"renewal": "none"})
    if column.is_of_tacit_renewal:
        return Understood({"renewal": "tacit"})
    return Understood(questions=(ask("tacit_or_express", text=text, about="renewal"),))


def _number(said: str, column: Column) -> Understood | None:
    name = FIELD_OF.get(column.kind, "")
    if column.kind == "renewals":
        return Understood({"renewals": said})
    if name not in ("firm", "notice", "renewal_length"):
        return None
    if not column.unit:
        return Understood(questions=(ask("unit_missing", text=said, about=name),))
    return _with_amounts(f"{said} {column.unit}", column)


def _with_amounts(text: str, column: Column) -> Understood:
    if column.kind != "amount" and not cell_amounts.has_money(text):
        return _settled(text, column, Amounts({}, "", text))
    return _settled(text, column, cell_amounts.take(text, column))


def _settled(text: str, column: Column, taken: Amounts) -> Understood:
    tokens = cell_tokens.tokens(taken.left)
    found = cell_findings.gather(tokens, column)
    place = next((each.segment for each in tokens if each.kind == "amount"), 0)
    found.findings += [Finding(*pair, place) for pair in taken.fields.items()]
    if taken.fault:
        question = ask(taken.fault, text=text.strip(), about="amount_cents")
        found.asked.append((place, question))
    elif taken.fields and "amount_period" not in taken.fields:
        question = ask("which_period", text=text.strip(), about="amount_period")
        found.asked.append((place, question))
    fields, questions, rest = settle(tokens, found, column)
    return Understood(fields, questions, rest)
