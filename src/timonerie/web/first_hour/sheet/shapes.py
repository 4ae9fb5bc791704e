"""The page of the first hour, as data: the same on screen, in print and as a PDF."""

from dataclasses import dataclass, field
from datetime import date

from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who reads, which company, on which day."""

    actor: Actor
    company: Company
    on: date

    @property
    def slug(self) -> str:
        return self.company.slug


@dataclass(frozen=True, kw_only=True)
class Row:
    """One thing that is known; `url` opens the lines that say it."""

    text: str
    figure: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One block of the page. `finding` says what it shows in one sentence; `missing` why there is
    nothing to show, and what would tell; `source` where the figures come from. `more` counts the
    rows that the sheet has no room for."""

    key: str
    title: str
    finding: str = ""
    rows: tuple[Row, ...] = ()
    more: int = 0
    missing: str = ""
    source: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """Something to ask on Monday; the heavier first. `part` is the block that raises it."""

    text: str
    part: str
    weight: float
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """Something that nobody can tell yet, and where it could be told."""

    text: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What one source of the page says."""

    part: Part | None = None
    questions: tuple[Question, ...] = ()
    unknown: tuple[Unknown, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The whole page."""

    on: date
    parts: tuple[Part, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    questions: tuple[Question, ...] = field(default=())

    @property
    def knows_something(self) -> bool:
        return any(part.rows for part in self.parts)
