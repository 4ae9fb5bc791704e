"""Which rung may be taken on a day, and what it lacks; when its answer is due."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from timonerie.engine import working_days
from timonerie.engine.working_days import Worked

Code = Literal["facts", "measured", "after", "unsent", "pending", "contract", "promises"]
DUTY = "duty"


class Asks(Protocol):
    """What a rung of the catalogue asks for."""

    @property
    def facts(self) -> int: ...
    @property
    def measured(self) -> int: ...
    @property
    def after(self) -> Sequence[str]: ...
    @property
    def promises(self) -> int: ...
    @property
    def duty(self) -> bool: ...
    @property
    def contract(self) -> bool: ...
    @property
    def days(self) -> int: ...


@dataclass(frozen=True)
class Fact:
    """A fact of the matter: what it comes from, and whether it says out of how many."""

    kind: str
    is_measured: bool


@dataclass(frozen=True)
class Taken:
    """A rung taken before; its letter left, its answer came, or is due on a day."""

    rung: str
    due_on: date
    is_answered: bool
    is_sent: bool = True

    def is_over(self, *, on: date) -> bool:
        """Whether nothing more is awaited of it: nobody is late to answer what never left."""
        return self.is_answered or (self.is_sent and self.due_on < on)


@dataclass(frozen=True, kw_only=True)
class Given:
    """All that decides: `is_reminded` says that the provider was already asked for a legal document
    that is over."""

    facts: Collection[Fact]
    taken: Sequence[Taken] = ()
    has_contract: bool = False
    is_reminded: bool = False
    promises: int = 0
    on: date


@dataclass(frozen=True)
class Lack:
    """What keeps a rung from being taken: how many are wanted and had, or which rungs, until
    when."""

    code: Code
    wanted: int = 0
    had: int = 0
    rungs: tuple[str, ...] = ()
    until: date | None = None


def lacks(step: Asks, given: Given) -> tuple[Lack, ...]:
    """What a rung lacks on a day; nothing where it may be taken."""
    found = [] if _stands_on_duty(step, given) else [*_facts(step, given), *_before(step, given)]
    if step.contract and not given.has_contract:
        found.append(Lack("contract"))
    if given.promises < step.promises:
        found.append(Lack("promises", step.promises, given.promises))
    return tuple(found)


def due_on(step: Asks, *, start: date, worked: Worked) -> date:
    """The last day on which an answer is in time: working days after a letter leaves."""
    return working_days.shifted(start, step.days, worked=worked)


def _stands_on_duty(step: Asks, given: Given) -> bool:
    """A document that is over and was asked for again needs no other fact."""
    return step.duty and given.is_reminded and any(one.kind == DUTY for one in given.facts)


def _facts(step: Asks, given: Given) -> list[Lack]:
    had, measured = len(given.facts), sum(one.is_measured for one in given.facts)
    found = [Lack("facts", step.facts, had)] if had < step.facts else []
    if measured < step.measured:
        found.append(Lack("measured", step.measured, measured))
    return found


def _before(step: Asks, given: Given) -> list[Lack]:
    """One of the rungs below was taken, and nothing more is awaited of it."""
    if not step.after:
        return []
    taken = [one for one in given.taken if one.rung in step.after]
    if not taken:
        return [Lack("after", rungs=tuple(step.after))]
    if any(one.is_over(on=given.on) for one in taken):
        return []
    left = [one for one in taken if one.is_sent]
    if not left:
        return [Lack("unsent", rungs=(taken[-1].rung,))]
    next_one = min(left, key=lambda one: one.due_on)
    return [Lack("pending", rungs=(next_one.rung,), until=next_one.due_on)]
