"""What is asked of a line of a price list that was not understood."""

import re
from dataclasses import dataclass

from timonerie.domains.sourcing.rules.offers import recurrences
from timonerie.domains.sourcing.rules.offers.rows import Row

#: Characters of a line that a question shows.
SHOWN = 120
#: Every code: what is asked.
CODES = {
    "no_amount": "a line without a price: to be left out, or to be completed?",
    "no_label": "a price of what?",
    "currency_missing": "a number without a currency",
    "other_currency": "a currency that is not the euro",
    "several_amounts": "several amounts on a line: which one counts?",
    "unclear_amount": "an amount that can be read in two ways",
    "included_tax": "an amount with its tax: what is it without?",
    "tax_unsaid": "nothing says whether prices are without tax",
    "percentage": "a percentage: of what?",
    "band": "a band of volume: to be typed as one",
    "total": "a total, which would count its lines twice",
    "quantity": "a quantity before the amount: of one, or of all?",
    "minimum": "a minimum or a maximum: of which line?",
    "approximate": "an amount that is not firm",
    "included": "said to be included or free: in which price?",
    "discount": "a discount: of which price, how often?",
    "no_recurrence": "by unit, by month, once?",
    "several_recurrences": "two ways of counting on one line",
    "not_understood": "words after the price that say nothing to us",
    "too_long": "a line too long to be a price",
    "too_many": "more lines than are read",
}
_DOUBTS = {
    "other_currency": r"\$|£|\b(?:usd|gbp|chf|dollars?)\b",
    "included_tax": recurrences.INCLUDED,
    "total": r"\b(?:sous[- ])?totaux\b|\b(?:sous[- ])?total\b",
    "percentage": r"%|pour ?cent\b",
    "minimum": r"\bmini(?:mum|mal|male)?\b|\bmaxi(?:mum|mal|male)?\b|\bplafon|\bplancher",
    "approximate": (
        r"\benviron\b|\benv\b|[~≈?±]|a partir de (?=[\d ]*[.,]?\d* ?(?:€|eur))|\bestim|a definir"
        r"|a preciser|\bsur devis\b|\bindicati(?:f|ve)|\bprevisionnel|\bvariable selon\b"
    ),
    "band": (
        r"\btranches?\b|\bpaliers?\b|au[- ]dela|\bjusqu|[<>≤≥]|\b(?:plus|moins) de \d|a partir d"
        r"|\bdes l[ea] \d|\b\d+ ?(?:a|-|et) ?\d+\b|\bentre \d"
    ),
    "discount": r"\bremise\b(?! en)|\brabais\b|\bristourne|\breduction\b|\bavoir\b|\bdeduire\b",
    "included": (
        r"\binclus(?:e|es)?\b|\bcompris(?:e|es)?\b|\boffert(?:e|s|es)?\b|\bgratuit|\bsans frais\b"
    ),
}  # fmt: skip
_DOUBT = {code: re.compile(regex) for code, regex in _DOUBTS.items()}


@dataclass(frozen=True, slots=True)
class Asked:
    """`number` is that of the line in the text, from 1; `text` the piece that is asked about."""

    code: str
    number: int
    text: str = ""


class NotReadError(Exception):
    """A line is no price yet. `code` is one of CODES, `text` the piece at fault, empty for all."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.text = text


def doubt(row: Row) -> str:
    """The code of what keeps a line from being read, the first of _DOUBTS; empty for none."""
    if row.is_too_long:
        return "too_long"
    if row.is_torn:
        return "unclear_amount"
    return next((code for code, regex in _DOUBT.items() if regex.search(row.folded)), "")
