"""Payroll declarations as software writes them: a group of 150 people on four sites over a year.

`group(seed)` is a pure function: the same seed gives the same people and the same files. It also
says what happened, counted from its own events, which is what the files must be read as.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as replace
from datetime import date, timedelta
from random import Random

SIREN = "732829320"
OTHER_SIREN = "356000000"
FIRST = date(2025, 1, 1)
#: What must never be seen again once a file is read: number, name, account and employee number.
NIR, NAME, IBAN, BADGE = (
    "185017511600142",
    "CANARDEAU",
    "FR7630006000011234567890189",
    "MAT42CANARI",
)
CANARIES = (NIR, NAME, IBAN, BADGE)
LINE_END = "\r\n"


@dataclass(frozen=True)
class Place:
    nic: str
    postcode: str
    town: str
    heads: int
    siren: str = SIREN

    @property
    def siret(self) -> str:
        return self.siren + self.nic


def nic(rank: int, *, siren: str = SIREN) -> str:
    """The rank-th establishment of a SIREN, with its key."""
    stem = f"{siren}{rank:04d}"
    # From the right, the key counts once and its neighbour twice.
    total = sum(
        int(digit) if at % 2 == 0 else _folded(2 * int(digit))
        for at, digit in enumerate(reversed(stem + "0"))
    )
    return f"{rank:04d}{-total % 10}"


def _folded(value: int) -> int:
    return value - 9 if value > 9 else value


PLACES = (
    Place(nic(1), "69003", "LYON", 70),
    Place(nic(2), "38000", "GRENOBLE", 40),
    Place(nic(3), "44000", "NANTES", 30),
    Place(nic(4), "59000", "LILLE", 10),
)


@dataclass(frozen=True)
class Stop:
    reason: str
    worked: date
    planned: date
    back: date | None = None


@dataclass(frozen=True)
class Somebody:
    """One person with one contract; `late` are months whose pay is said again the month after."""

    rank: int
    place: Place
    start: date
    nature: str = "01"
    quota: str = "151.67"
    end: date | None = None
    reason: str = ""
    stops: tuple[Stop, ...] = ()
    late: tuple[date, ...] = ()
    overtime: str = ""
    name: str = ""

    def is_told(self, month: date) -> bool:
        return self.start <= last_day(month) and (self.end is None or self.end >= month)


@dataclass(frozen=True)
class Truth:
    """What happened at a place in a month, from the events alone."""

    heads: int = 0
    arrivals: int = 0
    leavers: dict[str, int] = field(default_factory=dict)


def last_day(month: date) -> date:
    return following(month) - timedelta(days=1)


def following(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def months(count: int = 12, *, first: date = FIRST) -> list[date]:
    found = [first]
    while len(found) < count:
        found.append(following(found[-1]))
    return found


def rubrique(name: str, value: object) -> str:
    text = str(value)
    return f"{name},'{text.replace(chr(39), chr(39) * 2)}'"


def day(value: date) -> str:
    return f"{value:%d%m%Y}"


def person(one: Somebody, month: date) -> list[str]:
    """The lines of somebody in a monthly declaration, with everything that must be forgotten."""
    found = [
        rubrique("S21.G00.30.001", NIR if one.rank == 42 else f"1850175116{one.rank:05d}"),
        rubrique(
            "S21.G00.30.002", one.name or (NAME if one.rank == 42 else f"D'ORMESSON{one.rank}")
        ),
        rubrique("S21.G00.30.004", f"Prénom{one.rank}"),
        rubrique("S21.G00.30.006", "17011985"),
        rubrique("S21.G00.30.019", BADGE if one.rank == 42 else f"MAT{one.rank:05d}"),
        rubrique("S21.G00.40.001", day(one.start)),
        rubrique("S21.G00.40.002", "04"),
        rubrique("S21.G00.40.006", "Employé"),
        rubrique("S21.G00.40.007", one.nature),
        rubrique("S21.G00.40.009", f"C{one.rank:05d}"),
        rubrique("S21.G00.40.011", "10"),
        rubrique("S21.G00.40.012", "151.67"),
        rubrique("S21.G00.40.013", one.quota),
        rubrique("S21.G00.40.019", one.place.siret),
    ]
    for stop in one.stops:
        if stop.worked <= last_day(month) and (stop.back or stop.planned) >= month:
            found += _stop(stop)
    if one.end is not None and one.end <= last_day(month):
        found += [
            rubrique("S21.G00.62.001", day(one.end)),
            rubrique("S21.G00.62.002", one.reason),
        ]
    found += [
        rubrique("S21.G00.50.001", day(last_day(month))),
        rubrique("S21.G00.50.002", "2345.67"),
    ]
    again = [start for start in one.late if following(start) == month]
    for start in (*again, month):
        found += _pay(one, start, last_day(start))
    return [*found, rubrique("S21.G00.78.001", "02"), rubrique("S21.G00.78.004", "2345.67")]


def _stop(stop: Stop) -> list[str]:
    found = [
        rubrique("S21.G00.60.001", stop.reason),
        rubrique("S21.G00.60.002", day(stop.worked)),
        rubrique("S21.G00.60.003", day(stop.planned)),
        rubrique("S21.G00.60.007", IBAN),
    ]
    return [*found, rubrique("S21.G00.60.010", day(stop.back))] if stop.back else found


def _pay(one: Somebody, start: date, end: date) -> list[str]:
    found = [
        rubrique("S21.G00.51.001", day(start)),
        rubrique("S21.G00.51.002", day(end)),
        rubrique("S21.G00.51.010", f"C{one.rank:05d}"),
        rubrique("S21.G00.51.011", "002"),
        rubrique("S21.G00.51.013", "2345.67"),
        rubrique("S21.G00.53.001", "01"),
        rubrique("S21.G00.53.002", one.quota),
        rubrique("S21.G00.53.003", "10"),
    ]
    if not one.overtime:
        return found
    return [
        *found,
        rubrique("S21.G00.51.001", day(start)),
        rubrique("S21.G00.51.002", day(end)),
        rubrique("S21.G00.51.010", f"C{one.rank:05d}"),
        rubrique("S21.G00.51.011", "017"),
        rubrique("S21.G00.51.012", one.overtime),
        rubrique("S21.G00.51.013", "123.45"),
    ]


def declaration(
    place: Place,
    month: date,
    people: Iterable[Sequence[str]] = (),
    *,
    nature: str = "01",
    kind: str = "01",
    order: int = 1,
    fraction: str = "11",
    names: str = "",
) -> list[str]:
    """The lines of a declaration of an establishment; `people` are lines too."""
    found = [
        rubrique("S20.G00.05.001", nature),
        rubrique("S20.G00.05.002", kind),
        rubrique("S20.G00.05.003", fraction),
        rubrique("S20.G00.05.004", order),
        rubrique("S20.G00.05.005", day(month)),
        *([rubrique("S20.G00.05.006", names)] if names else []),
        rubrique("S20.G00.05.007", day(last_day(month))),
        rubrique("S20.G00.05.009", identifier(place, month, order, fraction)),
        rubrique("S21.G00.06.001", place.siren),
        rubrique("S21.G00.06.002", nic(1, siren=place.siren)),
        rubrique("S21.G00.11.001", place.nic),
        rubrique("S21.G00.11.003", "12 rue des Lilas"),
        rubrique("S21.G00.11.004", place.postcode),
        rubrique("S21.G00.11.005", place.town),
        rubrique("S21.G00.12.004", IBAN),
    ]
    return [*found, *(line for one in people for line in one)]


def identifier(place: Place, month: date, order: int = 1, fraction: str = "11") -> str:
    return f"{place.nic}-{month:%Y%m}-{fraction}-{order}"


def file(*declarations: Sequence[str], test: bool = False) -> bytes:
    """A sending: its header, its declarations and its totals, in ISO-8859-1."""
    return encoded(lines(*declarations, test=test))


def lines(*declarations: Sequence[str], test: bool = False) -> list[str]:
    found = [
        rubrique("S10.G00.00.001", "Logiciel"),
        rubrique("S10.G00.00.005", "01" if test else "02"),
        rubrique("S10.G00.00.006", "P26V01"),
        rubrique("S10.G00.00.008", "01"),
        rubrique("S10.G00.02.002", "Françoise GESTIONNAIRE"),
        *(line for one in declarations for line in one),
    ]
    return [
        *found,
        rubrique("S90.G00.90.001", len(found) + 2),
        rubrique("S90.G00.90.002", len(declarations)),
    ]


def encoded(found: Sequence[str]) -> bytes:
    return LINE_END.join([*found, ""]).encode("iso-8859-1")


@dataclass(frozen=True)
class Group:
    people: tuple[Somebody, ...]

    def file(self, month: date, *, kind: str = "01", order: int = 1) -> bytes:
        """The month of the four establishments, in one sending."""
        return file(*(self.told(place, month, kind=kind, order=order) for place in PLACES))

    def told(self, place: Place, month: date, *, kind: str = "01", order: int = 1) -> list[str]:
        there = [one for one in self.people if one.place == place and one.is_told(month)]
        people = [person(one, month) for one in there]
        return declaration(place, month, people, kind=kind, order=order)

    def truth(self, place: Place, month: date) -> Truth:
        there = [one for one in self.people if one.place == place]
        last, leavers = last_day(month), dict[str, int]()
        for one in there:
            if one.end is not None and month <= one.end <= last:
                leavers[one.reason] = leavers.get(one.reason, 0) + 1
        return Truth(
            heads=sum(one.start <= last and (one.end is None or one.end > last) for one in there),
            arrivals=sum(month <= one.start <= last for one in there),
            leavers=leavers,
        )


def group(seed: int = 1) -> Group:
    """150 people on four sites on the first day; each month some come, some leave, some are off."""
    draw = Random(seed)
    people = [
        Somebody(rank, place, FIRST - timedelta(days=draw.randrange(30, 4000)), quota=_quota(draw))
        for place in PLACES
        for rank in range(place.heads)
    ]
    people = [replace(one, rank=rank) for rank, one in enumerate(people, 1)]
    for month in months():
        people += _arrivals(draw, month, len(people))
        _leave(draw, month, people)
        _fall_ill(draw, month, people)
        _correct(draw, month, people)
    return Group(tuple(people))


def _quota(draw: Random) -> str:
    return draw.choice(["151.67"] * 5 + ["75.83"])


def _arrivals(draw: Random, month: date, known: int) -> list[Somebody]:
    return [
        Somebody(
            known + rank,
            draw.choice(PLACES),
            month + timedelta(days=draw.randrange(28)),
            nature=draw.choice(["01", "02"]),
            quota=_quota(draw),
        )
        for rank in range(1, draw.randrange(1, 4) + 1)
    ]


def _leave(draw: Random, month: date, people: list[Somebody]) -> None:
    for at in draw.sample(range(len(people)), draw.randrange(1, 4)):
        one = people[at]
        if one.end is None and one.start < month and one.rank != 42:
            reason = draw.choice(["059", "043", "020"]) if one.nature == "01" else "031"
            end = month + timedelta(days=draw.randrange(28))
            people[at] = replace(one, end=end, reason=reason)


def _fall_ill(draw: Random, month: date, people: list[Somebody]) -> None:
    for at in draw.sample(range(len(people)), 6):
        one = people[at]
        if one.end is None and one.start < month:
            worked = month + timedelta(days=draw.randrange(20))
            length = timedelta(days=draw.randrange(3, 40))
            stop = Stop(draw.choice(["01", "01", "01", "06", "02"]), worked, worked + length)
            people[at] = replace(one, stops=(*one.stops, stop))


def _correct(draw: Random, month: date, people: list[Somebody]) -> None:
    """Pay said again for the month before: one or two people each month."""
    if month == FIRST:
        return
    before = (month - timedelta(days=1)).replace(day=1)
    for at in draw.sample(range(len(people)), 2):
        people[at] = replace(people[at], late=(*people[at].late, before))
