"""The 47 clauses to look for in a contract of services: an aid, to be checked by a counsel."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from timonerie.domains.contracts.rules.papers.catalogue import Clause as Finder


@dataclass(frozen=True)
class Clause:
    """`criticality` is that of the contracts which cannot do without it, from 1 to 4, 0 where it is
    only useful; `vital` names the projects that make it indispensable to any contract. `finder` is
    the clause of papers that shows it. `wording` is what we propose to sign, one paragraph a line.
    """

    number: int
    code: str
    title: str
    criticality: int
    group: str
    looks: str
    weak: str
    wording: str
    source: str = ""
    finder: Finder | None = None
    vital: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(self.wording.strip().split("\n"))


@cache
def clauses() -> tuple[Clause, ...]:
    """In the order of their numbers."""
    text = Path(__file__).with_name("clauses.toml").read_text(encoding="utf-8")
    return tuple(_clause(told) for told in tomllib.loads(text)["clause"])


@cache
def by_code() -> Mapping[str, Clause]:
    return {one.code: one for one in clauses()}


@cache
def by_number() -> Mapping[int, Clause]:
    return {one.number: one for one in clauses()}


def _clause(told: dict[str, object]) -> Clause:
    finder = told.pop("finder", None)
    vital = told.pop("vital", ())
    assert isinstance(vital, list | tuple)
    return Clause(
        **told,  # type: ignore[arg-type]  # our own file, whose shape is tested
        finder=Finder(str(finder)) if finder else None,
        vital=tuple(map(str, vital)),
    )
