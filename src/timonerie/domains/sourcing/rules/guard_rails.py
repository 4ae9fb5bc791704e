"""Legal guard-rails on entrusting an activity: which ones its attributes fire, and what is unknown.

An aid, never an opinion: always shown « à faire valider par un conseil ». What is not known does
not silence a rule: it stands beside it, to be answered.
"""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from timonerie.domains.sourcing.enums import Veto
from timonerie.domains.sourcing.rules.circumstances import About, Around, Need, holds
from timonerie.domains.sourcing.rules.plain_words import plain

_FILE: Final = Path(__file__).parents[1] / "catalogue" / "guard_rails.toml"


@dataclass(frozen=True)
class GuardRail:
    """What a rule says of an activity. `unknown` are the conditions that nobody answered yet; a
    `veto` keeps the thing inside, by law where `is_blocking`, by prudence otherwise."""

    code: str
    title: str
    source: str
    says: str
    does: str
    status: str
    veto: Veto | None = None
    is_blocking: bool = False
    unknown: tuple[Need, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A guard-rail and when it fires: on an activity that is one of `activities`, or of
    `functions`, or carries one of `vetoes`, or is named by `words`; on any where all are empty."""

    guard_rail: GuardRail
    activities: frozenset[str]
    functions: frozenset[str]
    vetoes: frozenset[Veto]
    words: re.Pattern[str] | None
    needs: tuple[Need, ...]

    def concerns(self, activity: About) -> bool:
        named = self.words is not None and self.words.search(plain(activity.name)) is not None
        return (
            self.is_general
            or activity.code in self.activities
            or activity.function in self.functions
            or bool(activity.vetoes & self.vetoes)
            # A line of the catalogue is known by its code, and its name is read for the others
            # only; what stays inside by its name does, whatever line it is likened to.
            or (named and (not activity.code or self.guard_rail.veto is not None))
        )

    @property
    def is_general(self) -> bool:
        return not (self.activities or self.functions or self.vetoes or self.words)


def fired(activity: About, company: Around) -> list[GuardRail]:
    """The guard-rails of an activity: those that block first, then those whose conditions all hold,
    then those that wait for an answer; in the order of the file among each."""
    found = [one for rule in rules() if (one := _fired(rule, activity, company)) is not None]
    return sorted(found, key=lambda one: (not one.is_blocking, len(one.unknown) > 0))


@cache
def vetoes_named(name: str) -> frozenset[Veto]:
    """The vetoes that the name of an activity says by itself: « Présidence du CSE » stays inside
    whether or not somebody found its line in the catalogue."""
    told = plain(name)
    return frozenset(
        rule.guard_rail.veto
        for rule in rules()
        if rule.guard_rail.veto and rule.words is not None and rule.words.search(told)
    )


def _fired(rule: Rule, activity: About, company: Around) -> GuardRail | None:
    if not rule.concerns(activity):
        return None
    answers = {need: holds(need, activity, company) for need in rule.needs}
    if False in answers.values():
        return None
    unknown = tuple(need for need, answer in answers.items() if answer is None)
    return replace(rule.guard_rail, unknown=unknown)


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of `guard_rails.toml`."""
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(_rule(one) for one in told["rule"])


def _rule(told: dict[str, Any]) -> Rule:
    texts = {name: told[name] for name in ("code", "title", "source", "says", "does", "status")}
    veto = Veto(told["veto"]) if "veto" in told else None
    words = told.get("words", ())
    return Rule(
        GuardRail(**texts, veto=veto, is_blocking=told.get("blocks", False)),
        activities=frozenset(told.get("activities", ())),
        functions=frozenset(told.get("functions", ())),
        vetoes=frozenset(Veto(one) for one in told.get("vetoes", ())),
        words=re.compile("|".join(words)) if words else None,
        needs=tuple(Need(one) for one in told.get("needs", ())),
    )
