"""Lines put back into the blocks that they are the rubriques of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from timonerie.engine.dsn import faults
from timonerie.engine.dsn.codes import KEPT, PARENTS
from timonerie.engine.dsn.lines import Line

START, END = "S10.G00.00", "S90.G00.90"


@dataclass(slots=True)
class Block:
    """One occurrence of a block: the line it starts on and the values that are kept of it."""

    code: str
    line: int
    values: dict[str, str] = field(default_factory=dict)

    def get(self, rubrique: str) -> str:
        return self.values.get(rubrique, "")


def read(lines: Iterable[Line]) -> Iterator[Block]:
    """The known blocks of a file in its order; the others are passed over as if they were not
    there. A repeated block starts again where its rubriques do not go up.

    Raises:
        Malformed: DSN-01 no header or no total, DSN-03 a block without the one it belongs to.
    """
    order, last, block, rubrique = _Order(), 0, None, ""
    for line in lines:
        order.require_place(line)
        last = line.number
        if line.block not in KEPT:
            continue
        if block is None or line.block != block.code or line.rubrique <= rubrique:
            if block is not None:
                yield block
            order.enter(line)
            block = Block(line.block, line.number)
        if line.value:
            block.values[line.rubrique] = line.value
        rubrique = line.rubrique
    if block is None:
        raise faults.not_a_dsn()
    if block.code != END:
        raise faults.cut_short(last)
    yield block


class _Order:
    """Which blocks are open: a new one closes all that stood under its own level."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.is_over = False

    def require_place(self, line: Line) -> None:
        if not self.open and line.block != START:
            raise faults.not_a_dsn()
        if self.is_over and line.block != END:
            raise faults.after_the_end(line.number)

    def enter(self, line: Line) -> None:
        if line.block == START and self.open:
            raise faults.after_the_end(line.number)
        if line.block == END:
            if self.is_over:
                raise faults.after_the_end(line.number)
            self.is_over = True
        parent = PARENTS.get(line.block)
        if parent is None:
            self.open = [*self.open[:1], line.block] if self.open else [line.block]
            return
        if parent not in self.open:
            raise faults.out_of_order(line.number, block=line.block, parent=parent)
        self.open = [*self.open[: self.open.index(parent) + 1], line.block]
