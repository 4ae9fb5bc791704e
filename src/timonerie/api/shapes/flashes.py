from datetime import date, datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from timonerie.api.names import Named, named_or_none
from timonerie.domains.organisation.queries.directory import Place
from timonerie.domains.reporting.flash_enums import Came, FlashState, NeedState
from timonerie.domains.reporting.models import Flash, FlashNeed, FlashRule
from timonerie.domains.reporting.operations.flash_checks import Figure, Said
from timonerie.domains.reporting.queries import needs
from timonerie.domains.reporting.queries.flashes import Told, Week


class FlashFigure(Schema):
    """A number of the site's own; `value` is a decimal number as text."""

    label: str
    value: str
    unit: str = ""


class FlashIn(Schema):
    """Three facts and three figures at most. `key`, 8 to 64 letters, digits and hyphens, is drawn
    by who sends: sent again, it answers the flash that it made. `week` is a Monday."""

    site: UUID
    week: date
    key: str = Field(max_length=200)
    facts: list[str] = []
    figures: list[FlashFigure] = []
    alert: str = ""
    need: str = ""


class CorrectionIn(Schema):
    """What is said instead, and why."""

    key: str = Field(max_length=200)
    reason: str
    facts: list[str] = []
    figures: list[FlashFigure] = []
    alert: str = ""
    need: str = ""


def said(body: FlashIn | CorrectionIn) -> Said:
    figures = tuple(Figure(one.label, one.value, one.unit) for one in body.figures)
    return Said(tuple(body.facts), figures, body.alert, body.need)


class FlashOut(Schema):
    """One version of the week of a site; `number` 1 is the first."""

    id: UUID
    site: Named
    week: date
    number: int
    reason: str
    facts: list[str]
    figures: list[FlashFigure]
    alert: str
    need: str
    due_at: datetime | None
    filed_at: datetime
    is_late: bool
    by_link: bool

    @classmethod
    def of(cls, row: Flash) -> "FlashOut":
        own = ("id", "site", "by_link", "figures")
        told = {name: getattr(row, name) for name in cls.model_fields if name not in own}
        return cls(
            id=row.public_id,
            site=Named(id=row.unit.public_id, name=row.unit.name),
            figures=[FlashFigure(**one) for one in row.figures],
            by_link=row.link_id is not None,
            **told,
        )


class FiledOut(Schema):
    """`came` is `filed`, or `known` where the key had come before."""

    came: Came
    flash: FlashOut


class SiteWeekOut(Schema):
    site: Named
    state: FlashState
    due_at: datetime | None
    flash: FlashOut | None

    @classmethod
    def of(cls, one: Week) -> "SiteWeekOut":
        return cls(
            site=_place(one.place),
            state=one.state,
            due_at=one.due_at,
            flash=FlashOut.of(one.flash) if one.flash else None,
        )


class WeekOut(Schema):
    """`filed` of `asked` sites told their week; `silent` are named."""

    week: date
    filed: int
    asked: int
    silent: list[Named]
    sites: list[SiteWeekOut]

    @classmethod
    def of(cls, told: Told) -> "WeekOut":
        return cls(
            week=told.week,
            filed=len(told.filed),
            asked=told.asked,
            silent=[_place(one.place) for one in told.silent],
            sites=[SiteWeekOut.of(one) for one in told.sites],
        )


def _place(place: Place) -> Named:
    return Named(id=place.public_id, name=place.name)


class NeedOut(Schema):
    id: UUID
    site: Named
    week: date
    text: str
    state: NeedState
    asked_at: datetime
    answer: str
    answered_at: datetime | None
    owner: Named | None
    due_date: date | None
    version: int

    @classmethod
    def of(cls, row: FlashNeed) -> "NeedOut":
        own = ("id", "site", "state", "owner")
        told = {name: getattr(row, name) for name in cls.model_fields if name not in own}
        return cls(
            id=row.public_id,
            site=Named(id=row.unit.public_id, name=row.unit.name),
            state=needs.state(row),
            owner=named_or_none(row.owner),
            **told,
        )


class AnswerIn(Schema):
    text: str
    version: int


class OwnerIn(Schema):
    """The post that carries a need, and its day."""

    owner: UUID
    due_date: date
    version: int


class RuleIn(Schema):
    """`weekday` from 0, Monday, to 6; `hour` on the clock of each site."""

    weekday: int
    hour: int
    start: date


class RuleOut(RuleIn):
    @classmethod
    def of(cls, row: FlashRule) -> "RuleOut":
        return cls(weekday=row.weekday, hour=row.hour, start=row.start_date)
