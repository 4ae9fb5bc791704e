from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.domains.sourcing.rules.statements.lines import line, versions, whole
from timonerie.domains.sourcing.enums import LineKind as Kind
from timonerie.domains.sourcing.rules.statements.canonical import canonical, digest, document
from timonerie.domains.sourcing.rules.statements.shapes import Line


@given(versions(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(lines: list[Line], chance: Random) -> None:
    shuffled = [replace(one, values=dict(reversed(list(one.values.items())))) for one in lines]
    chance.shuffle(shuffled)
    assert digest(shuffled) == digest(lines)


@given(st.text(), st.text(), st.sampled_from(["title", "text", "activity", "origin", "key"]))
def test_any_character_that_changes_changes_the_seal(before: str, after: str, field: str) -> None:
    assume(before != after)
    one = line(Kind.TEXT, section=1)
    old, new = replace(one, **{field: before}), replace(one, **{field: after})  # type: ignore[arg-type]
    assert digest([old]) != digest([new])


@given(st.text(), st.text())
def test_any_character_of_a_value_or_of_the_cover_changes_it_too(before: str, after: str) -> None:
    assume(before != after)
    one = line(Kind.DELIVERABLE)
    seals = [
        digest([replace(one, values={"when": text})], about={"title": cover})
        for text, cover in [(before, before), (after, before), (before, after)]
    ]
    assert len(set(seals)) == 3


def test_ranks_say_an_order_and_nothing_more() -> None:
    first, second = line(Kind.ANNEX, rank=1), line(Kind.ANNEX, rank=2)
    assert digest([first, second]) == digest([first, replace(second, rank=9)])
    assert digest([first, second]) != digest([replace(first, rank=3), second])


def test_a_seal_is_64_hexadecimal_digits_of_a_form_that_stays() -> None:
    one = Line("a", 1, Kind.TEXT, 1, "Objet", "Paie", {"b": 1, "a": True})
    assert canonical(document([one], about={"number": 2})) == (
        b'{"about":{"number":2},"kind":"timonerie.statement","lines":[{"activity":"","key":"a",'
        b'"kind":"text","origin":"","section":1,"text":"Paie","title":"Objet",'
        b'"values":{"a":true,"b":1}}],"version":1}'
    )
    assert len(bytes.fromhex(digest(whole()))) == 32


@pytest.mark.parametrize("value", [float("inf"), 2**60, "\ud800"])
def test_what_has_no_canonical_form_is_refused(value: float | str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        digest([line(Kind.TEXT, section=1, values={"a": value})])
