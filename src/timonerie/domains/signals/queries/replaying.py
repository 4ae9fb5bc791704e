"""Whether the figures kept with a signal still say what was told of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from timonerie.domains.signals.models import SignalMember, WeakSignal
from timonerie.domains.signals.rules import evidence
from timonerie.engine.signals.findings import Finding
from timonerie.engine.signals.registry import VERSION


@dataclass(frozen=True)
class Verdict:
    """What was told of one series, and what its kept figures say again; `engine` is the version
    that told it."""

    member: SignalMember
    told: Finding
    again: Finding | None
    engine: int

    @property
    def is_same(self) -> bool:
        return self.told == self.again

    @property
    def is_of_another_engine(self) -> bool:
        return self.engine != VERSION


def verdict(signal: WeakSignal) -> list[Verdict]:
    """For each series of a signal, the one that shows it best first, from its evidence alone."""
    return verdicts(signal.members.order_by("-is_main", "pk"))


def verdicts(members: Iterable[SignalMember]) -> list[Verdict]:
    return [
        Verdict(
            member=one,
            told=evidence.told(one.evidence),
            again=evidence.again(one.evidence),
            engine=one.evidence["engine"],
        )
        for one in members
    ]
