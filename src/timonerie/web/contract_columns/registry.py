"""The columns that join the list of contracts, as their modules register them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from timonerie.domains.contracts.queries.contracts import DatedContract
from timonerie.foundations.registration import discover
from timonerie.web.access import CompanyRequest
from timonerie.web.tables import Cell, Column

SOURCES = "timonerie.web.contract_columns.sources"
NOTHING = Cell(text="—", is_soft=True)


@dataclass(frozen=True)
class Given:
    """The list that is shown, to whom and on which day: a column reads it in one query."""

    request: CompanyRequest
    found: Sequence[DatedContract]
    on: date

    @property
    def ids(self) -> list[int]:
        return [one.contract.pk for one in self.found]


@dataclass(frozen=True)
class Told:
    """A column and its cells, by row id of the contract; a contract without one says « — »."""

    column: Column
    cells: Mapping[int, Cell]

    def cell(self, one: DatedContract) -> Cell:
        return self.cells.get(one.contract.pk, NOTHING)


Source = Callable[[Given], Told]
_known: dict[Source, tuple[int, str]] = {}


def register(*, rank: int, permission: str) -> Callable[[Source], Source]:
    """Mark a function as a column, for who holds a permission; columns stand in the order of their
    ranks."""

    def mark(source: Source) -> Source:
        _known[source] = (rank, permission)
        return source

    return mark


def columns(given: Given) -> list[Told]:
    """Those that the reader may read."""
    discover(SOURCES)
    ordered = sorted(_known.items(), key=lambda one: one[1])
    actor = given.request.actor
    return [source(given) for source, (_rank, permission) in ordered if actor.may(permission)]
