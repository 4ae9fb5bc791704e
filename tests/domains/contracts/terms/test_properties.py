"""What holds for every contract, and what changes nothing."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import assume, given

from tests.domains.contracts.terms import strategies
from timonerie.domains.contracts import sentences
from timonerie.domains.contracts.rules.clauses import Amendment, Clauses, Suspension
from timonerie.domains.contracts.rules.terms import Timeline, timeline

ONE_DAY = timedelta(days=1)
CENTURIES = 400


@given(clauses=strategies.clauses, on=strategies.days)
def test_terms_follow_one_another_and_never_overlap(clauses: Clauses, on: date) -> None:
    found = timeline(clauses, on=on)

    for before, after in pairwise(found.terms):
        assert before.end is not None
        assert before.start <= before.end < after.start


@given(clauses=strategies.clauses, on=strategies.days)
def test_the_current_term_is_the_one_that_holds_the_day(clauses: Clauses, on: date) -> None:
    found = timeline(clauses, on=on)

    holding = [
        rank
        for rank, term in enumerate(found.terms)
        if term.start <= on and (term.end is None or on <= term.end)
    ]
    assert holding == ([] if found.current is None else [found.current])
    assert (found.status in ("firm", "renewed", "notice_given")) == bool(holding)


@given(clauses=strategies.clauses, on=strategies.days)
def test_one_decides_before_the_notice_and_gives_notice_before_the_end(
    clauses: Clauses, on: date
) -> None:
    for term in timeline(clauses, on=on).terms:
        if term.notice_by:
            assert term.end is not None
            assert term.decide_by is not None
            assert term.decide_by <= term.notice_by <= term.end


@given(clauses=strategies.clauses, on=strategies.days)
def test_a_tacit_contract_that_nobody_left_is_never_over(clauses: Clauses, on: date) -> None:
    tacit = replace(
        clauses,
        renewal="tacit",
        renewals=None,
        notice_given=None,
        amendments=(),
        start=clauses.start,
    )
    assume(tacit.start <= on)

    assert timeline(tacit, on=on).status in ("firm", "renewed")


@given(clauses=strategies.clauses, on=strategies.days)
def test_an_express_contract_never_renews_by_itself(clauses: Clauses, on: date) -> None:
    express = replace(clauses, renewal="express", amendments=())

    assert len(timeline(express, on=on).terms) == 1


@given(clauses=strategies.clauses, on=strategies.days)
def test_the_calendar_repeats_every_four_centuries(clauses: Clauses, on: date) -> None:
    plain = replace(clauses, business_day="none")

    now, then = timeline(plain, on=on), timeline(_moved(plain), on=_later(on))

    assert [tuple(map(_later_or_none, _dates(now, rank))) for rank in range(len(now.terms))] == [
        _dates(then, rank) for rank in range(len(then.terms))
    ]
    assert (now.status, now.current) == (then.status, then.current)


@given(clauses=strategies.clauses, on=strategies.days, day=strategies.days)
def test_an_amendment_that_changes_nothing_moves_no_date(
    clauses: Clauses, on: date, day: date
) -> None:
    amended = replace(clauses, amendments=(*clauses.amendments, Amendment(day, {})))

    assert timeline(amended, on=on).terms == timeline(clauses, on=on).terms


@given(clauses=strategies.clauses, on=strategies.days, day=strategies.days)
def test_a_notice_written_again_in_an_amendment_moves_no_date(
    clauses: Clauses, on: date, day: date
) -> None:
    plain = replace(clauses, amendments=())
    amended = replace(plain, amendments=(Amendment(day, {"notice": plain.notice}),))

    assert timeline(amended, on=on).terms == timeline(plain, on=on).terms


@given(clauses=strategies.clauses, on=strategies.days)
def test_a_suspension_written_twice_counts_once(clauses: Clauses, on: date) -> None:
    twice = replace(clauses, suspensions=(*clauses.suspensions, *clauses.suspensions))

    assert timeline(twice, on=on).terms == timeline(clauses, on=on).terms


@given(clauses=strategies.clauses, on=strategies.days)
def test_a_suspension_pushes_the_first_end_by_at_least_its_days(clauses: Clauses, on: date) -> None:
    plain = replace(clauses, suspensions=(), amendments=(), notice_given=None)
    whole = timeline(plain, on=on).terms[0]
    assume(whole.end is not None)
    held = replace(plain, suspensions=(Suspension(whole.start, whole.start),))

    pushed = timeline(held, on=on).terms[0]

    assert whole.end is not None
    assert pushed.end == whole.end + ONE_DAY


@given(clauses=strategies.clauses, on=strategies.days)
def test_a_longer_preparation_moves_no_other_date(clauses: Clauses, on: date) -> None:
    bare = replace(clauses, preparation=None, amendments=())

    long, none = timeline(replace(clauses, amendments=()), on=on), timeline(bare, on=on)

    assert [term.notice_by for term in long.terms] == [term.notice_by for term in none.terms]


@given(clauses=strategies.clauses, on=strategies.days)
def test_a_working_day_is_never_later_than_the_plain_one(clauses: Clauses, on: date) -> None:
    moved = timeline(replace(clauses, business_day="before", notice_given=None), on=on)
    plain = timeline(replace(clauses, business_day="none", notice_given=None), on=on)

    for one, other in zip(moved.terms, plain.terms, strict=True):
        assert (one.notice_by is None) == (other.notice_by is None)
        assert not one.notice_by or not other.notice_by or one.notice_by <= other.notice_by


@given(clauses=strategies.clauses, on=strategies.days)
def test_every_reason_has_its_sentence(clauses: Clauses, on: date) -> None:
    told = sentences.sentences(timeline(clauses, on=on))

    assert told
    assert all(text and "%(" not in text and "None" not in text for text in told)


def _later(day: date) -> date:
    return day.replace(year=day.year + CENTURIES)


def _later_or_none(day: date | None) -> date | None:
    return None if day is None else _later(day)


def _moved(clauses: Clauses) -> Clauses:
    """Every day of the clauses four centuries later: the Gregorian calendar is the same then."""
    amendments = tuple(
        Amendment(
            _later(each.on),
            {
                name: _later(value) if isinstance(value, date) else value
                for name, value in each.changes.items()
            },
        )
        for each in clauses.amendments
    )
    return replace(
        clauses,
        start=_later(clauses.start),
        notice_given=_later_or_none(clauses.notice_given),
        suspensions=tuple(
            Suspension(_later(each.start), _later(each.end)) for each in clauses.suspensions
        ),
        amendments=amendments,
    )


def _dates(found: Timeline, rank: int) -> tuple[date | None, ...]:
    term = found.terms[rank]
    return (term.start, term.end, term.notice_by, term.decide_by)
