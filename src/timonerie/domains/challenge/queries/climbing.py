"""Where a challenge stands on the ladder: what each rung lacks, when an answer would be due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from timonerie.domains.challenge.catalogue import ladder as catalogue
from timonerie.domains.challenge.catalogue.ladder import Step
from timonerie.domains.challenge.enums import FactKind, Rung
from timonerie.domains.challenge.models import Challenge
from timonerie.domains.challenge.queries import challenges
from timonerie.domains.challenge.rules import ladder
from timonerie.domains.challenge.rules.ladder import Fact, Given, Lack, Taken
from timonerie.domains.contracts.models import DutyReminder
from timonerie.domains.contracts.queries.due_dates import Hours
from timonerie.engine.working_days import Worked


@dataclass(frozen=True)
class Climb:
    """A rung of the ladder: what it lacks, how many times it was taken, when its answer would be
    due."""

    step: Step
    lacks: Sequence[Lack]
    taken: int
    due_on: date

    @property
    def is_open(self) -> bool:
        """Promises are said while it is taken: they keep nobody from opening its form."""
        return all(one.code == "promises" for one in self.lacks)


def given(challenge: Challenge, *, on: date, promises: int = 0) -> Given:
    """What the rules read of a challenge; its parts are read already (`challenges.whole`)."""
    facts = [Fact(one.kind, one.is_measured) for one in challenges.standing(challenge)]
    taken = [
        Taken(
            one.rung,
            one.due_on,
            is_answered=challenges.is_answered(one),
            is_sent=challenges.sending(one) is not None,
        )
        for one in challenge.steps.all()
    ]
    return Given(
        facts=facts,
        taken=taken,
        has_contract=challenge.contract_id is not None,
        is_reminded=is_reminded(challenge, facts),
        promises=promises,
        on=on,
    )


def is_reminded(challenge: Challenge, facts: Sequence[Fact]) -> bool:
    """Whether the provider was asked again for a document that is over: asked only where that
    matters."""
    if not any(one.kind == FactKind.DUTY for one in facts):
        return False
    rows = DutyReminder.objects.filter(provider=challenge.provider_id)
    return bool(challenge.steps.all()) or rows.exists()


def climbs(challenge: Challenge, *, at: datetime, on: date) -> list[Climb]:
    """Every rung, from the lightest; three queries."""
    known, worked = given(challenge, on=on), worked_at(challenge.unit_id, at=at)
    counts = [one.rung for one in known.taken]
    return [
        Climb(
            step=step,
            lacks=ladder.lacks(step, known),
            taken=counts.count(step.code),
            due_on=ladder.due_on(step, start=on, worked=worked),
        )
        for step in catalogue.steps()
    ]


def worked_at(unit_id: int | None, *, at: datetime) -> Worked:
    """The working days of a site, or of the group; Monday to Friday where no calendar applies."""
    return Hours.known(at=at).of(unit_id)


def step_of(rung: str) -> Step:
    return catalogue.by_code()[Rung(rung)]
