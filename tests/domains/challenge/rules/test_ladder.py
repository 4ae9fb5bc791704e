"""No rung without what it asks for, whatever the facts and the past; days agree with calendars."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.challenge.catalogue import ladder as catalogue
from timonerie.domains.challenge.catalogue.ladder import Step
from timonerie.domains.challenge.enums import FactKind, Rung, Stage
from timonerie.domains.challenge.rules import ladder
from timonerie.domains.challenge.rules.ladder import Fact, Given, Taken
from timonerie.engine import working_days
from timonerie.engine.calendars import Calendar

TODAY = date(2026, 3, 2)
FACTS = st.lists(
    st.builds(Fact, kind=st.sampled_from(FactKind.values), is_measured=st.booleans()), max_size=5
)
TAKEN = st.lists(
    st.builds(
        Taken,
        rung=st.sampled_from(Rung.values),
        due_on=st.dates(TODAY - timedelta(days=30), TODAY + timedelta(days=30)),
        is_answered=st.booleans(),
        is_sent=st.booleans(),
    ),
    max_size=4,
)
GIVEN = st.builds(
    Given,
    facts=FACTS,
    taken=TAKEN,
    has_contract=st.booleans(),
    is_reminded=st.booleans(),
    promises=st.integers(0, 3),
    on=st.just(TODAY),
)
STEPS = st.sampled_from(catalogue.steps())


@given(step=STEPS, found=GIVEN)
def test_a_rung_is_taken_with_all_it_asks_for_and_only_then(step: Step, found: Given) -> None:
    """Said again in one sentence, without the code of the rules."""
    over = [
        one
        for one in found.taken
        if one.rung in step.after and (one.is_answered or (one.is_sent and one.due_on < TODAY))
    ]
    on_facts = (
        len(found.facts) >= step.facts
        and len([one for one in found.facts if one.is_measured]) >= step.measured
        and (not step.after or len(over) > 0)
    )
    on_duty = step.duty and found.is_reminded and "duty" in {one.kind for one in found.facts}
    may = (
        (on_facts or on_duty)
        and (found.has_contract or not step.contract)
        and found.promises >= step.promises
    )
    assert (ladder.lacks(step, found) == ()) is may


@given(step=STEPS, on=st.dates(date(2024, 1, 1), date(2027, 1, 1)))
def test_nothing_is_taken_without_a_fact(step: Step, on: date) -> None:
    bare = Given(facts=(), has_contract=True, is_reminded=True, promises=3, on=on)
    assert "facts" in [one.code for one in ladder.lacks(step, bare)]


@given(found=GIVEN)
def test_nobody_breaks_without_a_rung_below_that_is_over(found: Given) -> None:
    for step in catalogue.steps():
        if step.stage == Stage.BREAK and not ladder.lacks(step, found):
            assert any(one.is_over(on=TODAY) for one in found.taken)
            assert any(one.is_measured for one in found.facts)


@given(
    step=STEPS,
    start=st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    days=st.sets(st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat"]), min_size=1),
)
def test_the_answer_is_due_after_as_many_days_on_which_the_calendar_opens(
    step: Step, start: date, days: set[str]
) -> None:
    calendar = Calendar.from_dict(
        {
            "zone": "Europe/Paris",
            "country": "FR",
            "week": [{"days": sorted(days), "open": "09:00", "close": "17:00"}],
        }
    )

    def worked(day: date) -> bool:
        return working_days.is_worked(calendar, day)

    due = ladder.due_on(step, start=start, worked=worked)
    between = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
    assert worked(due)
    assert sum(map(worked, between)) == step.days


def test_the_three_steps_have_one_rung_each_to_show() -> None:
    shown = [(one.stage, one.code) for one in catalogue.steps() if one.is_shown]
    assert shown == [("point", "remark"), ("letter", "request"), ("break", "exit")]
    assert [one.code for one in catalogue.steps()] == list(Rung)


@pytest.mark.parametrize("step", catalogue.steps(), ids=lambda one: one.code)
def test_every_rung_says_its_source_and_its_right_of_reply(step: Step) -> None:
    assert step.source
    assert step.reply
    assert step.status in ("confirmé", "à vérifier")
    assert all(list(Rung).index(one) < list(Rung).index(step.code) for one in step.after)
