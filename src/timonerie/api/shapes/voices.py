from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from timonerie.api.names import Named, named_or_none
from timonerie.domains.reporting.models import ProviderRating, Reply
from timonerie.domains.reporting.queries import ratings
from timonerie.domains.reporting.queries.thumb_things import Thing
from timonerie.domains.reporting.rules.thumb_counts import Counted
from timonerie.domains.reporting.voice_enums import AboutKind, ReplySide, ThumbKind


class ReplyOut(Schema):
    """What a provider, or a site, says beside a figure; the text of a withdrawn one is not told.
    `metric` and the period say the figure; `level` or `claim`, by their public identifiers, what
    else it may be about."""

    id: UUID
    kind: AboutKind
    metric: str
    provider: Named
    site: Named | None
    level: UUID | None
    claim: UUID | None
    period_kind: str
    period_start: date
    side: ReplySide
    text: str
    said_at: datetime
    withdrawn_at: datetime | None
    version: int

    @classmethod
    def of(cls, row: Reply) -> "ReplyOut":
        about = row.about
        return cls(
            id=row.public_id,
            kind=AboutKind(about.kind),
            metric=about.metric,
            provider=Named(id=about.provider.public_id, name=about.provider.name),
            site=named_or_none(about.unit),
            level=about.level.public_id if about.level else None,
            claim=about.claim.public_id if about.claim else None,
            period_kind=about.period_kind,
            period_start=about.period_start,
            side=ReplySide(row.side),
            text="" if row.withdrawn_at else row.text,
            said_at=row.said_at,
            withdrawn_at=row.withdrawn_at,
            version=row.version,
        )


class ReplyIn(Schema):
    """A reply to the figure of a provider over a month, at a site or at all of them."""

    metric: str
    provider: UUID
    site: UUID | None = None
    month: date
    text: str


class ReplyChange(Schema):
    text: str
    version: int


class WithdrawIn(Schema):
    version: int


class QuarterOut(Schema):
    """`up` and `share` are not told of fewer than five thumbs."""

    start: date
    up: int | None
    given: int
    share: float | None

    @classmethod
    def of(cls, start: date, one: Counted) -> "QuarterOut":
        told = one.share is not None
        return cls(start=start, up=one.up if told else None, given=one.n, share=one.share)


class ThingOut(Schema):
    """Something that was handed in lately, and may be judged."""

    kind: ThumbKind
    id: UUID
    day: date
    title: str

    @classmethod
    def of(cls, one: Thing) -> "ThingOut":
        return cls(kind=one.kind, id=one.public_id, day=one.day, title=one.title)


class ThumbsOut(Schema):
    quarters: list[QuarterOut]
    things: list[ThingOut]


class ThumbIn(Schema):
    """`is_up` null takes the thumb back."""

    kind: ThumbKind
    id: UUID
    day: date
    is_up: bool | None
    line: str = ""


class RatingOut(Schema):
    """What a provider thinks of working with us over a year, from 0 to 10 by question."""

    provider: Named
    year: int
    questions: int
    answers: dict[str, int]
    mean: float | None
    remark: str
    answered_at: datetime

    @classmethod
    def of(cls, row: ProviderRating) -> "RatingOut":
        own = ("provider", "mean")
        told = {name: getattr(row, name) for name in cls.model_fields if name not in own}
        provider = Named(id=row.provider.public_id, name=row.provider.name)
        return cls(provider=provider, mean=ratings.mean(row.answers), **told)
