"""Which version of a declaration counts: the same answer whatever the order of arrival."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.facts.enums import DeclarationState as State
from timonerie.domains.facts.rules.workforce.standing import Version, is_orphan, standing

PLAIN, REPLACES, CANCELS = "01", "03", "04"


def states(*versions: Version) -> list[State]:
    found = standing(versions)
    return [found[one.rank] for one in versions]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([(PLAIN, 1)], [State.LIVE]),
        ([(PLAIN, 1), (REPLACES, 2)], [State.REPLACED, State.LIVE]),
        ([(PLAIN, 1), (REPLACES, 1)], [State.REPLACED, State.LIVE]),
        ([(PLAIN, 1), (CANCELS, 2)], [State.CANCELLED, State.APPLIED]),
        ([(PLAIN, 1), (CANCELS, 2), (PLAIN, 3)], [State.REPLACED, State.REPLACED, State.LIVE]),
        ([(PLAIN, 1), (PLAIN, 1)], [State.LIVE, State.REPLACED]),
    ],
)
def test_the_latest_order_counts(said: list[tuple[str, int]], expected: list[State]) -> None:
    versions = [Version(rank, kind, order) for rank, (kind, order) in enumerate(said)]

    assert states(*versions) == expected


def test_a_replacement_may_name_one_cut_otherwise() -> None:
    whole = Version(1, PLAIN, 1, fraction="11", identifier="A")
    part = Version(2, REPLACES, 2, fraction="12", names="A")

    assert states(whole, part) == [State.REPLACED, State.LIVE]


def test_one_that_replaces_what_did_not_come_is_an_orphan() -> None:
    plain, alone = Version(1, PLAIN, 1, identifier="A"), Version(2, REPLACES, 2, names="B")

    assert is_orphan(alone, [plain, alone])
    assert not is_orphan(Version(2, REPLACES, 2, names="A"), [plain])
    assert not is_orphan(Version(2, REPLACES, 2), [plain])
    assert not is_orphan(plain, [plain])


versions = st.lists(
    st.builds(
        Version,
        rank=st.integers(0, 1_000),
        kind=st.sampled_from(["01", "02", "03", "04", "05"]),
        order=st.integers(1, 4),
        fraction=st.sampled_from(["11", "12", "22"]),
        identifier=st.sampled_from(["", "A", "B"]),
        names=st.sampled_from(["", "A", "B"]),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda one: one.rank,
)


@given(several=versions, data=st.data())
def test_the_order_of_arrival_changes_nothing(several: list[Version], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(several))

    assert standing(shuffled) == standing(several)


@given(several=versions)
def test_one_version_of_a_fraction_counts_at_most(several: list[Version]) -> None:
    found = standing(several)

    live = [one.fraction for one in several if found[one.rank] == State.LIVE]
    assert len(live) == len(set(live))
