"""Charts described as data: the page draws them, the table behind says the same.

Every number travels with the text a reader sees, so a tooltip, a label and the table agree.
"""

from timonerie.web.charts.bars import Bar, Bars
from timonerie.web.charts.multiples import Panel, SmallMultiples
from timonerie.web.charts.ranges import RangeBar, Ranges
from timonerie.web.charts.scatters import Mark, Scatter, Zone
from timonerie.web.charts.trends import Axis, Event, Point, Series, Trend, axis_of_shares

__all__ = [
    "Axis",
    "Bar",
    "Bars",
    "Event",
    "Mark",
    "Panel",
    "Point",
    "RangeBar",
    "Ranges",
    "Scatter",
    "Series",
    "SmallMultiples",
    "Trend",
    "Zone",
    "axis_of_shares",
]
