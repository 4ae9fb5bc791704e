"""Who may sign: who is known to hold the power, and up to what amount."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Ground = Literal["delegation", "signature", "approval", "writer"]
ORDER: tuple[Ground, ...] = ("delegation", "signature", "approval", "writer")


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody, and what lets think that they may sign: a delegation in force up to an amount in
    cents (None: no limit is written), the signature or the approval of the contract; or who writes,
    where no power is needed."""

    name: str
    quality: str
    ground: Ground
    detail: str = ""
    limit_cents: int | None = None


def able(found: Iterable[Candidate], *, cents: int | None) -> list[Candidate]:
    """Those whose limit holds the yearly amount of the contract, each once, the firmest ground
    first. With a limit and no known amount, nobody can tell: left out."""
    kept: dict[str, Candidate] = {}
    for one in sorted(found, key=lambda each: ORDER.index(each.ground)):
        if one.limit_cents is not None and (cents is None or one.limit_cents < cents):
            continue
        kept.setdefault(one.name, one)
    return list(kept.values())
