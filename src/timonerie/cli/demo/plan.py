"""The whole plan of the demo: the group, what was planted in it, the files of its providers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from timonerie.cli.demo import simulator
from timonerie.cli.demo.activities import MEASURED
from timonerie.cli.demo.group import NAME, SITES, SLUG
from timonerie.cli.demo.horizon import Horizon, midnight, shifted
from timonerie.cli.demo.people import PEOPLE, SEATS, USERS
from timonerie.cli.demo.planted import Planted
from timonerie.cli.demo.simulators import payroll
from timonerie.cli.demo.suppliers import PROVIDERS
from timonerie.cli.demo.world import World
from timonerie.cli.demo.writer import DemoFile

DEFAULT_SEED = 7
CLOSING_DAY = 20


@dataclass(frozen=True)
class Plan:
    """A pure function of a seed and of the months covered."""

    seed: int
    horizon: Horizon

    slug = SLUG
    name = NAME
    sites = SITES
    providers = PROVIDERS
    people = PEOPLE
    seats = SEATS
    users = USERS
    activities = MEASURED

    @classmethod
    def of(cls, *, seed: int, as_of: date) -> "Plan":
        """The plan whose facts end with the last month complete on `as_of`."""
        return cls(seed, Horizon.before(as_of))

    @cached_property
    def world(self) -> World:
        return World.of(self.seed, self.horizon)

    @property
    def planted(self) -> tuple[Planted, ...]:
        """What the figures must show, with the places, the months and the sizes."""
        return tuple(self.world.planted.values())

    def files(self) -> Iterator[DemoFile]:
        """In the order in which each source sent them."""
        return simulator.files(self.world)

    def correction(self) -> DemoFile:
        """What comes after its month was closed."""
        return payroll.corrected(self.world)

    @property
    def closings(self) -> tuple[tuple[int, date], ...]:
        """Every month but the last, and the epoch second at which it is closed: the 20th of the
        next one."""
        return tuple(
            (midnight(shifted(month, 1).replace(day=CLOSING_DAY)), month)
            for month in self.horizon.months[:-1]
        )
