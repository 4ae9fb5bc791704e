"""What a source of facts is asked, and what it answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from timonerie.domains.challenge.rules.lines import Line
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.foundations.accounts.actors import Actor

MONTHS_BACK = timedelta(days=400)
"""How far back facts are proposed: a yearly report is still known, an old quarrel no longer."""
MOST = 12
"""Facts that one source proposes, at most."""


@dataclass(frozen=True)
class Asked:
    """Whose facts, for whom: nothing out of the reach of the reader is answered. Nothing older than
    `first`, and no more than `most` of one source."""

    actor: Actor
    provider: Provider
    on: date
    first: date
    most: int = MOST


@dataclass(frozen=True)
class Named:
    """One fact, with whom it is about and where."""

    line: Line
    provider: Provider
    unit: Unit | None = None
    contract: int | None = None
    """Row id of the contract that it is about."""


@dataclass(frozen=True)
class Source:
    """`named` reads what follows the kind in a key; None for what does not exist or is out of
    reach."""

    kind: str
    found: Callable[[Asked], Sequence[Line]]
    named: Callable[[Actor, list[str], date], Named | None]
