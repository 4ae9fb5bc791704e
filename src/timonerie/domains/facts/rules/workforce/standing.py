"""Which versions of a declaration count, whatever the order in which they came."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from timonerie.domains.facts.enums import DeclarationState as State
from timonerie.engine.dsn import codes

_REPLACING = frozenset({codes.REPLACES, codes.REPLACES_EMPTY})


@dataclass(frozen=True)
class Version:
    """A declaration of an establishment for a month. `rank` is that of its arrival."""

    rank: int
    kind: str
    order: int
    fraction: str = ""
    identifier: str = ""
    names: str = ""

    @property
    def cancels(self) -> bool:
        return self.kind == codes.CANCELS

    @property
    def replaces(self) -> bool:
        return self.kind in _REPLACING

    @property
    def weight(self) -> tuple[int, int, int]:
        """The higher counts: by its order, then a cancellation before a replacement before a plain
        one, then the first that came."""
        return self.order, 2 * self.cancels + self.replaces, -self.rank


def standing(versions: Iterable[Version]) -> dict[int, State]:
    """The state of each version of one establishment and month, by its rank. In each fraction one
    is live at most; fractions are added up."""
    rows = list(versions)
    parts: dict[str, list[Version]] = defaultdict(list)
    for one in rows:
        parts[one.fraction].append(one)
    found: dict[int, State] = {}
    for several in parts.values():
        top = max(several, key=lambda one: one.weight)
        below = State.CANCELLED if top.cancels else State.REPLACED
        found |= {one.rank: below for one in several}
        found[top.rank] = State.APPLIED if top.cancels else State.LIVE
    return found | _named(rows, found)


def _named(rows: list[Version], found: dict[int, State]) -> dict[int, State]:
    """A replacement may name a version that is cut in other fractions: a later one takes it out."""
    tops = [one for one in rows if found[one.rank] in (State.LIVE, State.APPLIED)]
    tops = [one for one in tops if one.names and (one.cancels or one.replaces)]
    changed = {}
    for one in rows:
        over = [top for top in tops if top.names == one.identifier and top.weight > one.weight]
        if over and found[one.rank] == State.LIVE:
            last = max(over, key=lambda top: top.weight)
            changed[one.rank] = State.CANCELLED if last.cancels else State.REPLACED
    return changed


def is_orphan(one: Version, others: Iterable[Version]) -> bool:
    """Whether it replaces or cancels one that did not come."""
    if not (one.cancels or one.replaces):
        return False
    rows = [other for other in others if other.rank != one.rank]
    if one.names:
        return all(other.identifier != one.names for other in rows)
    return all(other.fraction != one.fraction for other in rows)
