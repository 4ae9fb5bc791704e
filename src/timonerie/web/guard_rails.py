"""The legal guard-rails of an activity, in words: an aid, to be checked by counsel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from timonerie.domains.facts.queries import workforce
from timonerie.domains.sourcing import guard_rail_sentences
from timonerie.domains.sourcing.queries import circumstances
from timonerie.domains.sourcing.queries.grids import Weighed
from timonerie.domains.sourcing.rules import guard_rails
from timonerie.domains.sourcing.rules.circumstances import Around
from timonerie.domains.sourcing.rules.guard_rails import GuardRail
from timonerie.foundations.accounts.actors import Actor


@dataclass(frozen=True)
class Shown:
    """A guard-rail, and what is still to be known for it to stand."""

    rail: GuardRail
    to_confirm: str


def of(actor: Actor, one: Weighed, *, on: date) -> dict[str, Any]:
    """The context of `sourcing/_guard_rails.html`: those that hold, then those that wait for an
    answer."""
    found = guard_rails.fired(circumstances.about(one, on=on), Around(heads=_heads(actor, on=on)))
    shown = [Shown(rail, guard_rail_sentences.to_confirm(rail)) for rail in found]
    return {
        "sure": _those(shown, waiting=False),
        "waiting": _those(shown, waiting=True),
        "caution": guard_rail_sentences.caution(),
    }


def _those(found: Sequence[Shown], *, waiting: bool) -> list[Shown]:
    return [one for one in found if bool(one.rail.unknown) == waiting]


def _heads(actor: Actor, *, on: date) -> int | None:
    """Of the whole company, where the reader reads it and all of it is known."""
    if not workforce.reads_whole(actor, on=on):
        return None
    board = workforce.now(actor, on=on)
    if board.last is None or not board.is_whole(board.last):
        return None
    return board.together(board.last).get("heads")
