"""From what is known of a contract to the clauses that its dates are computed from."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from timonerie.domains.contracts.rules import agreeing, terms
from timonerie.domains.contracts.rules.clauses import Amendment, Clauses, Suspension
from timonerie.domains.contracts.rules.lengths import Indefinite, Length, LengthError, parse_open
from timonerie.domains.contracts.rules.terms import Timeline

_A_YEAR: Final = Length(months=12)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is written on a contract, lengths as text; None or empty is what nobody knows. Beside
    it, what was amended and suspended since."""

    start_date: date | None = None
    end_date: date | None = None
    firm: str = ""
    renewal: str = ""
    renewal_length: str = ""
    renewals: int | None = None
    notice: str = ""
    notice_counts: str = ""
    preparation: str = ""
    notice_given_date: date | None = None
    amendments: tuple[Amendment, ...] = ()
    suspensions: tuple[Suspension, ...] = ()


@dataclass(frozen=True)
class Dated:
    """The dates of a contract on a day; without a timeline, `missing` names the first fields that
    somebody must give. `start_is_known` is false where only an end is: terms before it are not.
    `is_from_end` says that the first term is drawn from the end that somebody wrote."""

    timeline: Timeline | None
    missing: tuple[str, ...] = ()
    start_is_known: bool = True
    is_from_end: bool = False

    @property
    def end(self) -> date | None:
        """The last day of the current term, or of the last one once it is over."""
        if self.timeline is None or not self.timeline.terms:
            return None
        rank = self.timeline.current
        if rank is None:
            rank = 0 if self.timeline.status == "upcoming" else -1
        return self.timeline.terms[rank].end

    @property
    def notice_by(self) -> date | None:
        """The last day of notice that can still be met."""
        found = self.timeline.deadline if self.timeline else None
        return found.notice_by if found else None

    @property
    def decide_by(self) -> date | None:
        found = self.timeline.deadline if self.timeline else None
        return (found.decide_by or found.notice_by) if found else None


def dated(known: Known, *, on: date) -> Dated:
    """The dates of a contract on a day, as far as what is known allows; nothing is assumed.

    An end that somebody wrote is that of a term: it renews from there, and needs no start."""
    made = clauses(known, on=on)
    if isinstance(made, tuple):
        return Dated(None, made)
    try:
        found = terms.timeline(made, on=on)
    except OverflowError:
        return Dated(None, ("firm",))
    return Dated(
        found, start_is_known=known.start_date is not None, is_from_end=_is_from_end(known)
    )


def clauses(known: Known, *, on: date) -> Clauses | tuple[str, ...]:
    """The clauses, or the fields without which no date can be told."""
    firm, renewal_length = _length(known.firm), _length(known.renewal_length)
    start, end = known.start_date, known.end_date
    renewal = known.renewal
    if lacking := _lacking_for_amendments(known):
        return lacking
    if isinstance(firm, Indefinite):
        start = start or on
    elif end is not None and _is_from_end(known):
        start = start or (firm or renewal_length_or_year(renewal_length)).before(end + _DAY)
        firm = Length(days=(end - start).days + 1)
        # How long it renews for is not in its end, nor how many times it did already.
        is_told = renewal_length is not None and not _is_limited(known)
        renewal = renewal if is_told or renewal == "none" else ""
    missing = [name for name, value in (("start_date", start), ("firm", firm)) if value is None]
    if missing or start is None or firm is None:
        return tuple(missing)
    made = Clauses(start=start, firm=firm, renewal=renewal or "")  # type: ignore[arg-type]
    return replace(
        made,
        renewal_length=renewal_length,
        renewals=known.renewals,
        notice=_plain(known.notice),
        notice_counts="sent" if known.notice_counts == "sent" else "received",
        preparation=_plain(known.preparation),
        notice_given=known.notice_given_date,
        amendments=known.amendments,
        suspensions=known.suspensions,
    )


def _lacking_for_amendments(known: Known) -> tuple[str, ...]:
    """An amended firm length counts from the start of the contract, and tacit renewals after an end
    that somebody wrote need their own length: without them no date would be more than a guess."""
    changed = {name for each in known.amendments for name in each.changes}
    if known.start_date is None and "firm" in changed and "start" not in changed:
        return ("start_date",)
    becomes_tacit = any(each.changes.get("renewal") == "tacit" for each in known.amendments)
    is_told = known.renewal_length or "renewal_length" in changed
    if becomes_tacit and not is_told and _is_from_end(known):
        return ("renewal_length",)
    return ()


def _is_limited(known: Known) -> bool:
    return known.renewal == "tacit" and bool(known.renewals)


def _is_from_end(known: Known) -> bool:
    """Whether the end that somebody wrote is all that can be counted from. Where renewals are
    limited, a start and a length that give that end tell how many of them are done."""
    start, end = known.start_date, known.end_date
    if end is None:
        return False
    if start is None or not known.firm or not _is_limited(known):
        return True
    verdict = agreeing.end_beside(
        start=start,
        firm=known.firm,
        renewal_length=known.renewal_length,
        end=end,
        most=1 + (known.renewals or 0),
    )
    return verdict != "same"


def renewal_length_or_year(length: Length | Indefinite | None) -> Length:
    """How far before its end a term is drawn when nobody knows its start."""
    return length if isinstance(length, Length) and length else _A_YEAR


_DAY: Final = timedelta(days=1)


def _length(text: str) -> Length | Indefinite | None:
    """None for nothing, and for what is not a length: nothing else is kept by the operations."""
    try:
        return parse_open(text) if text else None
    except LengthError:
        return None


def _plain(text: str) -> Length | None:
    found = _length(text)
    return found if isinstance(found, Length) else None
