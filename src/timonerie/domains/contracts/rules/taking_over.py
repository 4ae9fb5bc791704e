"""What taking over a version of a statement of work would do to what a contract says already."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from timonerie.domains.contracts.rules import owed_lines
from timonerie.domains.contracts.rules.owed_lines import KINDS, Context, OwedKind
from timonerie.domains.sourcing.rules.statements.shapes import Line


class Change(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    SAME = "same"


@dataclass(frozen=True)
class Standing:
    """What a line became: the last row of it. `stands` where it is neither archived nor over."""

    kind: OwedKind
    key: str
    row_id: int
    title: str
    taken: Mapping[str, Any]
    stands: bool
    is_archived: bool = False


@dataclass(frozen=True)
class Step:
    """`fields` are those to write: all of them for a new line, those that the version changes for
    one that stands."""

    change: Change
    kind: OwedKind
    key: str
    title: str
    row_id: int | None = None
    said: Mapping[str, Any] = field(default_factory=dict)
    fields: Mapping[str, Any] = field(default_factory=dict)


def steps(
    lines: Iterable[Line], standing: Sequence[Standing], *, context: Context
) -> tuple[Step, ...]:
    """One a line that becomes something, in their order, then one for each line that is gone. What
    somebody archived stays so as long as its line says the same."""
    by_key = {one.key: one for one in standing}
    wanted = [line for line in lines if line.kind in KINDS]
    found = [_step(line, by_key.get(line.key), context) for line in wanted]
    keys = {line.key for line in wanted}
    gone = [one for one in standing if one.stands and one.key not in keys]
    return (
        *found,
        *(Step(Change.GONE, one.kind, one.key, one.title, one.row_id) for one in gone),
    )


def moves_levels(steps: Iterable[Step]) -> bool:
    """Whether what was taken changes what is measured."""
    return any(one.kind == OwedKind.LEVEL and one.change != Change.SAME for one in steps)


def _step(line: Line, known: Standing | None, context: Context) -> Step:
    kind, said = KINDS[line.kind], owed_lines.said(line)
    fields = owed_lines.read(said, context=context)
    if known is not None and known.taken == said and (known.stands or known.is_archived):
        return Step(Change.SAME, kind, line.key, line.title, known.row_id)
    if known is None or not known.stands:
        return Step(Change.NEW, kind, line.key, line.title, None, said, fields)
    before = owed_lines.read(known.taken, context=context)
    moved = {name: value for name, value in fields.items() if before.get(name) != value}
    change = Change.CHANGED if moved else Change.SAME
    return Step(change, kind, line.key, line.title, known.row_id, said, moved)
