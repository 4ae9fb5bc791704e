"""Whom the company hangs on: providers that hold too much, heads that are alone."""

from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.sourcing.rules.dependence import Finding, Held, Risk, findings
from timonerie.domains.sourcing.rules.dependence_maps import grid_of

PAY, BOOKS, IT = 1, 2, 3
NOVA, CLARTE = 10, 11
ALICE, BRUNO = 20, 21
LYON, NANTES = 30, 31


def held(activity: int = PAY, criticality: int = 4, **parts: object) -> Held:
    """Held as it should be, but for what is said."""
    sound: dict[str, object] = {"accountable": ALICE, "deputy": BRUNO, "knowers": (BRUNO,)}
    return Held(activity, f"Activité {activity}", criticality, **{**sound, **parts})  # type: ignore[arg-type]


def of(risk: Risk, *served: Held, owners: tuple[int, ...] = ()) -> list[Finding]:
    return [one for one in findings(served, owners=owners) if one.risk == risk]


def test_what_is_well_held_is_not_told() -> None:
    assert findings([held(PAY, provider=NOVA), held(BOOKS, provider=CLARTE)]) == []


def test_two_vital_activities_with_one_provider_are_a_concentration() -> None:
    (one,) = of(Risk.SAME_PROVIDER, held(PAY, provider=NOVA), held(BOOKS, provider=NOVA))

    assert (one.subject, one.activities, one.weight) == (NOVA, (PAY, BOOKS), 8)


def test_one_vital_activity_on_two_sites_is_no_concentration() -> None:
    lyon, nantes = (held(PAY, provider=NOVA, unit=unit) for unit in (LYON, NANTES))

    assert of(Risk.SAME_PROVIDER, lyon, nantes, held(BOOKS, 3, provider=NOVA)) == []


def test_doing_two_vital_activities_ourselves_is_no_concentration() -> None:
    assert of(Risk.SAME_PROVIDER, held(PAY), held(BOOKS)) == []


def test_a_head_without_a_deputy_or_their_own_deputy_hangs() -> None:
    (one,) = of(
        Risk.ONE_HEAD,
        held(PAY, 4, deputy=None, knowers=()),
        held(BOOKS, 3, deputy=ALICE, knowers=(ALICE,)),
        held(IT, 2),
    )

    assert (one.subject, one.activities, one.weight) == (ALICE, (PAY, BOOKS), 7)


def test_a_missing_deputy_weighs_less_where_somebody_else_knows() -> None:
    (one,) = of(Risk.ONE_HEAD, held(PAY, 4, deputy=None, knowers=(ALICE, BRUNO)))

    assert one.weight == 2


def test_the_owner_manager_counts_like_anybody_and_is_told_as_such() -> None:
    alone = held(PAY, deputy=None)

    assert [one.is_owner_manager for one in of(Risk.ONE_HEAD, alone, owners=(ALICE,))] == [True]
    assert [one.is_owner_manager for one in of(Risk.ONE_HEAD, alone, owners=(BRUNO,))] == [False]


def test_one_person_who_answers_for_everything_is_told_even_with_a_deputy() -> None:
    everything = [held(PAY), held(BOOKS), held(IT)]

    (one,) = of(Risk.EVERYTHING, *everything)

    assert (one.subject, one.activities) == (ALICE, (PAY, BOOKS, IT))
    assert of(Risk.EVERYTHING, *everything[:2]) == []
    assert of(Risk.EVERYTHING, *everything, held(4, accountable=BRUNO, deputy=ALICE)) == []


def test_a_vital_activity_that_nobody_answers_for_is_told() -> None:
    vital, minor = held(PAY, accountable=None), held(BOOKS, 3, accountable=None)

    assert [one.activities for one in of(Risk.NOBODY, vital, minor)] == [(PAY,)]
    assert of(Risk.NOBODY, vital, held(PAY, unit=LYON)) == []


def test_a_provider_whose_work_nobody_can_take_back_is_told() -> None:
    alone = held(PAY, provider=NOVA, knowers=(), unit=LYON)

    (one,) = of(Risk.NO_TAKE_BACK, alone)

    assert (one.subject, one.activities) == (NOVA, (PAY,))


def test_another_site_or_another_provider_that_does_it_is_a_way_back() -> None:
    alone = held(PAY, provider=NOVA, knowers=(), unit=LYON)
    for other in (None, CLARTE):
        assert of(Risk.NO_TAKE_BACK, alone, held(PAY, provider=other, knowers=())) == []
    assert of(Risk.NO_TAKE_BACK, alone, held(PAY, provider=NOVA, knowers=(BRUNO,))) == []


def test_the_map_has_activities_in_rows_sites_in_columns_and_providers_in_cells() -> None:
    grid = grid_of(
        [
            held(BOOKS, 3, unit=NANTES, provider=CLARTE),
            held(PAY, 4, unit=LYON, provider=NOVA),
            held(PAY, 4, unit=LYON),
            held(PAY, 4, unit=NANTES, provider=NOVA),
            held(IT, 2),
        ]
    )

    assert [row.activity for row in grid.rows] == [PAY, BOOKS, IT]
    assert grid.columns == (LYON, NANTES)
    assert grid.at(PAY, LYON) == (None, NOVA)
    assert grid.at(BOOKS, LYON) == ()


KEYS = st.none() | st.integers(1, 4)
HELD = st.builds(
    Held,
    activity=st.integers(1, 6),
    name=st.just("Activité"),
    criticality=st.integers(1, 4),
    unit=KEYS,
    provider=KEYS,
    accountable=KEYS,
    deputy=KEYS,
    knowers=st.lists(st.integers(1, 4), max_size=2).map(tuple),
)


@given(served=st.lists(HELD, max_size=12), data=st.data())
def test_findings_and_map_do_not_depend_on_the_order_of_the_rows(
    served: list[Held], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(served))

    assert set(findings(shuffled)) == set(findings(served))
    assert grid_of(shuffled) == grid_of(served)


@given(served=st.lists(HELD, max_size=12))
def test_an_activity_weighs_once_however_many_sites_it_has(served: list[Held]) -> None:
    for one in findings([*served, *served]):
        assert len(set(one.activities)) == len(one.activities)
        assert 0 < one.weight <= 4 * len(one.activities)
    assert findings([*served, *served]) == findings(served)
