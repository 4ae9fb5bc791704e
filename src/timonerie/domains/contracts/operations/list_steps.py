"""What a list of contracts would do, line by line."""

from dataclasses import dataclass, field
from typing import Any

from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.rules.lines import Asked, Said
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.imports.shapes import Act, Fault
from timonerie.engine import firm_names

SAME_PROVIDER, NEW_PROVIDER = "same_provider", "new_provider"
"""Codes of the questions about whom a contract is with."""


@dataclass
class Step:
    """One line: the contract it makes or changes, the values it writes, what it asks. `listed`
    is what the list says of each field now. `new_provider` names one that nobody knows."""

    said: Said
    label: str
    act: Act
    contract: Contract | None
    values: dict[str, Any]
    changed: changes.Changes
    listed: dict[str, dict[str, str]]
    asked: tuple[Asked, ...] = ()
    new_provider: str = ""
    comes_back: bool = False

    @property
    def line(self) -> int:
        return self.said.line

    @property
    def does_something(self) -> bool:
        return self.act is not Act.SAME or bool(self.asked)


@dataclass(frozen=True)
class Left:
    """A line left out for what it is, with the reason in words."""

    line: int
    text: str
    why: str


@dataclass
class Plan:
    steps: list[Step] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    def count(self, act: Act) -> int:
        return sum(step.act is act for step in self.steps)

    @property
    def new_providers(self) -> list[str]:
        """One spelling of each, the first one seen."""
        found: dict[str, str] = {}
        for step in self.steps:
            if step.new_provider:
                found.setdefault(firm_names.normalised(step.new_provider), step.new_provider)
        return list(found.values())

    @property
    def asked(self) -> list[tuple[Step, Asked]]:
        return [(step, one) for step in self.steps for one in step.asked]

    @property
    def does_something(self) -> bool:
        return any(step.does_something for step in self.steps)
