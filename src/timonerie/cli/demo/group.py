"""The invented group: its legal entities, its regions, sites and teams, their opening hours.

SIREN and SIRET pass their check key and start with zeros, which no real firm of this kind has.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from timonerie.cli.demo.horizon import Horizon

SLUG = "brevent"
NAME = "Ateliers Brévent"
Hours = dict[str, Any]


@dataclass(frozen=True)
class LegalEntityPlan:
    name: str
    siren: str
    parent: str | None = None


@dataclass(frozen=True)
class Team:
    code: str
    name: str
    heads: int


@dataclass(frozen=True, eq=False)
class Site:
    """`revision`: from that many months before the last one, other opening hours."""

    code: str
    name: str
    region: str
    siren: str
    siret: str
    zone: ZoneInfo
    subdivision: str | None
    week: tuple[Hours, ...]
    teams: tuple[Team, ...]
    revision: tuple[int, tuple[Hours, ...]] | None = None
    closes_in_august: bool = True
    takes_stock: bool = False

    @property
    def heads(self) -> int:
        return sum(team.heads for team in self.teams)

    @property
    def calendar_name(self) -> str:
        return f"Horaires de {self.name}"

    def calendars(self, horizon: Horizon) -> tuple[tuple[date, Hours], ...]:
        """The versions of its calendar: first day in force, and content as in calendar.toml."""
        versions = [(horizon.first.replace(month=1, day=1), self._document(self.week, horizon))]
        if self.revision is not None:
            months, week = self.revision
            versions.append((horizon.back(months), self._document(week, horizon)))
        return tuple(versions)

    def _document(self, week: tuple[Hours, ...], horizon: Horizon) -> Hours:
        years = range(horizon.first.year, horizon.end.year + 1)
        closed = [day for year in years for day in _week_of(date(year, 8, 15))]
        stock = [_second_saturday(year) for year in years]
        return {
            "zone": self.zone.key,
            "country": "FR",
            **({"subdivision": self.subdivision} if self.subdivision else {}),
            "holidays": True,
            "week": list(week),
            "closed": [day.isoformat() for day in closed] if self.closes_in_august else [],
            "opened": [{"day": day.isoformat(), "open": "08:00", "close": "12:00"} for day in stock]
            if self.takes_stock
            else [],
        }


def _week_of(day: date) -> list[date]:
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=rank) for rank in range(5)]


def _second_saturday(year: int) -> date:
    """Of January, the day of the yearly stock-taking."""
    first = date(year, 1, 1)
    return first + timedelta(days=(5 - first.weekday()) % 7 + 7)


def _half_days(days: list[str], *spans: tuple[str, str]) -> tuple[Hours, ...]:
    return tuple({"days": days, "open": opens, "close": closes} for opens, closes in spans)


_TO_THURSDAY = ["mon", "tue", "wed", "thu"]
_TO_FRIDAY = [*_TO_THURSDAY, "fri"]
_NANTES = _half_days(_TO_FRIDAY, ("09:00", "12:30"), ("14:00", "18:00"))
_NANTES_SINCE = (
    *_half_days(_TO_THURSDAY, ("08:30", "12:30"), ("13:30", "18:00")),
    *_half_days(["fri"], ("08:30", "12:30")),
)

HOLDING = LegalEntityPlan("Brévent Participations", "000000018")
ENTITIES = (
    HOLDING,
    LegalEntityPlan("Ateliers Brévent SAS", "000000026", HOLDING.siren),
    LegalEntityPlan("Brévent Océan Indien SARL", "000000034", HOLDING.siren),
)

EAST, WEST = "Est et Rhône", "Ouest et océan Indien"
REGIONS = {EAST: "EST", WEST: "OUEST"}

LYON = Site(
    code="LYO",
    name="Lyon",
    region=EAST,
    siren="000000026",
    siret="00000002600013",
    zone=ZoneInfo("Europe/Paris"),
    subdivision=None,
    week=(
        *_half_days(_TO_THURSDAY, ("08:30", "12:30"), ("13:30", "17:30")),
        *_half_days(["fri"], ("08:30", "12:30"), ("13:30", "16:30")),
    ),
    teams=(
        Team("LYO-PROD", "Production Lyon", 118),
        Team("LYO-LOG", "Logistique Lyon", 42),
        Team("LYO-SIEGE", "Siège", 50),
    ),
    takes_stock=True,
)
COLMAR = Site(
    code="COL",
    name="Colmar",
    region=EAST,
    siren="000000026",
    siret="00000002600021",
    zone=ZoneInfo("Europe/Paris"),
    subdivision="6AE",  # Good Friday and 26 December, local law of Alsace-Moselle
    week=_half_days(_TO_FRIDAY, ("08:00", "12:00"), ("13:00", "17:00")),
    teams=(
        Team("COL-PROD", "Production Colmar", 84),
        Team("COL-ADM", "Administration Colmar", 36),
    ),
)
NANTES = Site(
    code="NAN",
    name="Nantes",
    region=WEST,
    siren="000000026",
    siret="00000002600039",
    zone=ZoneInfo("Europe/Paris"),
    subdivision=None,
    week=_NANTES,
    teams=(
        Team("NAN-PROD", "Production Nantes", 61),
        Team("NAN-ADM", "Administration Nantes", 34),
    ),
    revision=(16, _NANTES_SINCE),
)
SAINT_PIERRE = Site(
    code="SPI",
    name="Saint-Pierre",
    region=WEST,
    siren="000000034",
    siret="00000003400017",
    zone=ZoneInfo("Indian/Reunion"),
    subdivision="974",
    week=_half_days(_TO_FRIDAY, ("07:30", "12:00"), ("13:00", "16:00")),
    teams=(
        Team("SPI-PROD", "Production Saint-Pierre", 31),
        Team("SPI-ADM", "Administration Saint-Pierre", 14),
    ),
    closes_in_august=False,
)
SITES = (LYON, COLMAR, NANTES, SAINT_PIERRE)
