from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from timonerie.api.names import Named, named, named_or_none
from timonerie.domains.challenge import sentences
from timonerie.domains.challenge.enums import Carriage, ChallengeState, FactKind, Rung, Stage
from timonerie.domains.challenge.models import (
    Challenge,
    ChallengeFact,
    ChallengeStep,
    LetterSending,
    LetterVersion,
    ProviderReply,
)
from timonerie.domains.challenge.operations.facts import Typed
from timonerie.domains.challenge.papers.letters import Promised
from timonerie.domains.challenge.queries import challenges as queries
from timonerie.domains.challenge.queries.chronology.shapes import Entry
from timonerie.domains.challenge.queries.climbing import Climb
from timonerie.domains.challenge.rules.lines import Line


class ChallengeOut(Schema):
    """A matter opened with a provider. `facts` counts those that nobody withdrew; `rung` is the
    last one taken, `answer_due` the day by which its answer is awaited."""

    id: UUID
    title: str
    provider: Named
    contract: Named | None
    unit: Named | None
    owner: Named | None
    state: ChallengeState
    rung: Rung | None
    answer_due: date | None
    is_answered: bool
    facts: int
    opened_on: date
    closed_on: date | None
    outcome: str
    version: int

    @classmethod
    def of(cls, row: Challenge) -> "ChallengeOut":
        last = queries.last_step(row)
        own = ("title", "state", "opened_on", "closed_on", "outcome", "version")
        return cls(
            id=row.public_id,
            provider=named(row.provider),
            contract=named_or_none(row.contract),
            unit=named_or_none(row.unit),
            owner=named_or_none(row.owner),
            rung=Rung(last.rung) if last else None,
            answer_due=last.due_on if last else None,
            is_answered=last is not None and queries.is_answered(last),
            facts=len(queries.standing(row)),
            **{name: getattr(row, name) for name in own},
        )


class FactOut(Schema):
    """As it was known on `known_on`: nothing changes it afterwards. `sha256` is that of `made_from`
    in its canonical form (RFC 8785)."""

    id: UUID
    number: int
    kind: FactKind
    key: str
    label: str
    figure: str
    numerator: float | None
    denominator: float | None
    target: str
    period: str
    day: date
    source: str
    known_on: date
    made_from: dict[str, Any]
    sha256: str
    withdrawn_at: datetime | None
    withdrawal: str

    @classmethod
    def of(cls, row: ChallengeFact) -> "FactOut":
        told = {name: getattr(row, name) for name in cls.model_fields if name != "id"}
        return cls(id=row.public_id, **told)


class KnownFactOut(Schema):
    """A fact as it is known now; `key` adds it to a challenge."""

    kind: FactKind
    key: str
    label: str
    figure: str
    numerator: float | None
    denominator: float | None
    target: str
    period: str
    day: date
    source: str

    @classmethod
    def of(cls, line: Line) -> "KnownFactOut":
        return cls(**{name: getattr(line, name) for name in cls.model_fields})


class SendingOut(Schema):
    id: UUID
    sent_on: date
    sent_by: str
    carriage: Carriage
    tracking: str

    @classmethod
    def of(cls, row: LetterSending) -> "SendingOut":
        told = {name: getattr(row, name) for name in cls.model_fields if name != "id"}
        return cls(id=row.public_id, **told)


class LetterOut(Schema):
    """A version of a letter, signed by nobody; `blanks` counts the passages to fill in."""

    id: UUID
    number: int
    sha256: str
    blanks: int
    prepared_at: datetime
    sending: SendingOut | None

    @classmethod
    def of(cls, row: LetterVersion) -> "LetterOut":
        sent = next(iter(row.sendings.all()), None)
        own = ("number", "sha256", "blanks", "prepared_at")
        return cls(
            id=row.public_id,
            sending=SendingOut.of(sent) if sent else None,
            **{name: getattr(row, name) for name in own},
        )


class LetterDetail(Schema):
    """The words of a version: its seal is that of `document` in its canonical form (RFC 8785)."""

    letter: LetterOut
    document: dict[str, Any]


