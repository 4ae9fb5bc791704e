"""Random grids and notes, few enough values for ties and edges to be common."""

from collections.abc import Sequence

from hypothesis import strategies as st

from timonerie.domains.sourcing.enums import Reading, Veto
from timonerie.domains.sourcing.rules.grids.shapes import Criterion, Grid, Scores

SCALE = ("rien", "peu", "assez", "beaucoup", "tout")
WEIGHTS = st.sampled_from([0.0, 0.5, 1.0, 2.0, 3.0, 5.0, 7.3])
NOTES = st.sampled_from([0, 1, 2, 3, 4, 2.5])
VETOES = st.sets(st.sampled_from(list(Veto)))
RETAINED = st.sampled_from([True, False, None])


def criterion(code: str, reading: Reading, weight: float) -> Criterion:
    return Criterion(code, reading, weight, code.upper(), f"{code} ?", SCALE)


def grid(keep: Sequence[float], guard: Sequence[float] = (1,), **thresholds: float) -> Grid:
    """Criteria k0, k1, … to keep and g0, g1, … to guard, of these weights."""
    criteria = [criterion(f"k{rank}", Reading.KEEP, one) for rank, one in enumerate(keep)]
    criteria += [criterion(f"g{rank}", Reading.GUARD, one) for rank, one in enumerate(guard)]
    return Grid(tuple(criteria), **thresholds)


def notes(keep: Sequence[float], guard: Sequence[float] = ()) -> dict[str, float]:
    told = {f"k{rank}": one for rank, one in enumerate(keep)}
    return told | {f"g{rank}": one for rank, one in enumerate(guard)}


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    weights = st.lists(WEIGHTS, min_size=1, max_size=6).filter(any)
    below, above = draw(st.sampled_from([(40, 65), (25, 75), (37.5, 50), (10, 90)]))
    light, tight = draw(st.sampled_from([(35, 60), (50, 75)]))
    return grid(
        draw(weights),
        draw(weights),
        hybrid_at=below,
        keep_at=above,
        light_at=light,
        tight_at=tight,
    )


def scores(made: Grid, *, least: int = 0) -> st.SearchStrategy[dict[str, float]]:
    codes = [one.code for one in made.criteria]
    if least:
        return st.fixed_dictionaries(dict.fromkeys(codes, NOTES))
    return st.dictionaries(st.sampled_from(codes), NOTES)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Grid, Scores]:
    made = draw(grids())
    return made, draw(scores(made))
