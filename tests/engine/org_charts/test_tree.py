"""Who is whose manager: what is sure, and what is asked."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from timonerie.engine.org_charts import tree
from timonerie.engine.org_charts.tree import Member, Tree


def of(*rows: tuple[str, str]) -> Tree:
    return tree.of(
        [Member(rank + 2, name, manager=above) for rank, (name, above) in enumerate(rows)]
    )


def test_each_line_is_in_one_case_alone() -> None:
    found = of(
        ("Ana Roux", ""),
        ("Bob Petit", "ROUX Ana"),
        ("Cid Morel", "A. Roux"),
        ("Dan Faure", "Personne Ici"),
        ("Eve Blanc", "Eve Blanc"),
        ("Fay Simon", "Guy Lopez"),
        ("Guy Lopez", "Fay Simon"),
    )

    assert (found.roots, found.managers, found.guesses) == ([0], {1: 0}, {2: 0})
    assert (found.absent, found.selves, found.loops) == ({"Personne Ici": [3]}, [4], [[5, 6]])


def test_a_name_that_several_bear_names_nobody() -> None:
    found = of(("Ana Roux", ""), ("Ana Roux", ""), ("Bob Petit", "Ana Roux"))

    assert (found.managers, found.shared) == ({}, {"Ana Roux": [2]})


def test_a_number_or_an_address_is_surer_than_a_name() -> None:
    members = [
        Member(2, "Ana Roux", number="1"),
        Member(3, "Ana Roux", number="2", email="ana@example.org"),
        Member(4, "Bob Petit", manager="Ana Roux", manager_number="2"),
        Member(5, "Cid Morel", manager="Ana Roux", manager_email="ANA@example.org"),
        Member(6, "Dan Faure", manager="1"),
    ]

    assert tree.of(members).managers == {2: 1, 3: 1, 4: 0}


def test_a_post_that_one_person_holds_names_them() -> None:
    members = [Member(2, "Ana Roux", title="DAF"), Member(3, "Bob Petit", manager="daf")]

    assert tree.of(members).managers == {1: 0}


names = st.sampled_from(["Ana Roux", "Bob Petit", "Cid Morel", "Dan Faure", "A. Roux", "Zoé X", ""])


@given(st.lists(st.tuples(names.filter(bool), names), max_size=12))
def test_no_link_ever_goes_round_and_nobody_is_forgotten(rows: Sequence[tuple[str, str]]) -> None:
    found = of(*rows)

    assert tree.loops(found.managers) == []
    placed = [
        *found.managers,
        *found.guesses,
        *found.roots,
        *found.selves,
        *(rank for ranks in (*found.absent.values(), *found.shared.values()) for rank in ranks),
        *(rank for loop in found.loops for rank in loop),
    ]
    assert sorted(placed) == list(range(len(rows)))
