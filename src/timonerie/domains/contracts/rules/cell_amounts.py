"""Amounts of a free cell: « 1 250 € HT / mois », « 15 k€/an ». In minor units, never rounded."""

import re
from dataclasses import dataclass
from decimal import Decimal

from timonerie.domains.contracts.rules.cell_columns import Column
from timonerie.domains.contracts.rules.cell_tokens import AMOUNT, plain

_NUMBER = (
    r"-?\d{1,3}(?: \d{3}){1,5}(?:[.,]\d{1,4})?|-?\d{1,3}(?:\.\d{3}){1,5},\d{1,2}"
    r"|-?\d{1,3}(?:,\d{3}){1,5}\.\d{1,2}|-?\d{1,18}(?:[.,]\d{1,18}){0,5}"
)
_CURRENCIES = {
    "EUR": r"€|euros?\b|eur\b", "USD": r"\$|usd\b", "GBP": r"£|gbp\b", "CHF": r"chf\b",
}  # fmt: skip
_MONEY = "|".join(_CURRENCIES.values())
_TIMES = {"": 1, "k": 1_000, "m": 1_000_000}
_TAX = r"h\.?t\b\.?|hors taxes?\b|ttc\b|t\.t\.c\.?"
_PERIODS = {
    "month": r"mois|mensuel(?:le|s|les)?|mensuellement|month",
    "quarter": r"trimestre|trim|trimestriel(?:le|s|les)?",
    "half": r"semestre|semestriel(?:le|s|les)?",
    "year": r"ans?|annee|annuel(?:le|s|les)?|annuellement|year",
    "once": r"fois|une fois|forfait unique|one shot",
}
_PERIOD = "|".join(_PERIODS.values())
_AMOUNT = re.compile(
    rf"(?P<before>(?:{_MONEY}) ?)?(?P<number>{_NUMBER})"
    rf" ?(?P<times>k\b|k(?=€|eur)|m(?= ?(?:€|eur)))?"
    rf" ?(?P<money>{_MONEY})?"
    rf"(?: ?\(?(?P<tax>{_TAX})\)?)?(?: ?(?:/|par|chaque)? ?(?P<period>{_PERIOD})\b\.?)?"
    rf"(?: ?\(?(?P<tax2>{_TAX})\)?)?(?: ?(?:et )?(?:/|par) ?(?P<other>[a-z]+\.?))?"
)
_DOUBT = re.compile(
    r"environ|\benv\b|~|≈|\?|\bou\b|\bentre\b|\bselon\b|variable|\bmin|\bmax|\bhors (?!taxe)"
    r"|\bplus\b|[<>±]|a partir de|jusqu|estim|\ba definir|\ba preciser|provision"
)


@dataclass(frozen=True, slots=True)
class Amounts:
    """`fault` is the code of a question, empty when the fields stand; `left` the rest of the text,
    in plain letters, with a mark where the amount stood."""

    fields: dict[str, str]
    fault: str
    left: str


def has_money(text: str) -> bool:
    """Is there a currency in the cell?"""
    return re.search(_MONEY, plain(text)) is not None


def take(text: str, column: Column) -> Amounts:
    """The one amount of a cell. Outside a column of amounts, only a number with a currency is one.

    Two amounts are one when they are the same without tax and with it; others cannot be added up by
    a reader: what makes the total is asked.
    """
    said = plain(text)
    found = [
        each
        for each in _AMOUNT.finditer(said)
        if column.kind == "amount" or each["money"] or each["before"]
    ]
    if not found:
        return Amounts({}, "", said)
    left = said
    for each in reversed(found):
        left = f"{left[: each.start()]} {AMOUNT} {left[each.end() :]}"
    chosen = _chosen(found)
    if chosen is None:
        return Amounts({}, "several_amounts", left)
    fault = _fault(chosen, said)
    return Amounts({} if fault else _fields(chosen, column), fault, left)


def _chosen(found: list[re.Match[str]]) -> re.Match[str] | None:
    if len(found) == 1:
        return found[0]
    taxes = [_tax(each) for each in found]
    if len(found) == 2 and sorted(taxes) == ["excluded", "included"]:
        return found[taxes.index("excluded")]
    return None


def _fault(amount: re.Match[str], said: str) -> str:
    if amount["other"] or re.search(r"(?:€|eur) ?/ ?(?!mois|an|trim|sem)[a-z]", said):
        return "variable_amount"
    if _DOUBT.search(said):
        return "approximate_amount"
    return "" if _value(amount["number"]) is not None else "unclear_amount"


def _value(text: str) -> Decimal | None:
    """None when the point or the comma may part thousands as well as cents, or below zero."""
    number = text.replace(" ", "")
    if number.startswith("-") or re.fullmatch(r"\d{1,3}[.,]\d{3}", number):
        return None
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d{1,2}", number):
        number = number.replace(".", "")
    elif re.fullmatch(r"\d{1,3}(?:,\d{3})+\.\d{1,2}", number):
        number = number.replace(",", "")
    if not re.fullmatch(r"\d+(?:[.,]\d{1,2})?", number):
        return None
    return Decimal(number.replace(",", "."))


def _fields(amount: re.Match[str], column: Column) -> dict[str, str]:
    value = _value(amount["number"])
    assert value is not None
    heading = column.heading if column.kind == "amount" else ""
    times = amount["times"] or ("k" if re.search(r"\bk ?(?:€|eur)", heading) else "")
    found = {"amount_cents": str(int(value * 100 * _TIMES[times]))}
    if period := _period(amount["period"] or heading):
        found["amount_period"] = period
    if currency := _currency(amount["money"] or amount["before"] or heading):
        found["currency"] = currency
    if tax := _tax(amount) or _tax_of(heading):
        found["tax"] = tax
    return found


def _currency(text: str) -> str:
    """The one currency that is named."""
    found = [name for name, regex in _CURRENCIES.items() if re.search(regex, text)]
    return found[0] if len(found) == 1 else ""


def _period(text: str) -> str:
    """The one period that is named; a heading that names two says none."""
    found = [name for name, regex in _PERIODS.items() if re.search(rf"\b(?:{regex})\b", text)]
    return found[0] if len(found) == 1 else ""


def _tax(amount: re.Match[str]) -> str:
    return _tax_of(amount["tax"] or amount["tax2"] or "")


def _tax_of(text: str) -> str:
    if re.search(r"\bttc\b|t\.t\.c", text):
        return "included"
    return "excluded" if re.search(r"\bh\.?t\b|hors taxe", text) else ""
