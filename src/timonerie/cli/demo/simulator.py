"""The files of every provider, a pure function of the seed and the date."""

from collections.abc import Iterator
from datetime import date

from timonerie.cli.demo.horizon import Horizon
from timonerie.cli.demo.simulators import accounting, assistant, hr, it, legal, payroll
from timonerie.cli.demo.world import World
from timonerie.cli.demo.writer import DemoFile

SIMULATORS = (accounting, payroll, it, hr, legal, assistant)


def simulate(*, seed: int, as_of: date) -> Iterator[DemoFile]:
    """Files in the order in which each source sent them, up to the last month complete on
    `as_of`."""
    yield from files(World.of(seed, Horizon.before(as_of)))


def files(world: World) -> Iterator[DemoFile]:
    for simulator in SIMULATORS:
        yield from simulator.files(world)
