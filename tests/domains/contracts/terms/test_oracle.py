"""The terms agree with a count of days, one after the other."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domains.contracts.terms import oracle
from timonerie.domains.contracts.rules import clause_files
from timonerie.domains.contracts.rules.terms import timeline

DAYS = st.dates(date(2018, 1, 1), date(2032, 12, 31)) | st.sampled_from(
    [date(2024, 2, 29), date(2023, 1, 31), date(2023, 3, 31), date(2024, 12, 31), date(2025, 2, 28)]
)


def lengths(months: int, weeks: int, days: int) -> st.SearchStrategy[str]:
    return (
        st.integers(1, months).map(lambda n: f"{n} months")
        | st.integers(1, weeks).map(lambda n: f"{n} weeks")
        | st.integers(1, days).map(lambda n: f"{n} days")
    )


@st.composite
def suspensions(draw: st.DrawFn) -> dict[str, date]:
    first = draw(DAYS)
    return {"from": first, "to": first + timedelta(days=draw(st.integers(0, 60)))}


@st.composite
def contracts(draw: st.DrawFn) -> dict[str, Any]:
    contract: dict[str, Any] = {
        "start": draw(DAYS),
        "firm": draw(lengths(60, 200, 900)),
        "renewal": draw(st.sampled_from(["tacit", "express", "none"])),
        "renewal_length": draw(lengths(36, 60, 400)),
        "suspension": draw(st.lists(suspensions(), max_size=2)),
        "amendment": [
            {"on": on, "notice": draw(lengths(9, 30, 200))}
            for on in draw(st.lists(DAYS, max_size=2, unique=True))
        ],
    }
    for name, values in (("notice", lengths(9, 30, 200)), ("notice_given", DAYS)):
        value = draw(st.none() | values)
        if value is not None:
            contract[name] = value
    return contract


@settings(max_examples=400)
@given(contract=contracts(), on=DAYS)
def test_the_terms_are_those_of_a_count_of_days(contract: dict[str, Any], on: date) -> None:
    found = timeline(clause_files.from_table(contract), on=on)

    told = [(term.start, term.end, term.notice_by) for term in found.terms]
    assert told == oracle.terms(contract, on=on)