class ReplyOut(Schema):
    id: UUID
    text: str
    received_on: date
    file_name: str

    @classmethod
    def of(cls, row: ProviderReply) -> "ReplyOut":
        told = {name: getattr(row, name) for name in cls.model_fields if name != "id"}
        return cls(id=row.public_id, **told)


class StepOut(Schema):
    """A rung taken, its letters, and what the provider answered beside them."""

    id: UUID
    rung: Rung
    taken_on: date
    due_on: date
    meets_on: date | None
    asked: str
    letters: list[LetterOut]
    replies: list[ReplyOut]

    @classmethod
    def of(cls, row: ChallengeStep) -> "StepOut":
        own = ("rung", "taken_on", "due_on", "meets_on", "asked")
        return cls(
            id=row.public_id,
            letters=[LetterOut.of(one) for one in row.letters.all()],
            replies=[ReplyOut.of(one) for one in row.replies.all()],
            **{name: getattr(row, name) for name in own},
        )


class RungOut(Schema):
    """A rung of the ladder on the day: `lacks` says, in sentences, what keeps it from being taken;
    `due_on` is when its answer would be due."""

    rung: Rung
    stage: Stage
    says: str
    lacks: list[str]
    days: int
    due_on: date
    asks_for_power: bool
    carriage: Carriage
    source: str
    status: str

    @classmethod
    def of(cls, one: Climb) -> "RungOut":
        step = one.step
        return cls(
            rung=step.code,
            stage=step.stage,
            says=step.says,
            lacks=[sentences.lack(lack) for lack in one.lacks],
            days=step.days,
            due_on=one.due_on,
            asks_for_power=step.power,
            carriage=step.carriage,
            source=step.source,
            status=step.status,
        )


class ChallengeDetail(Schema):
    challenge: ChallengeOut
    facts: list[FactOut]
    steps: list[StepOut]
    ladder: list[RungOut]


class EntryOut(Schema):
    """A line of the chronology: fact, proof, date, letter."""

    day: date
    kind: str
    fact: str
    proof: str
    letter: str

    @classmethod
    def of(cls, one: Entry) -> "EntryOut":
        return cls(**{name: getattr(one, name) for name in cls.model_fields})


class TypedIn(Schema):
    """A fact that nothing measures here, and where it may be checked."""

    label: str
    day: date
    source: str
    figure: str = ""
    numerator: float | None = None
    denominator: float | None = None

    def said(self) -> Typed:
        return Typed(**self.dict())


class FactsIn(Schema):
    """`facts` are keys of known facts."""

    facts: list[str] = []
    typed: list[TypedIn] = []


class PromiseIn(Schema):
    what: str
    day: date

    def said(self) -> Promised:
        return Promised(self.what, self.day)


class TakingIn(Schema):
    """A rung to take; `signer` is the name of somebody known to hold the power, empty to leave the
    block blank."""

    rung: str
    asked: str = ""
    meets_on: date | None = None
    promises: list[PromiseIn] = []
    signer: str = ""


class StepIn(TakingIn):
    version: int


class AboutIn(Schema):
    title: str
    contract: UUID | None = None
    unit: UUID | None = None
    owner: UUID | None = None


class ChallengeIn(AboutIn, FactsIn):
    """`provider` is always asked for; `first` is the rung that it begins with, if any."""

    provider: UUID | None = None
    first: TakingIn | None = None


class ChallengeChangeIn(AboutIn):
    version: int


class CloseIn(Schema):
    state: str
    outcome: str
    version: int


class ReopenIn(Schema):
    version: int


class WithdrawIn(Schema):
    reason: str


class LetterIn(Schema):
    asked: str = ""
    signer: str = ""


class SentIn(Schema):
    sent_on: date
    sent_by: str
    carriage: str
    tracking: str = ""


class ReplyIn(Schema):
    """In their words; a file is brought on the page of the challenge."""

    text: str
    received_on: date
