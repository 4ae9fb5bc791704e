"""Whom a digest is for, and what it says."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance.queries.board import Board
from timonerie.domains.publications.rules.days import FIRST_HOUR
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company
from timonerie.web import months
from timonerie.web.attention.scene import Scene
from timonerie.web.boards import Desk
from timonerie.web.pages import overviews
from timonerie.web.pages.desks import Own, own_of
from timonerie.web.pages.today import reaches_nothing

__all__ = ["Item", "Reader", "Section", "reader_of"]


@dataclass(frozen=True)
class Reader:
    """Whose digest it is, with the rights of the day, and what « Aujourd’hui » looks at."""

    actor: Actor
    company: Company
    on: date
    scene: Scene

    @property
    def slug(self) -> str:
        return self.company.slug

    @property
    def at(self) -> datetime:
        """The hour from which a digest may leave, on the clock of the company."""
        return datetime.combine(self.on, time(FIRST_HOUR), ZoneInfo(self.company.zone))


@dataclass(frozen=True)
class Item:
    """A line: `detail` says since when, how much, why; `path` is the address of its page."""

    text: str
    detail: str = ""
    path: str = ""


@dataclass(frozen=True)
class Section:
    """`more` counts what is not told here and stands on the page; `note` is a sentence below."""

    title: str
    items: tuple[Item, ...] = ()
    more: int = 0
    note: str = ""


def reader_of(actor: Actor, company: Company, *, on: date) -> Reader:
    """The reader in the current company, the scene set as « Aujourd’hui » sets it."""
    seen = reach(actor, on=on)
    scene = Scene(actor, company, on, seen, own_of(seen))
    if not actor.may("indicator.read"):
        scene.own = Own()
    elif not reaches_nothing(seen):
        _settle(scene)
    return Reader(actor, company, on, scene)


def _settle(scene: Scene) -> None:
    month = months.last(today=scene.today)
    if month is None:
        return
    desk = Desk(board=Board(scene.seen), slug=scene.slug, month=month)
    sites = [one.pk for one in overviews.sites_of(scene.seen)]
    is_provider = scene.own.provider is not None
    ever = desk.ever(overviews.shapes(desk, scene.own, sites)) if is_provider else ()
    overviews.settle(scene, desk, sites, ever)
