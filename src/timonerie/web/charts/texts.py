"""What the charts write alike: the figures of their tables."""

from collections.abc import Sequence

from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.tables import Text


def column_text(value: float | None, unit: Text, state: State | None = None) -> str:
    """A value of a chart, which a table says in the same words."""
    return formats.short_figure(value, unit, state=state, in_column=True)


def last_of(values: Sequence[float | None]) -> float | None:
    return values[-1] if values else None
