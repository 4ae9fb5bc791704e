"""What is missing, vague or impossible to measure in a statement of work."""

from collections.abc import Collection, Sequence
from itertools import chain

from timonerie.domains.sourcing.rules.statements import line_gaps, whole_gaps
from timonerie.domains.sourcing.rules.statements.gaps import Gap
from timonerie.domains.sourcing.rules.statements.shapes import Line, ordered


def check(
    lines: Sequence[Line], *, is_mission: bool = False, measurable: Collection[str] = ()
) -> list[Gap]:
    """Every gap, by section, those of a line together in the order of the lines.

    `measurable` holds the codes of the metrics that have facts today.
    """
    read = ordered(lines)
    wholes = [
        whole_gaps.sections(read, is_mission=is_mission),
        whole_gaps.keys(read),
        whole_gaps.exits(read),
        whole_gaps.unheld(read),
        whole_gaps.accountables(read),
        whole_gaps.prices(read),
        whole_gaps.criteria(read),
        whole_gaps.privacy(read),
        whole_gaps.measured(read, measurable=measurable),
        whole_gaps.mission(read) if is_mission else (),
    ]
    found = [*chain.from_iterable(map(line_gaps.gaps, read)), *chain.from_iterable(wholes)]
    places = {line.key: place for place, line in enumerate(read, start=1)}
    return sorted(found, key=lambda gap: (gap.section, places.get(gap.key, 0)))
