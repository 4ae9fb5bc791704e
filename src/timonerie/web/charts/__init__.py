"""Charts described as data: the page draws them, the table behind says the same.

Every number travels with the text a reader sees, so a tooltip, a label and the table agree.
"""

from timonerie.web.charts.bars import Bar, Bars
from timonerie.web.charts.multiples import Panel, SmallMultiples
from timonerie.web.charts.trends import Axis, Event, Point, Series, Trend, axis_of_shares

__all__ = [
    "Axis",
    "Bar",
    "Bars",
    "Event",
    "Panel",
    "Point",
    "Series",
    "SmallMultiples",
    "Trend",
    "axis_of_shares",
]
