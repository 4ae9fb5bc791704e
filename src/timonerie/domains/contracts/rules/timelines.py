"""What is told of the terms of a contract: the terms, where it stands, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

#: `unknown`: the firm term is over and nobody knows whether the contract renews.
Status = Literal["upcoming", "firm", "renewed", "notice_given", "ended", "unknown"]


@dataclass(frozen=True, slots=True)
class Term:
    """`end` is the last day included, None when the term has no end. `notice_by` is the last day on
    which notice counts for this end, `decide_by` that day less the time to prepare."""

    start: date
    end: date | None
    notice_by: date | None
    decide_by: date | None
    is_firm: bool = True


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a date is what it is; `sentences.reason` says it in words."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The terms from the first one up to the one after the current one; `current` is a rank among
    them, None when no term runs on the day asked. A term without end is `renewed`, never `firm`:
    it can be left at any time."""

    on: date
    terms: tuple[Term, ...]
    current: int | None
    status: Status
    reasons: tuple[Reason, ...]

    @property
    def term(self) -> Term | None:
        return None if self.current is None else self.terms[self.current]

    @property
    def deadline(self) -> Term | None:
        """The term that can still be left in time, or replaced before its end: what there is to
        decide on next."""
        if self.status in ("notice_given", "ended"):
            return None
        return next((term for term in self.terms if _is_open(term, self.on)), None)


def _is_open(term: Term, on: date) -> bool:
    last_day = term.notice_by or (term.end if term.decide_by else None)
    return last_day is not None and on <= last_day
