"""What figures may tell to whom, and the rates made of them."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.facts.rules.workforce import routing, telling
from timonerie.domains.facts.rules.workforce.routing import Workplace
from timonerie.domains.facts.rules.workforce.telling import FEW, GROUPED, Part

LEFT = {"leaver.resignation": 7, "leaver.dismissal": 2, "leaver.trial": 1}


def test_reasons_of_few_are_grouped_without_their_names() -> None:
    assert telling.parts(LEFT, "leaver", in_full=False) == (
        Part("resignation", 7),
        Part(GROUPED, None),
    )


def test_who_may_read_reasons_reads_them_all() -> None:
    found = telling.parts(LEFT, "leaver", in_full=True)

    assert found == (Part("resignation", 7), Part("dismissal", 2), Part("trial", 1))


def test_days_are_grouped_by_how_many_people_they_are_of() -> None:
    """Forty days of one person name one person."""
    days = {
        "absent.sickness": 12,
        "people.sickness": 6,
        "absent.accident": 40,
        "people.accident": 1,
    }

    assert telling.parts(days, "absent", in_full=False, by="people") == (
        Part("sickness", 12),
        Part(GROUPED, None),
    )


@given(counts=st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 9)))
def test_no_reason_of_few_is_ever_named(counts: dict[str, int]) -> None:
    figures = {f"leaver.{name}": count for name, count in counts.items()}

    for one in telling.parts(figures, "leaver", in_full=False):
        assert one.family == GROUPED or (one.count or 0) >= FEW
        assert one.count is None or one.count >= FEW


@pytest.mark.parametrize(
    ("heads", "in_full", "told"), [(5, False, True), (4, False, False), (1, True, True)]
)
def test_a_place_of_few_tells_no_absence(heads: int, in_full: bool, told: bool) -> None:
    assert telling.tells_absences({"heads": heads}, in_full=in_full) is told


def test_absence_is_days_off_over_days_of_contract_and_nothing_without_any() -> None:
    assert telling.absence_rate({"absent.sickness": 6, "absent.other": 4, "days": 200}) == 0.05
    assert telling.absence_rate({"heads": 0}) is None


def test_a_transfer_leaves_a_site_and_not_the_company() -> None:
    months = [{"heads": 10, "leaver.resignation": 1}, {"heads": 10, "leaver.transfer": 3}]

    assert telling.departure_rate([*months]) == 0.1
    assert telling.departure_rate([{"heads": 0}]) is None


figures = st.dictionaries(st.sampled_from(["heads", "days", "arrivals"]), st.integers(0, 99))
places = st.lists(
    st.builds(
        Workplace,
        siret=st.sampled_from(["11111111100001", "11111111100002", "99999999900001"]),
        town=st.just(""),
        postcode=st.just(""),
        figures=figures,
    ),
    max_size=6,
)


@given(several=places)
def test_nothing_is_lost_nor_doubled_on_the_way_to_its_workplace(several: list[Workplace]) -> None:
    home = Workplace("11111111100001", "LYON", "69003", {})

    found, elsewhere = routing.routed(several, home=home, sirens={"111111111"})

    assert routing.added(one.figures for one in found) == routing.added(
        one.figures for one in several
    )
    assert elsewhere == sum(one.siret.startswith("9") for one in several)
    assert len({one.siret for one in found}) == len(found)
    assert Counter(one.siret[:9] for one in found).keys() <= {"111111111"}
