"""What is known of the company when a statement of work is drafted. Nothing else is filled in."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Chosen:
    """An activity to entrust. `volume` is a year's, at the sites named; `seasonality` holds twelve
    weights, January first; `confidentiality` goes from 1 to 4; blank is unknown."""

    code: str
    name: str
    function: str = ""
    catalogue_code: str = ""
    accountable: str = ""
    frequency: str = ""
    volume: float | None = None
    volume_unit: str = ""
    seasonality: tuple[float, ...] | None = None
    our_deadline: str = ""
    their_deadline: str = ""
    data: str = ""
    confidentiality: int | None = None
    tools: str = ""
    provider: str = ""
    sites: tuple[str, ...] = ()


@dataclass(frozen=True)
class Site:
    name: str
    place: str = ""
    heads: int | None = None
    hours: str = ""


@dataclass(frozen=True)
class Fact:
    """What was measured of a metric, in its own unit, for an activity or for all (blank)."""

    metric: str
    n: int
    first: date
    last: date
    activity: str = ""
    text: str = ""
    median: float | None = None
    p90: float | None = None
    value: float | None = None
