"""What a statement of work lacks as a whole: sections, and lines that should answer one another."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Final, get_args

from timonerie.domains.sourcing.enums import LineKind as Kind
from timonerie.domains.sourcing.rules.statements import values
from timonerie.domains.sourcing.rules.statements.gaps import Gap, Severity, of_line, of_section
from timonerie.domains.sourcing.rules.statements.shapes import SECTIONS, Line

#: Without those, a statement of work cannot be signed, nor a mission letter.
_VITAL: Final = frozenset({1, 2, 4, 5, 6, 7, 9, 10, 13, 14})
_VITAL_MISSION: Final = frozenset({1, 2, 3, 6, 9, 10, 11, 13})
#: A mission may do without volumes of work, levels and criteria: it is held by what it delivers.
_OPTIONAL_MISSION: Final = frozenset({4, 7, 8, 15})
TOPICS: Final[tuple[str, ...]] = get_args(values.Topic)


def sections(lines: Sequence[Line], *, is_mission: bool) -> Iterator[Gap]:
    vital = _VITAL_MISSION if is_mission else _VITAL
    filled = {line.section for line in lines}
    for section in SECTIONS:
        if section.number in filled:
            continue
        if section.code == "annexes" or (is_mission and section.number in _OPTIONAL_MISSION):
            yield of_section(section.number, "section_empty", Severity.HINT)
        elif section.code != "reversibility":  # said by `exits`
            severity = Severity.BLOCKS if section.number in vital else Severity.MEND
            yield of_section(section.number, "section_empty", severity)


def keys(lines: Sequence[Line]) -> Iterator[Gap]:
    for key, count in Counter(line.key for line in lines).items():
        if count > 1:
            line = next(line for line in lines if line.key == key)
            yield of_line(line, "key_twice", Severity.BLOCKS)


def exits(lines: Sequence[Line]) -> Iterator[Gap]:
    kinds = {line.kind for line in lines}
    if Kind.REVERSIBILITY not in kinds:
        yield of_section(13, "no_reversibility", Severity.BLOCKS)
    if Kind.EXCLUSION not in kinds:
        yield of_section(2, "no_exclusion", Severity.MEND)


def unheld(lines: Sequence[Line]) -> Iterator[Gap]:
    """An activity in the scope that no deliverable and no level holds."""
    held = {line.activity for line in lines if line.kind in (Kind.DELIVERABLE, Kind.SERVICE_LEVEL)}
    for line in lines:
        if line.kind == Kind.SCOPE and line.activity and line.activity not in held:
            yield of_line(line, "activity_unheld", Severity.MEND, line.activity)


def accountables(lines: Sequence[Line]) -> Iterator[Gap]:
    """Several who answer is nobody: for one activity, or on one side of the team."""
    answering: dict[str, dict[str, Line]] = defaultdict(dict)
    for line in lines:
        match _read(line):
            case values.Scope(accountable=seat) if seat and line.activity:
                answering[f"activity:{line.activity}"].setdefault(seat.strip().casefold(), line)
            case values.Team(is_accountable=True, side=side) if side:
                answering[f"side:{side}"][line.key] = line
    for found in answering.values():
        for line in list(found.values())[1:]:
            yield of_line(line, "accountable_several", Severity.BLOCKS, line.title)


def prices(lines: Sequence[Line]) -> Iterator[Gap]:
    volumes = {line.key for line in lines if line.kind == Kind.VOLUME}
    for line in lines:
        match _read(line):
            case values.Price(volume_key=key) if key and key not in volumes:
                yield of_line(line, "price_volume_unknown", Severity.BLOCKS)


def criteria(lines: Sequence[Line]) -> Iterator[Gap]:
    """Weights are points: a hundred in all."""
    weights = [
        shape.weight or 0 for line in lines if isinstance(shape := _read(line), values.Criterion)
    ]
    if weights and abs((total := sum(weights)) - 100) > 1e-9:
        yield of_section(15, "criteria_not_100", Severity.BLOCKS, f"{total:g}")


def privacy(lines: Sequence[Line]) -> Iterator[Gap]:
    """Where personal data are entrusted (a privacy line says so): the topics of article 28 of
    the GDPR that nothing covers, and the security measures that no proof comes with."""
    shapes = [(line, _read(line)) for line in lines]
    covered = [set(one.topics) for _, one in shapes if isinstance(one, values.Privacy)]
    if not covered:
        return
    for topic in TOPICS:
        if topic not in set().union(*covered):
            yield of_section(10, "privacy_topic_missing", Severity.BLOCKS, topic)
    for line, shape in shapes:
        if isinstance(shape, values.Security) and not shape.proof.strip():
            yield of_line(line, "security_without_proof", Severity.MEND)


def measured(lines: Sequence[Line], *, measurable: Collection[str]) -> Iterator[Gap]:
    """A target said without what is measured today, for a metric that has facts."""
    for line in lines:
        match _read(line):
            case values.ServiceLevel(metric=metric, measured=None, target=target):
                if metric in measurable and target is not None:
                    yield of_line(line, "level_unmeasured", Severity.HINT, metric)


def mission(lines: Sequence[Line]) -> Iterator[Gap]:
    """A mission counts days, never hours, and names who stands in."""
    shapes = [(line, _read(line)) for line in lines]
    for line, shape in shapes:
        if isinstance(shape, values.Volume) and "heure" in shape.unit.casefold():
            yield of_line(line, "presence_in_hours", Severity.BLOCKS, shape.unit)
    if not any(isinstance(one, values.Team) and one.deputy.strip() for _, one in shapes):
        yield of_section(11, "mission_without_deputy", Severity.BLOCKS)


def _read(line: Line) -> values.Shape | None:
    """Wrong values are told line by line, and skipped here."""
    try:
        return values.read(line.kind, line.values)
    except values.ValuesFault:
        return None
