"""What a contract says of its own length: everything that its dates are computed from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from timonerie.domains.contracts.rules.lengths import Indefinite, Length

#: Empty while nobody knows. Same words as `enums.Renewal` and `enums.NoticeCounts`.
Renewal = Literal["tacit", "express", "none", ""]
Counts = Literal["received", "sent"]
BusinessDay = Literal["none", "before"]


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days on which the contract did not run, both included: they push the end by as many."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Amendment:
    """What changes from a day on: names of fields of `Clauses`, and their new values."""

    on: date
    changes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Clauses:
    """The terms as signed, amendments beside them.

    `renewals` is how many times the contract renews at most. Without a `notice`, none is known:
    « 0 days » says that none is asked. A day of notice moves to a working day before it only where
    the contract says so (`business_day`): by default the earliest date wins.
    """

    start: date
    firm: Length | Indefinite
    renewal: Renewal = "none"
    renewal_length: Length | Indefinite | None = None
    renewals: int | None = None
    notice: Length | None = None
    notice_counts: Counts = "received"
    preparation: Length | None = None
    business_day: BusinessDay = "none"
    country: str | None = None
    subdivision: str | None = None
    notice_given: date | None = None
    suspensions: tuple[Suspension, ...] = ()
    amendments: tuple[Amendment, ...] = ()
