"""One person of a declaration, for the time it takes to count them: contracts and hours, nobody."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from timonerie.engine.dsn import codes, values
from timonerie.engine.dsn.blocks import Block


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop of work, both days included; `last` None while no end is known."""

    family: str
    first: date
    last: date | None


@dataclass(slots=True)
class Contract:
    """A contract at a workplace; `last` is its last day where it ended, with the family of why."""

    family: str
    first: date | None
    workplace: str
    number: str
    is_part_time: bool | None
    last: date | None = None
    reason: str = ""
    stops: list[Stop] = field(default_factory=list)
    unclear_stops: int = 0
    suspensions: list[tuple[date | None, date | None]] = field(default_factory=list)
    changes: list[date] = field(default_factory=list)

    @property
    def is_employment(self) -> bool:
        return self.family in codes.EMPLOYED

    def is_in_force(self, day: date) -> bool:
        """At the end of a day: the one that ends on it is over."""
        return (self.first is None or self.first <= day) and (self.last is None or self.last > day)


@dataclass(frozen=True, slots=True)
class Pay:
    """Hours of a pay period, in hundredths, by kind; `unread` counts those in another unit."""

    number: str
    first: date | None
    last: date | None
    hours: tuple[tuple[str, int], ...]
    unread: int


@dataclass(frozen=True, slots=True)
class Individual:
    contracts: tuple[Contract, ...]
    pays: tuple[Pay, ...]


def of(blocks: Iterable[Block]) -> Individual:
    """The blocks of a person, in their order. Raises Malformed, DSN-06 or DSN-07."""
    contracts: list[Contract] = []
    pays: list[list[Block]] = []
    for block in blocks:
        if block.code == "S21.G00.40":
            contracts.append(_contract(block))
        elif block.code == "S21.G00.51":
            pays.append([block])
        elif block.code == "S21.G00.53":
            pays[-1].append(block)
        elif block.code in _TOLD:
            _TOLD[block.code](contracts[-1], block)
    return Individual(tuple(contracts), tuple(map(_pay, pays)))


def _contract(block: Block) -> Contract:
    reference, own = values.hundredths(block, "012"), values.hundredths(block, "013")
    known = reference is not None and own is not None and reference > 0
    return Contract(
        family=codes.contract(block.get("007")),
        first=values.day(block, "001"),
        workplace=block.get("019"),
        number=block.get("009"),
        is_part_time=own < reference if known else None,  # type: ignore[operator]
    )


def _end(contract: Contract, block: Block) -> None:
    if block.get("002") != codes.CANCELLED_END:
        contract.last, contract.reason = values.day(block, "001"), codes.reason(block.get("002"))


def _stop(contract: Contract, block: Block) -> None:
    family = codes.absence(block.get("001"))
    if family not in codes.ABSENT:
        return
    worked, back = values.day(block, "002"), values.day(block, "010")
    if worked is None:
        contract.unclear_stops += 1
        return
    last = date.fromordinal(back.toordinal() - 1) if back else values.day(block, "003")
    contract.stops.append(Stop(family, date.fromordinal(worked.toordinal() + 1), last))


def _suspension(contract: Contract, block: Block) -> None:
    contract.suspensions.append((values.day(block, "002"), values.day(block, "003")))


def _change(contract: Contract, block: Block) -> None:
    """From when it bears: the day it says, or how far back the pay was computed again."""
    found = [one for one in (values.day(block, "001"), values.day(block, "028")) if one]
    if found:
        contract.changes.append(min(found))


_TOLD = {
    "S21.G00.62": _end,
    "S21.G00.60": _stop,
    "S21.G00.65": _suspension,
    "S21.G00.41": _change,
}


def _pay(blocks: list[Block]) -> Pay:
    pay, *activities = blocks
    hours, unread = [], 0
    kind, size = codes.HOURS_OF_PAY.get(pay.get("011")), values.hundredths(pay, "012")
    if kind and size:
        hours.append((kind, size))
    for one in activities:
        kind, size = codes.HOURS_OF_ACTIVITY.get(one.get("001")), values.hundredths(one, "002")
        if kind and size and one.get("003") == codes.IN_HOURS:
            hours.append((kind, size))
        elif kind and size:
            unread += 1
    return Pay(pay.get("010"), values.day(pay, "001"), values.day(pay, "002"), tuple(hours), unread)
