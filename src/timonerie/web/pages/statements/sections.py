"""The sixteen sections of a statement of work, as its page shows them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from timonerie.domains.performance.queries import measured_activities as statement_facts
from timonerie.domains.sourcing import statement_sentences
from timonerie.domains.sourcing.enums import LineKind
from timonerie.domains.sourcing.models import StatementLine
from timonerie.domains.sourcing.operations.first_lines import Measured
from timonerie.domains.sourcing.papers import words as statement_words
from timonerie.domains.sourcing.rules.statements import building
from timonerie.domains.sourcing.rules.statements.gaps import Gap, Severity
from timonerie.domains.sourcing.rules.statements.known import Fact
from timonerie.domains.sourcing.rules.statements.shapes import SECTIONS, Line
from timonerie.engine.indicators.catalogue import BUILT_IN
from timonerie.foundations.wording.states import State

STATES = {
    Severity.BLOCKS: State.MISSED,
    Severity.MEND: State.WATCH,
    Severity.HINT: State.MEASURED,
}
_RANKS = list(Severity)


@dataclass(frozen=True)
class ShownGap:
    """A gap with its words, and where it jumps to."""

    sentence: str
    word: str
    state: State
    place: str
    anchor: str
    is_blocking: bool


@dataclass(frozen=True)
class Grouped:
    """What one line, or one section, lacks: the gravest first says the state of all."""

    place: str
    anchor: str
    word: str
    state: State
    is_blocking: bool
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class ShownLine:
    """`row` is None for a line of an approved version. `today` is what is measured now."""

    line: Line
    row: StatementLine | None
    number: str
    kind: str
    pairs: tuple[statement_words.Pair, ...]
    gaps: tuple[ShownGap, ...]
    today: str = ""
    can_take: bool = False


@dataclass(frozen=True)
class ShownSection:
    number: int
    title: str
    help: str
    state: State
    word: str
    lines: tuple[ShownLine, ...]
    gaps: tuple[ShownGap, ...]
    kinds: tuple[tuple[str, str], ...]


def shown(
    lines: Sequence[Line],
    *,
    rows: Mapping[str, StatementLine],
    gaps: Sequence[Gap],
    measured: Measured,
) -> list[ShownSection]:
    """Every section, those without a line too. `rows` are the lines being written, by key."""
    numbers, names = building.numbering(lines), statement_words.volumes(lines)
    by_key, by_section = _placed(gaps, numbers)
    found: dict[int, list[ShownLine]] = defaultdict(list)
    for line in lines:
        fact = _fact(line, measured)
        found[line.section].append(
            ShownLine(
                line=line,
                row=rows.get(line.key),
                number=numbers[line.key],
                kind=str(line.kind.label),
                pairs=tuple(statement_words.pairs(line, names)),
                gaps=tuple(by_key[line.key]),
                today=_today(line, fact),
                can_take=fact is not None and _is_new(line, fact),
            )
        )
    return [_section(number, found[number], by_section) for number in range(1, len(SECTIONS) + 1)]


def told(gaps: Sequence[Gap], lines: Sequence[Line]) -> list[ShownGap]:
    """The gaps, those that block first, each with the way to its line."""
    numbers = building.numbering(lines)
    ranked = sorted(gaps, key=lambda gap: _RANKS.index(gap.severity))
    return [gap_of(one, numbers) for one in ranked]


def grouped(gaps: Sequence[ShownGap]) -> list[Grouped]:
    """By place, those that block first; within each, as many sentences as it lacks things."""
    places: dict[str, list[ShownGap]] = defaultdict(list)
    for gap in gaps:
        places[gap.anchor].append(gap)
    return [
        Grouped(
            place=one[0].place,
            anchor=anchor,
            word=one[0].word,
            state=one[0].state,
            is_blocking=one[0].is_blocking,
            sentences=tuple(gap.sentence for gap in one),
        )
        for anchor, one in places.items()
    ]


def gap_of(gap: Gap, numbers: Mapping[str, str]) -> ShownGap:
    number = numbers.get(gap.key, str(gap.section))
    words = {"number": number, "title": statement_words.section_title(gap.section)}
    return ShownGap(
        sentence=statement_sentences.gap(gap),
        word=statement_sentences.severity(gap.severity),
        state=STATES[gap.severity],
        place=_("%(number)s, %(title)s") % words,
        anchor=f"ligne-{gap.key}" if gap.key in numbers else f"article-{gap.section}",
        is_blocking=gap.severity == Severity.BLOCKS,
    )


def _placed(
    gaps: Sequence[Gap], numbers: Mapping[str, str]
) -> tuple[dict[str, list[ShownGap]], dict[int, list[ShownGap]]]:
    by_key: dict[str, list[ShownGap]] = defaultdict(list)
    by_section: dict[int, list[ShownGap]] = defaultdict(list)
    for gap in gaps:
        shown_gap = gap_of(gap, numbers)
        (by_key[gap.key] if gap.key else by_section[gap.section]).append(shown_gap)
    return by_key, by_section


def _section(
    number: int, lines: Sequence[ShownLine], by_section: Mapping[int, Sequence[ShownGap]]
) -> ShownSection:
    section, gaps = SECTIONS[number - 1], tuple(by_section.get(number, ()))
    state, word = _progress(lines, gaps)
    return ShownSection(
        number=number,
        title=section.title,
        help=section.help,
        state=state,
        word=word,
        lines=tuple(lines),
        gaps=gaps,
        kinds=tuple((kind.value, str(kind.label)) for kind in section.kinds),
    )


def _progress(lines: Sequence[ShownLine], gaps: Sequence[ShownGap]) -> tuple[State, str]:
    if not lines:
        return State.MISSING, _("vide")
    every = [*gaps, *(gap for line in lines for gap in line.gaps)]
    if any(gap.state != State.MEASURED for gap in every):
        return State.WATCH, _("à préciser")
    return State.MET, _("complet")


def _fact(line: Line, measured: Measured) -> Fact | None:
    if line.kind != LineKind.SERVICE_LEVEL:
        return None
    return statement_facts.fact_of(measured, line.values.get("metric"), line.activity)


def _today(line: Line, fact: Fact | None) -> str:
    """« aujourd’hui : médiane 6 h… », or that nothing is; what was taken already is told once."""
    metric = line.values.get("metric")
    if line.kind != LineKind.SERVICE_LEVEL or metric not in BUILT_IN:
        return ""
    if fact is None:
        return _("aujourd’hui : rien n’est encore mesuré de cet indicateur")
    return _("aujourd’hui : %(figures)s") % {"figures": fact.text}


def _is_new(line: Line, fact: Fact) -> bool:
    kept: Any = line.values.get("measured") or {}
    return (kept.get("text"), kept.get("n")) != (fact.text, fact.n)
