"""The terms agree with a contract lived day by day, amendments and suspensions included."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.domains.contracts.terms import days
from tests.domains.contracts.terms.test_oracle import DAYS, lengths, suspensions
from timonerie.domains.contracts.rules import clause_files
from timonerie.domains.contracts.rules.terms import timeline

#: 2,000 contracts each time, 50,000 at night, where the profile asks for 5,000 of anything.
CONTRACTS = max(2_000, 10 * settings().max_examples)
TERMS: dict[str, st.SearchStrategy[Any]] = {
    "firm": lengths(48, 120, 700),
    "renewal": st.sampled_from(["tacit", "express", "none"]),
    "renewal_length": lengths(36, 60, 400),
    "renewals": st.integers(0, 3),
    "notice": lengths(9, 30, 200),
    "preparation": lengths(3, 10, 90),
}


@st.composite
def changes(draw: st.DrawFn, start: date) -> dict[str, Any]:
    """Signed between a year before the contract and six years after its start."""
    names = draw(st.lists(st.sampled_from(sorted(TERMS)), max_size=3, unique=True))
    on = start + timedelta(days=draw(st.integers(-365, 6 * 365)))
    return {"on": on, **{name: draw(TERMS[name]) for name in names}}


@st.composite
def contracts(draw: st.DrawFn) -> dict[str, Any]:
    start = draw(DAYS)
    contract: dict[str, Any] = {
        "start": start,
        "firm": draw(lengths(48, 120, 700)),
        "renewal": draw(st.sampled_from(["tacit", "tacit", "express", "none"])),
        "renewal_length": draw(lengths(36, 60, 400)),
        "suspension": draw(st.lists(suspensions(), max_size=3)),
        "amendment": draw(st.lists(changes(start), max_size=3)),
    }
    for name in ("renewals", "notice", "preparation"):
        value = draw(st.none() | TERMS[name])
        if value is not None:
            contract[name] = value
    if draw(st.booleans()):
        contract["notice_given"] = start + timedelta(days=draw(st.integers(0, 6 * 365)))
    return contract


@pytest.mark.slow
@settings(max_examples=CONTRACTS, phases=[Phase.explicit, Phase.generate])
@given(contract=contracts(), after=st.integers(-400, 7 * 365))
def test_the_terms_are_those_of_a_contract_lived_day_by_day(
    contract: dict[str, Any], after: int
) -> None:
    on = contract["start"] + timedelta(days=after)
    found = timeline(clause_files.from_table(contract), on=on)

    told = [(term.start, term.end, term.notice_by, term.decide_by) for term in found.terms]
    assert told == [row[:4] for row in days.terms(contract, on=on)]
