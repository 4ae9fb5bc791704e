from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from timonerie.api.names import Named, named, named_or_none
from timonerie.domains.reporting.catalogue.cycles import CycleModel
from timonerie.domains.reporting.cycle_enums import DueBase, Rhythm, RunState, StepState
from timonerie.domains.reporting.models import Cycle, CycleLink, CycleRun, CycleStep, RunStep
from timonerie.domains.reporting.queries import cycle_standings
from timonerie.domains.reporting.queries.cycle_explanations import SiteShare, Told
from timonerie.domains.sourcing.enums import Side

OF_A_STEP = ("title", "side", "base", "days", "proof", "returns_work", "noun", "is_feminine")


class CycleModelOut(Schema):
    """A ready model, to copy."""

    code: str
    title: str
    lead: str
    cadence: Rhythm
    by_site: bool
    steps: list[str]

    @classmethod
    def of(cls, one: CycleModel) -> "CycleModelOut":
        own = {name: getattr(one, name) for name in cls.model_fields if name != "steps"}
        return cls(**own, steps=[step.title for step in one.steps])


class CycleOut(Schema):
    """Without sites, one passage a period for the company."""

    id: UUID
    title: str
    provider: Named
    activity: Named | None
    sites: list[Named]
    cadence: Rhythm
    start_date: date
    makes_facts: bool
    archived_at: datetime | None
    version: int

    @classmethod
    def of(cls, row: Cycle) -> "CycleOut":
        own = ("id", "provider", "activity", "sites")
        told = {name: getattr(row, name) for name in cls.model_fields if name not in own}
        return cls(
            id=row.public_id,
            provider=named(row.provider),
            activity=named_or_none(row.activity),
            sites=[named(one.site) for one in row.sites.all()],
            **told,
        )


class CycleStepOut(Schema):
    """`days` counts working days from `base`, or is a day of the next month."""

    id: UUID
    title: str
    side: Side
    seat: Named | None
    provider: Named | None
    base: DueBase
    days: int
    proof: str
    returns_work: bool
    noun: str
    is_feminine: bool

    @classmethod
    def of(cls, row: CycleStep) -> "CycleStepOut":
        return cls(
            id=row.public_id,
            seat=named_or_none(row.seat),
            provider=named_or_none(row.provider),
            **{name: getattr(row, name) for name in OF_A_STEP},
        )


class CycleDetail(Schema):
    cycle: CycleOut
    steps: list[CycleStepOut]


class CycleIn(Schema):
    """`model` is a code of the ready models, empty to begin from nothing."""

    title: str
    provider: UUID | None = None
    sites: list[UUID] = []
    activity: UUID | None = None
    cadence: Rhythm = Rhythm.MONTHLY
    start_date: date
    makes_facts: bool = False


class NewCycleIn(CycleIn):
    model: str = ""


class CycleChangeIn(CycleIn):
    version: int


class CycleStepIn(Schema):
    """For the periods that begin on `start_date` or after; `version` is that of the cycle."""

    title: str
    side: Side
    seat: UUID | None = None
    provider: UUID | None = None
    base: DueBase
    days: int
    proof: str = ""
    returns_work: bool = False
    noun: str = ""
    is_feminine: bool = False
    start_date: date
    version: int


class StepRemovalIn(Schema):
    start_date: date
    version: int


class RunStepOut(Schema):
    """`done_at` is the minute of the act; nobody's name is kept. `due_on` follows the step before,
    never before `planned_on`."""

    id: UUID
    title: str
    side: Side
    owner: str
    planned_on: date
    due_on: date
    state: StepState
    done_at: datetime | None
    is_late: bool | None
    items: int | None
    redone: int | None
    reason: str
    given: str

    @classmethod
    def of(cls, row: RunStep, on: date, owner: str) -> "RunStepOut":
        own = ("id", "owner", "is_late")
        told = {name: getattr(row, name) for name in cls.model_fields if name not in own}
        late = cycle_standings.was_late(row, today=on)
        return cls(id=row.public_id, owner=owner, is_late=late, **told)


class CycleRunOut(Schema):
    """`held_by` has the hand; `late_since` is the first day that passed without its step."""

    id: UUID
    cycle: UUID
    site: Named | None
    period_start: date
    period_end: date
    reference: str
    state: RunState
    closed_at: datetime | None
    held_by: str
    held_step: str
    late_since: date | None

    @classmethod
    def of(cls, row: CycleRun, on: date, owner: str) -> "CycleRunOut":
        standing = cycle_standings.of(row, today=on)
        plain = ("period_start", "period_end", "reference", "state", "closed_at")
        return cls(
            id=row.public_id,
            cycle=row.cycle.public_id,
            site=named_or_none(row.site),
            held_by=owner,
            held_step=standing.held.title if standing.held else "",
            late_since=standing.late_since,
            **{name: getattr(row, name) for name in plain},
        )


class RunDetail(Schema):
    run: CycleRunOut
    steps: list[RunStepOut]


class EventIn(Schema):
    """`reference` names what happens, never a person."""

    day: date
    reference: str
    site: UUID | None = None


class DoneIn(Schema):
    items: int | None = None
    redone: int | None = None
    reason: str = ""
    given: str = ""


class ReasonIn(Schema):
    reason: str = ""


class DoneOut(Schema):
    """`out_of_turn` tells that a step before it is not settled, `closed` that it was the last."""

    state: StepState
    out_of_turn: bool
    closed: bool


class CycleLinkIn(Schema):
    """For the provider, or for a site: one of both."""

    provider: UUID | None = None
    site: UUID | None = None
    recipient: str
    days: int = 90


class CycleLinkOut(Schema):
    id: UUID
    recipient: str
    expires_at: datetime
    revoked_at: datetime | None
    used_at: datetime | None

    @classmethod
    def of(cls, row: CycleLink) -> "CycleLinkOut":
        told = {name: getattr(row, name) for name in cls.model_fields if name != "id"}
        return cls(id=row.public_id, **told)


class MadeLinkOut(Schema):
    """`address` is told once."""

    link: CycleLinkOut
    address: str


class SiteShareOut(Schema):
    site: str
    numerator: int
    denominator: int

    @classmethod
    def of(cls, one: SiteShare) -> "SiteShareOut":
        return cls(site=one.site, numerator=one.numerator, denominator=one.denominator)


class ExplanationOut(Schema):
    """`numerator` of `denominator` follow a late step of the other side: items done again, or late
    steps of `side`. Where it is not `is_enough`, the title says so and no share is told."""

    title: str
    usual: str
    numerator: int
    denominator: int
    is_enough: bool
    side: Side
    redone: bool
    sites: list[SiteShareOut]

    @classmethod
    def of(cls, one: Told) -> "ExplanationOut":
        told = {name: getattr(one, name) for name in cls.model_fields if name != "sites"}
        return cls(sites=[SiteShareOut.of(each) for each in one.sites], **told)
