"""Who is whose manager, from the lines of a list: what is sure, and what must be asked."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from timonerie.engine.org_charts import names
from timonerie.engine.org_charts.names import Key


@dataclass(frozen=True)
class Member:
    """A line of the list; `number` and `email` are empty where the list has none."""

    line: int
    name: str
    number: str = ""
    email: str = ""
    title: str = ""
    manager: str = ""
    manager_number: str = ""
    manager_email: str = ""

    @property
    def has_manager(self) -> bool:
        return bool(self.manager or self.manager_number or self.manager_email)

    @property
    def told_manager(self) -> str:
        return self.manager or self.manager_number or self.manager_email


@dataclass
class Tree:
    """By rank of the member. `managers` are sure; `guesses` would be, if somebody says so.
    `absent`: managers that are nobody of the list, by name as written, with those who name them.
    `shared`: names of managers that several people bear. `loops` go from one to the next, and back
    to the first; `selves` are their own managers; `roots` name nobody."""

    managers: dict[int, int] = field(default_factory=dict)
    guesses: dict[int, int] = field(default_factory=dict)
    absent: dict[str, list[int]] = field(default_factory=dict)
    shared: dict[str, list[int]] = field(default_factory=dict)
    loops: list[list[int]] = field(default_factory=list)
    selves: list[int] = field(default_factory=list)
    roots: list[int] = field(default_factory=list)


def of(members: Sequence[Member]) -> Tree:
    """The links of a loop and of whoever is their own manager are not kept."""
    found, known = Tree(), _Known(members)
    for rank, one in enumerate(members):
        if not one.has_manager:
            found.roots.append(rank)
            continue
        sure = known.sure(one)
        if len(sure) == 1:
            _link(found, rank, sure[0])
        elif sure:
            found.shared.setdefault(one.told_manager, []).append(rank)
        elif (guess := known.guess(one)) is not None and guess != rank:
            found.guesses[rank] = guess
        else:
            found.absent.setdefault(one.told_manager, []).append(rank)
    found.loops = loops(found.managers)
    for loop in found.loops:
        for rank in loop:
            del found.managers[rank]
    return found


def _link(found: Tree, rank: int, manager: int) -> None:
    if manager == rank:
        found.selves.append(rank)
    else:
        found.managers[rank] = manager


class _Known:
    """The members by what may name them as a manager."""

    def __init__(self, members: Sequence[Member]) -> None:
        self.by_number = _by(members, lambda one: one.number.casefold())
        self.by_email = _by(members, lambda one: one.email.casefold())
        self.by_name: Mapping[Key, list[int]] = _by(members, lambda one: names.key(one.name))
        self.by_title: Mapping[Key, list[int]] = _by(members, lambda one: names.key(one.title))

    def sure(self, one: Member) -> list[int]:
        """A number or an address first; then the name, whatever the order of its words; then a
        post that one person alone holds. The name column may hold a number or an address."""
        for table, text in (
            (self.by_number, one.manager_number),
            (self.by_email, one.manager_email),
            (self.by_number, one.manager),
            (self.by_email, one.manager),
        ):
            if text and text.casefold() in table:
                return table[text.casefold()]
        key = names.key(one.manager)
        if key and key in self.by_name:
            return self.by_name[key]
        held = self.by_title.get(key, []) if key else []
        return held if len(held) == 1 else []

    def guess(self, one: Member) -> int | None:
        close = names.may_be(names.key(one.manager), self.by_name) if one.manager else []
        ranks = self.by_name[close[0]] if close else []
        return ranks[0] if len(ranks) == 1 and len(close) == 1 else None


K = TypeVar("K", bound=Hashable)


def _by(members: Sequence[Member], of_one: Callable[[Member], K]) -> dict[K, list[int]]:
    """Ranks of the members by what names them; what is empty names nobody."""
    found: dict[K, list[int]] = defaultdict(list)
    for rank, one in enumerate(members):
        value = of_one(one)
        if value:
            found[value].append(rank)
    return dict(found)


def loops(managers: Mapping[int, int]) -> list[list[int]]:
    """Every loop of the links, each from its least member."""
    found: list[list[int]] = []
    done: set[int] = set()
    for start in managers:
        way: list[int] = []
        at: int | None = start
        while at is not None and at not in done and at not in way:
            way.append(at)
            at = managers.get(at)
        if at is not None and at in way:
            loop = way[way.index(at) :]
            first = loop.index(min(loop))
            found.append([*loop[first:], *loop[:first]])
        done |= set(way)
    return found


def namesakes(members: Iterable[Member]) -> dict[Key, list[int]]:
    """Ranks of those who share a name, where several do."""
    by_name: dict[Key, list[int]] = defaultdict(list)
    for rank, one in enumerate(members):
        by_name[names.key(one.name)].append(rank)
    return {key: ranks for key, ranks in by_name.items() if len(ranks) > 1}
