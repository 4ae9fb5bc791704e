"""The rungs of the ladder, as `ladder.toml` says them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from timonerie.domains.challenge.enums import Carriage, Rung, Stage


@dataclass(frozen=True, kw_only=True)
class Letter:
    """French wordings; the fields in braces are filled in by `papers.letters`."""

    title: str
    opening: str
    asking: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """One rung and what it asks for; the fields as the head of the file says."""

    code: Rung
    stage: Stage
    says: str
    facts: int
    days: int
    carriage: Carriage
    reply: str
    source: str
    status: str
    letter: Letter
    measured: int = 0
    after: tuple[Rung, ...] = ()
    promises: int = 0
    duty: bool = False
    contract: bool = False
    power: bool = False
    is_shown: bool = False
    caution: str = ""

    @property
    def title(self) -> str:
        return str(self.code.label)


@cache
def steps() -> tuple[Step, ...]:
    """From the lightest rung."""
    text = Path(__file__).with_name("ladder.toml").read_text(encoding="utf-8")
    return tuple(_step(one) for one in tomllib.loads(text)["rung"])


@cache
def by_code() -> dict[Rung, Step]:
    return {one.code: one for one in steps()}


def _step(told: dict[str, Any]) -> Step:
    return Step(
        **{
            **told,
            "code": Rung(told["code"]),
            "stage": Stage(told["stage"]),
            "carriage": Carriage(told["carriage"]),
            "after": tuple(Rung(one) for one in told.get("after", ())),
            "letter": Letter(**told["letter"]),
        }
    )
