"""Whether an end that somebody wrote is one of those that the terms beside it give."""

from datetime import date, timedelta
from typing import Literal

from timonerie.domains.contracts.rules.lengths import Length, LengthError, parse_open

MOST_TERMS = 60
_DAY = timedelta(days=1)
Verdict = Literal["alone", "same", "differs"]


def end_beside(
    *, start: date, firm: str, renewal_length: str, end: date, most: int = MOST_TERMS
) -> Verdict:
    """`same` when the end is the last day of the firm term or of a renewal, or the day after it,
    which people write as often; `differs` when it is neither; `alone` when there is nothing to
    compare it with. `most` is how many terms there may be."""
    try:
        length, again = parse_open(firm), parse_open(renewal_length or firm)
    except LengthError:
        return "alone"
    if not isinstance(length, Length) or not isinstance(again, Length) or not again:
        return "alone"
    try:
        return "same" if _is_an_end(start, length, again, end, most) else "differs"
    except OverflowError:
        return "differs"


def _is_an_end(start: date, firm: Length, again: Length, end: date, most: int) -> bool:
    total = firm
    for _term in range(most):
        after = total.after(start)
        if after in (end, end + _DAY):
            return True
        if after > end + _DAY:
            return False
        total += again
    return False
