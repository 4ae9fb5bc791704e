"""The eight clauses, in the order of the page, and what each is known by.

They are the clauses of the catalogue that decide of a date, of a sum or of the way out: those that
one looks for first in a paper that has just been dug out. Numbers are those of the full catalogue
of 47 clauses, which comes with the statement of work.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path


class Clause(StrEnum):
    """In the order in which a reader needs them."""

    TERM = "term"
    NOTICE = "notice"
    TERMINATION = "termination"
    REVERSIBILITY = "reversibility"
    DATA = "data"
    SERVICE_LEVELS = "service_levels"
    PRICE = "price"
    LIABILITY = "liability"


#: Numbers in the full catalogue.
NUMBERS: Mapping[Clause, tuple[int, ...]] = {
    Clause.TERM: (36,),
    Clause.NOTICE: (36,),
    Clause.TERMINATION: (13, 14, 37),
    Clause.REVERSIBILITY: (21, 22, 23),
    Clause.DATA: (19, 20, 38),
    Clause.SERVICE_LEVELS: (4, 6, 17),
    Clause.PRICE: (15,),
    Clause.LIABILITY: (31, 32),
}


@dataclass(frozen=True)
class Signs:
    """Patterns over plain text."""

    headings: tuple[re.Pattern[str], ...]
    says: tuple[re.Pattern[str], ...]
    hints: tuple[re.Pattern[str], ...]
    not_: tuple[re.Pattern[str], ...]
    excludes: tuple[re.Pattern[str], ...]
    never: tuple[re.Pattern[str], ...] = ()


@cache
def signs() -> Mapping[Clause, Signs]:
    told = tomllib.loads((Path(__file__).parent / "clauses.toml").read_text(encoding="utf-8"))
    return {clause: _signs(told[clause]) for clause in Clause}


def _signs(told: Mapping[str, list[str]]) -> Signs:
    kinds = ("headings", "says", "hints", "not", "excludes", "never")
    return Signs(*(tuple(re.compile(one) for one in told.get(kind, ())) for kind in kinds))
