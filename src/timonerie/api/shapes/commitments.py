from datetime import date
from uuid import UUID

from ninja import Schema

from timonerie.api.names import Named, named, named_or_none
from timonerie.domains.commitments.enums import Outcome, Standing
from timonerie.domains.commitments.models import Commitment, CommitmentPromise
from timonerie.domains.commitments.queries import telling
from timonerie.domains.commitments.queries.commitments import Kept, Stood
from timonerie.domains.organisation.models import Seat
from timonerie.foundations.accounts.actors import Actor


class PromiseOut(Schema):
    """The same commitment promised again, for a later day."""

    said_on: date
    day: date
    reason: str

    @classmethod
    def of(cls, row: CommitmentPromise, *, whole: bool) -> "PromiseOut":
        return cls(said_on=row.said_on, day=row.day, reason=row.reason if whole else "")


class CommitmentOut(Schema):
    """Held by `provider` or by the post `seat`. `promised_for` never changes; `due_date` is the
    last day promised. `slippage_days` counts from the first day, null where it was dropped;
    `is_mine` says that a post of the reader holds it, `is_awaited` that one awaits it."""

    id: UUID
    what: str
    provider: Named | None
    seat: Named | None
    to_seat: Named | None
    to_provider: Named | None
    unit: Named | None
    made_on: date
    promised_for: date
    due_date: date
    standing: Standing
    slippage_days: int | None
    promises: list[PromiseOut]
    outcome: Outcome
    ended_on: date | None
    proof: str
    reason: str
    origin_label: str
    origin_path: str
    is_mine: bool
    is_awaited: bool
    version: int

    @classmethod
    def of(cls, one: Stood, reader: Actor) -> "CommitmentOut":
        """What the reader may not be told is empty."""
        row, whole = one.row, telling.tells_texts(reader)
        own = ("outcome", "ended_on", "version", "made_on", "promised_for", "due_date")
        told = {name: getattr(row, name) for name in own}
        told |= _told(row, ("proof", "reason"), whole)
        told |= _told(row, ("origin_label", "origin_path"), telling.tells_origin(reader, row))
        again = sorted(row.promises.all(), key=lambda each: each.day)
        return cls(
            id=row.public_id,
            what=row.what,
            provider=named_or_none(row.provider),
            seat=named_or_none(row.seat),
            to_seat=named_or_none(row.to_seat),
            to_provider=named_or_none(row.to_provider),
            unit=named_or_none(row.unit),
            standing=one.standing,
            slippage_days=one.slippage,
            promises=[PromiseOut.of(each, whole=whole) for each in again],
            is_mine=one.is_mine,
            is_awaited=one.is_awaited,
            **told,
        )


def _told(row: Commitment, names: tuple[str, ...], is_told: bool) -> dict[str, str]:
    return {name: getattr(row, name) if is_told else "" for name in names}


class KeptOut(Schema):
    """The promises of a provider, or of a post, that ended: `share` is `on_time` over `ended`, null
    below three. `running` and `dropped` are out of it."""

    provider: Named | None
    seat: Named | None
    on_time: int
    ended: int
    share: float | None
    late: int
    missed: int
    dropped: int
    running: int
    overdue: int

    @classmethod
    def of(cls, one: Kept) -> "KeptOut":
        is_post = isinstance(one.holder, Seat)
        told = {
            name: getattr(one.rate, name)
            for name in cls.model_fields
            if name not in ("provider", "seat")
        }
        return cls(
            provider=None if is_post else named(one.holder),
            seat=named(one.holder) if is_post else None,
            **told,
        )


class CommitmentIn(Schema):
    """Exactly one of `provider` and `seat` promises; `to_seat` awaits it, or `to_provider` where
    one of our posts promised. `made_on` is today where it is left out."""

    what: str
    promised_for: date
    provider: UUID | None = None
    seat: UUID | None = None
    to_seat: UUID | None = None
    to_provider: UUID | None = None
    unit: UUID | None = None
    made_on: date | None = None


class VersionIn(Schema):
    version: int


class AgainIn(VersionIn):
    day: date
    reason: str


class KeepIn(VersionIn):
    on: date
    proof: str = ""


class ReasonIn(VersionIn):
    reason: str
