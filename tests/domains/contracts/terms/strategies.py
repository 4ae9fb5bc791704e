"""Random clauses, with month ends, short months and small lengths often enough to matter."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from timonerie.domains.contracts.rules.clauses import Amendment, Clauses, Suspension
from timonerie.domains.contracts.rules.lengths import INDEFINITE, Length

days = st.dates(date(2018, 1, 1), date(2032, 12, 31)) | st.sampled_from(
    [date(2024, 2, 29), date(2023, 1, 31), date(2023, 3, 31), date(2024, 12, 31), date(2025, 2, 28)]
)
lasting = st.one_of(
    st.integers(1, 60).map(lambda n: Length(months=n)),
    st.integers(1, 60).map(lambda n: Length(weeks=n)),
    st.integers(1, 400).map(lambda n: Length(days=n)),
    st.builds(Length, months=st.integers(1, 12), days=st.integers(1, 40)),
)
notices = st.one_of(
    st.integers(0, 9).map(lambda n: Length(months=n)),
    st.integers(0, 200).map(lambda n: Length(days=n)),
)
suspensions = st.builds(
    lambda first, size: Suspension(first, first + timedelta(days=size)), days, st.integers(0, 60)
)


@st.composite
def amendments(draw: st.DrawFn) -> Amendment:
    fields: dict[str, st.SearchStrategy[Any]] = {
        "firm": lasting | st.just(INDEFINITE),
        "start": days,
        "renewal": st.sampled_from(["tacit", "express", "none"]),
        "renewal_length": lasting,
        "notice": notices,
        "preparation": notices,
    }
    names = draw(st.lists(st.sampled_from(sorted(fields)), max_size=3, unique=True))
    return Amendment(draw(days), {name: draw(fields[name]) for name in names})


clauses = st.builds(
    Clauses,
    start=days,
    firm=lasting | st.just(INDEFINITE),
    renewal=st.sampled_from(["tacit", "tacit", "express", "none", ""]),
    renewal_length=st.none() | lasting | st.just(INDEFINITE),
    renewals=st.none() | st.integers(0, 4),
    notice=st.none() | notices,
    preparation=st.none() | notices,
    business_day=st.sampled_from(["none", "before"]),
    country=st.just("FR"),
    notice_given=st.none() | days,
    suspensions=st.lists(suspensions, max_size=2).map(tuple),
    amendments=st.lists(amendments(), max_size=2).map(tuple),
)
