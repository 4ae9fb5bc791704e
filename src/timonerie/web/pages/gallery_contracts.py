"""A contract for the page of components: firm for thirty months, then renewed by the year."""

import datetime

from timonerie.domains.contracts.rules.clauses import Clauses
from timonerie.domains.contracts.rules.lengths import Length
from timonerie.domains.contracts.rules.terms import timeline
from timonerie.web.contract_timelines import Drawing, timeline_of


def contract() -> Drawing:
    """Firm since July 2023, seen in March 2025: its decision comes in June."""
    clauses = Clauses(
        start=datetime.date(2023, 7, 1),
        firm=Length(months=30),
        renewal="tacit",
        renewal_length=Length(months=12),
        notice=Length(months=3),
        preparation=Length(weeks=8),
    )
    return timeline_of(timeline(clauses, on=datetime.date(2025, 3, 18)))
