from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.domains.sourcing.rules.statements.lines import line, versions, whole
from timonerie.domains.sourcing.enums import LineKind as Kind
from timonerie.domains.sourcing.rules.statements.canonical import canonical, digest, document
from timonerie.domains.sourcing.rules.statements.diffing import Change, ChangeKind, compare
from timonerie.domains.sourcing.rules.statements.segments import Segment, segments
from timonerie.domains.sourcing.rules.statements.shapes import Line, ordered


def contents(lines: Iterable[Line]) -> dict[str, bytes]:
    """What each line says, whatever its rank."""
    return {one.key: canonical(document([one])) for one in lines}


def applied(before: list[Line], changes: list[Change]) -> dict[str, Line]:
    lines = {one.key: one for one in before}
    for change in changes:
        if change.after is None:
            del lines[change.key]
        else:
            lines[change.key] = change.after
    return lines


@given(versions())
def test_a_version_does_not_differ_from_itself(lines: list[Line]) -> None:
    assert compare(lines, list(reversed(lines))) == []


@given(versions(), versions())
def test_doing_what_the_changes_say_gives_the_version_after(
    before: list[Line], after: list[Line]
) -> None:
    assert contents(applied(before, compare(before, after)).values()) == contents(after)


@given(versions(), versions())
def test_lines_that_are_not_said_to_move_stay_in_order(
    before: list[Line], after: list[Line]
) -> None:
    touched = {one.key for one in compare(before, after) if one.is_moved}
    touched |= {one.key for one in compare(before, after) if None in (one.before, one.after)}
    still = [[one.key for one in ordered(v) if one.key not in touched] for v in (before, after)]
    assert still[0] == still[1]


@given(versions(), versions())
def test_nothing_changed_says_the_same_as_one_seal(before: list[Line], after: list[Line]) -> None:
    assert (compare(before, after) == []) == (digest(before) == digest(after))


@given(versions(), versions())
def test_each_change_is_told_with_what_stood_before_and_after(
    before: list[Line], after: list[Line]
) -> None:
    old, new = ({one.key: one for one in version} for version in (before, after))
    for change in compare(before, after):
        assert (change.before, change.after) == (old.get(change.key), new.get(change.key))
        for value in change.values:
            if value.field not in ("kind", "activity", "origin"):
                assert change.before is not None
                assert value.before == change.before.values.get(value.field)


@given(st.text("ab \n"), st.text("ab \n"))
def test_segments_put_end_to_end_are_the_two_texts(before: str, after: str) -> None:
    told = segments(before, after)
    assert "".join(one.text for one in told if one.kind != "added") == before
    assert "".join(one.text for one in told if one.kind != "removed") == after
    assert all(one.text for one in told)


def test_words_are_compared_whole() -> None:
    assert segments("Rendu à J-3, en PDF", "Rendu le 5, en PDF signé") == (
        Segment("kept", "Rendu "),
        Segment("removed", "à J-3, "),
        Segment("added", "le 5, "),
        Segment("kept", "en PDF"),
        Segment("added", " signé"),
    )


def test_a_space_that_becomes_a_line_is_told() -> None:
    assert [one.text for one in segments("un deux", "un\ndeux")] == ["un", " ", "\n", "deux"]


def test_a_text_that_says_one_word_a_thousand_times_is_told_as_replaced() -> None:
    before, after = "Avant " + "a b " * 1000 + "fin", "Avant " + "b a b " * 700 + "fin"
    assert [one.kind for one in segments(before, after)] == ["kept", "removed", "added", "kept"]


def test_two_far_changes_of_a_long_text_are_two() -> None:
    words = [f"mot{n % 200}" for n in range(600)]
    after = ["PREMIER", *words[1:-1], "DERNIER"]
    kinds = [one.kind for one in segments(" ".join(words), " ".join(after))]
    assert kinds == ["removed", "added", "kept", "removed", "added"]


def test_a_line_put_in_above_does_not_move_those_below() -> None:
    first, second = line(Kind.ANNEX, rank=1), line(Kind.ANNEX, rank=2)
    put = line(Kind.ANNEX, rank=1)
    after = [put, replace(first, rank=2), replace(second, rank=3)]
    assert [(one.kind, one.key) for one in compare([first, second], after)] == [
        (ChangeKind.ADDED, put.key)
    ]


def test_one_line_taken_to_the_end_is_one_move() -> None:
    lines = [line(Kind.ANNEX, rank=rank) for rank in range(1, 6)]
    after = [replace(lines[0], rank=9), *lines[1:]]
    assert [(one.kind, one.key) for one in compare(lines, after)] == [
        (ChangeKind.MOVED, lines[0].key)
    ]


def test_a_line_that_moves_and_changes_is_one_change() -> None:
    one = line(Kind.TEXT, section=3, text="Avant")
    (change,) = compare([one], [replace(one, section=9, text="Après")])
    assert (change.kind, change.is_moved) == (ChangeKind.CHANGED, True)
    assert [segment.text for segment in change.text] == ["Avant", "Après"]


def test_a_yes_is_not_a_one() -> None:
    one = line(Kind.SERVICE_LEVEL, values={"at_least": True})
    (change,) = compare([one], [replace(one, values={**one.values, "at_least": 1})])
    assert [value.field for value in change.values] == ["at_least"]


def test_changes_follow_the_sections() -> None:
    before = whole()
    after = [replace(one, title=one.title + " !") for one in before[1:]]
    sections = [(one.after or one.before) for one in compare(before, after)]
    assert [one.section for one in sections if one] == sorted(one.section for one in before)
