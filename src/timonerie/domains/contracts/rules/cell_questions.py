"""What somebody has to say of a cell that was not understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field

#: Every code: what is asked.
CODES = {
    "unknown": "the cell says that nobody knows",
    "not_understood": "words that say nothing to us, where a clause is expected",
    "confirm": "understood, among words that were not",
    "doubtful": "understood, with a word of doubt",
    "conflict": "two values for one field",
    "which_length": "a length: firm, of renewal, or of notice?",
    "unit_missing": "a number without a unit",
    "working_days": "working days, which a notice does not count in here",
    "which_date": "a date: of start, of end, or another one?",
    "which_day": "a month without a day",
    "year_missing": "a day without a year",
    "bad_date": "a day that does not exist",
    "notice_date": "a date to give notice by, where a length is expected",
    "tacit_or_express": "it renews: by itself or by agreement?",
    "any_time": "it can be left at any time: from when?",
    "none_or_unknown": "none at all, or not known?",
    "which_period": "an amount: for a month, a year…?",
    "several_amounts": "several amounts: what makes the total?",
    "variable_amount": "an amount for each item: how many a year?",
    "approximate_amount": "an amount that is about right: what is it?",
    "unclear_amount": "a point or a comma that can be read in two ways",
}


@dataclass(frozen=True, slots=True)
class Question:
    """A stable code, and what it speaks of: `field` (one of `cells.FIELDS`, may be empty), `text`
    (the piece of the cell), `proposed` (a value of the field to say yes to, may be absent)."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


def ask(code: str, *, text: str, about: str = "", proposed: str = "") -> Question:
    params = {"field": about, "text": text, "proposed": proposed}
    return Question(code, {name: value for name, value in params.items() if value})
