"""What every simulator is given: the seed, the months, the sites' clocks and what is planted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self
from zlib import crc32

import numpy as np

from timonerie.cli.demo.group import SITES, Site
from timonerie.cli.demo.horizon import Horizon
from timonerie.cli.demo.planted import Planted, plant
from timonerie.engine.calendars import Calendar
from timonerie.engine.worktime import Clock

# A case received on the last day may be meant for months later.
_BEFORE, _AFTER = timedelta(days=62), timedelta(days=500)


@dataclass(frozen=True, eq=False)
class World:
    seed: int
    horizon: Horizon
    planted: Mapping[str, Planted]
    clocks: Mapping[str, tuple[tuple[date, Clock], ...]]

    @classmethod
    def of(cls, seed: int, horizon: Horizon) -> Self:
        return cls(
            seed, horizon, plant(horizon), {site.code: _clocks(site, horizon) for site in SITES}
        )

    def clock(self, site: Site, month: date) -> Clock:
        """The clock of the hours in force at a site in a month."""
        return [clock for start, clock in self.clocks[site.code] if start <= month][-1]

    def level(self, code: str, site: Site, month: date) -> float:
        """The planted figure `code` at a site in a month."""
        return self.planted[code].level(site, month)

    def rng(self, *names: object) -> np.random.Generator:
        """A generator of its own for each purpose: adding one draw disturbs no other file."""
        return np.random.default_rng([self.seed, crc32("/".join(map(str, names)).encode())])


def _clocks(site: Site, horizon: Horizon) -> tuple[tuple[date, Clock], ...]:
    first, last = horizon.first - _BEFORE, horizon.end + _AFTER
    return tuple(
        (start, Clock.compile(Calendar.from_dict(document), first, last))
        for start, document in site.calendars(horizon)
    )
