"""The payroll declarations of the invented group, as its payroll firm would send them.

Planted: people resign at Lyon more than before over the last five months, sick leave doubles at
Nantes over the last four, and Saint-Pierre's declaration of two months ago never came. A month is
declared again, corrected.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial

import numpy as np

from timonerie.cli.demo.group import LYON, NANTES, SAINT_PIERRE, SITES, Site
from timonerie.cli.demo.horizon import Horizon, shifted

MONTHS = 12
TOWNS = {"Lyon": "69007", "Colmar": "68000", "Nantes": "44200", "Saint-Pierre": "97410"}
RESIGNING, ILL, SILENT, AGAIN = 5, 4, 2, 6
"""Months before the end: how long people have resigned more, been ill more, and one of silence;
which month was declared twice."""


@dataclass(frozen=True)
class Employee:
    """One of the invented: nobody has a name, here either."""

    rank: int
    start: date
    nature: str = "01"
    is_part_time: bool = False
    end: date | None = None
    reason: str = ""
    stops: tuple[tuple[str, date, date], ...] = ()


@dataclass(frozen=True)
class PayrollFile:
    name: str
    month: date
    content: bytes


@dataclass
class _Payroll:
    """The people of a site, month after month."""

    site: Site
    rng: np.random.Generator
    people: list[Employee] = field(default_factory=list)

    def found(self, first: date) -> None:
        for rank in range(self.site.heads):
            start = first - timedelta(days=int(self.rng.integers(40, 5_000)))
            self.people.append(self._somebody(rank, start, fixed=0.06))

    def live(self, month: date, *, resigning: float, ill: float) -> None:
        """Somebody comes for each who leaves, more or less, and some are off."""
        for at, one in enumerate(self.people):
            if one.end is not None or one.start >= month:
                continue
            day = month + timedelta(days=int(self.rng.integers(0, 27)))
            if self.rng.random() < resigning:
                code = "031" if one.nature == "02" else str(self.rng.choice(["059", "059", "043"]))
                self.people[at] = replace(one, end=day, reason=code)
            elif self.rng.random() < ill:
                lasts = timedelta(days=int(self.rng.integers(2, 25)))
                code = str(self.rng.choice(["01", "01", "01", "01", "06", "02"]))
                self.people[at] = replace(one, stops=(*one.stops, (code, day, day + lasts)))
        for _ in range(int(self.rng.poisson(0.009 * self.site.heads))):
            day = month + timedelta(days=int(self.rng.integers(0, 27)))
            self.people.append(self._somebody(len(self.people), day, fixed=0.4))

    def _somebody(self, rank: int, start: date, *, fixed: float) -> Employee:
        nature = "02" if self.rng.random() < fixed else "01"
        return Employee(rank, start, nature, bool(self.rng.random() < 0.14))


def files(seed: int, horizon: Horizon, *, count: int = MONTHS) -> Iterator[PayrollFile]:
    """The last months, one file each, in the order of their sending."""
    months = horizon.months[-count:]
    payrolls = [
        _Payroll(site, np.random.default_rng([seed, 53, at])) for at, site in enumerate(SITES)
    ]
    for one in payrolls:
        one.found(months[0])
    for month in months:
        back = (horizon.last.year - month.year) * 12 + horizon.last.month - month.month
        for one in payrolls:
            resigns = 0.022 if one.site is LYON and back < RESIGNING else 0.008
            one.live(month, resigning=resigns, ill=_illness(one.site, back))
        heard = [one for one in payrolls if not (one.site is SAINT_PIERRE and back == SILENT)]
        yield _file(month, heard, kind="01", order=1)
        if back == AGAIN:
            yield _file(month, payrolls[:1], kind="03", order=2)


def _illness(site: Site, back: int) -> float:
    return 0.09 if site is NANTES and back < ILL else 0.04


def _file(month: date, payrolls: list[_Payroll], *, kind: str, order: int) -> PayrollFile:
    told = [line for one in payrolls for line in _declaration(one, month, kind, order)]
    head = [_line("S10.G00.00.005", "02"), _line("S10.G00.00.006", "P26V01")]
    body = [*head, *told]
    total = [
        _line("S90.G00.90.001", len(body) + 2),
        _line("S90.G00.90.002", len(payrolls)),
    ]
    content = "\r\n".join([*body, *total, ""]).encode("iso-8859-1")
    return PayrollFile(f"DSN-{month:%Y-%m}-{order}.dsn", month, content)


def _line(rubrique: str, value: object) -> str:
    return f"{rubrique},'{value}'"


def _declaration(payroll: _Payroll, month: date, kind: str, order: int) -> Iterator[str]:
    site, last = payroll.site, shifted(month, 1) - timedelta(days=1)
    header = {
        "S20.G00.05.001": "01",
        "S20.G00.05.002": kind,
        "S20.G00.05.003": "11",
        "S20.G00.05.004": order,
        "S20.G00.05.005": _day(month),
        "S20.G00.05.007": _day(last),
        "S21.G00.06.001": site.siren,
        "S21.G00.11.001": site.siret[9:],
        "S21.G00.11.004": TOWNS[site.name],
        "S21.G00.11.005": site.name.upper(),
    }
    yield from (_line(name, value) for name, value in header.items())
    for one in payroll.people:
        if one.start <= last and (one.end is None or one.end >= month):
            yield from _person(one, site, month, last)


def _person(one: Employee, site: Site, month: date, last: date) -> Iterator[str]:
    quota, number = ("121.33" if one.is_part_time else "151.67"), f"C{one.rank:05d}"
    yield _line("S21.G00.30.019", f"M{one.rank:05d}")
    yield _line("S21.G00.40.001", _day(one.start))
    yield _line("S21.G00.40.007", one.nature)
    yield _line("S21.G00.40.009", number)
    yield _line("S21.G00.40.012", "151.67")
    yield _line("S21.G00.40.013", quota)
    yield _line("S21.G00.40.019", site.siret)
    for code, worked, end in one.stops:
        if worked <= last and end >= month:
            yield _line("S21.G00.60.001", code)
            yield _line("S21.G00.60.002", _day(worked))
            yield _line("S21.G00.60.003", _day(end))
    if one.end is not None and one.end <= last:
        yield _line("S21.G00.62.001", _day(one.end))
        yield _line("S21.G00.62.002", one.reason)
    yield _line("S21.G00.50.001", _day(last))
    pay = partial(_pay, number, quota)
    if (one.rank + month.month) % 97 == 0:
        yield from pay(shifted(month, -1), month - timedelta(days=1))
    yield from pay(month, last)


def _pay(number: str, quota: str, first: date, last: date) -> Iterator[str]:
    yield _line("S21.G00.51.001", _day(first))
    yield _line("S21.G00.51.002", _day(last))
    yield _line("S21.G00.51.010", number)
    yield _line("S21.G00.51.011", "002")
    yield _line("S21.G00.53.001", "01")
    yield _line("S21.G00.53.002", quota)
    yield _line("S21.G00.53.003", "10")


def _day(value: date) -> str:
    return f"{value:%d%m%Y}"
