"""Bands, prices and volumes for properties."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import strategies as st

from timonerie.domains.sourcing.rules.offers.bands import Band
from timonerie.domains.sourcing.rules.offers.prices import Mode, UnitPrice
from timonerie.domains.sourcing.rules.offers.volumes import Volumes

CENTS = st.decimals(0, 100_000, places=3)
UNITS = st.decimals(0, 10_000, places=2)


def chained(edges: list[int], prices: list[Decimal]) -> tuple[Band, ...]:
    """Bands that follow one another from zero, the last without end."""
    ends = [0, *edges]
    closed = [
        Band(*pair, unit_price=price) for pair, price in zip(pairwise(ends), prices, strict=False)
    ]
    return (*closed, Band(ends[-1], None, unit_price=prices[-1]))


@st.composite
def bands(draw: st.DrawFn) -> tuple[Band, ...]:
    edges = sorted(draw(st.sets(st.integers(1, 5000), max_size=5)))
    return chained(edges, [draw(CENTS) for _ in range(len(edges) + 1)])


def prices(mode: Mode = "graduated") -> st.SearchStrategy[UnitPrice]:
    return st.builds(
        UnitPrice,
        unit=CENTS,
        bands=st.one_of(st.just(()), bands()),
        mode=st.just(mode),
        counted=st.sampled_from(["month", "year"]),
        minimum=st.integers(0, 50_000),
        monthly=st.integers(0, 50_000),
        once=st.integers(0, 50_000),
    )


@st.composite
def volumes(draw: st.DrawFn) -> Volumes:
    low, expected, high = sorted(draw(st.tuples(UNITS, UNITS, UNITS)))
    weights = st.lists(st.integers(0, 20), min_size=12, max_size=12).filter(any)
    seasons = draw(st.one_of(st.none(), weights.map(tuple)))
    return Volumes(low, expected, high, draw(st.sampled_from(["month", "year"])), seasons)
