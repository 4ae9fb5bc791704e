"""A first mapping for a file that nobody has mapped yet: proposals to correct, each with a reason.

Names propose, contents dispose: a column called "date" that holds no date is not one. The zone is
never guessed: it is left empty, and asked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from timonerie.domains.facts.enums import DIMENSIONS, FLAGS, INSTANTS, Field, FoldRule, Kind
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.domains.facts.rules.profiles import Profile
from timonerie.domains.facts.rules.synonyms import likeness, words_of
from timonerie.domains.facts.rules.toml_writer import to_toml
from timonerie.foundations.documents.connectors.base import Grid, Options

SAMPLE_ROWS = 2_000
_ENOUGH = 0.45
_MOSTLY = 0.9
_COUNTERS = ({"mod", "count"}, {"sequence"}, {"seq"}, {"version"}, {"rang"}, {"ordre"})


@dataclass(frozen=True)
class Proposal:
    """A column proposed for a field, why, and three of its values."""

    field: Field
    column: str
    reason: str
    samples: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """A mapping without its zone: ``data`` are the tables of a mapping.toml."""

    data: dict[str, Any]
    proposals: tuple[Proposal, ...]
    kind_reason: str

    def mapping(self, *, zone: str) -> Mapping:
        """The mapping once the zone is known. Raises MappingError when no case was found."""
        return Mapping.from_dict({**self.data, "zone": zone})

    def to_toml(self) -> str:
        """A mapping.toml to complete, each proposal with its reason."""
        comments = {f"columns.{p.field}": p.reason for p in self.proposals}
        comments["kind"] = self.kind_reason
        comments["zone"] = "À indiquer : le fuseau des heures du fichier, ex. « Europe/Paris »."
        return to_toml(self.data, comments=comments)


def draft_of(grid: Grid) -> Draft:
    """A draft from the first rows of a file, which are read for it."""
    rows = (cells for _, cells in islice(grid.rows, SAMPLE_ROWS))
    return draft(grid.header, rows, grid.format, grid.options)


def draft(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    format_: str,
    options: Options | None = None,
) -> Draft:
    """Propose a mapping from a header and a sample of rows, in any order of quality."""
    cells = [row for row in rows if len(row) == len(header)]
    columns = [Profile.of(name, [row[at] for row in cells]) for at, name in enumerate(header)]
    proposals = _proposals(columns)
    case = next((p for p in proposals if p.field is Field.CASE), None)
    kind, reason = _kind(case, columns)
    order = _order(proposals, columns) if kind is Kind.EVENTS else []
    if kind is Kind.EVENTS and not order:
        kind = Kind.CASES
        reason = f"{reason} Mais aucune date ne les ordonne : vérifiez la colonne du dossier."
    if kind is Kind.EVENTS:
        proposals = _spread_event(proposals)
    else:
        proposals = [p for p in proposals if p.field is not Field.EVENT]
    proposals.sort(key=lambda proposal: list(Field).index(proposal.field))
    data = {
        "format": format_,
        "kind": kind.value,
        "zone": "",
        "missing": ["", *_missing(columns)],
        "dates": _formats(columns, proposals),
        "sheet": options.sheet if options else None,
        "columns": {p.field.value: p.column for p in proposals},
        "fold": _fold(order, proposals),
    }
    kept = {key: value for key, value in data.items() if value not in (None, [], {}, [""])}
    return Draft(kept, tuple(proposals), reason)


def _proposals(columns: Sequence[Profile]) -> list[Proposal]:
    """The best column of each field, the surest pairs first, each column once."""
    pairs = [
        (likeness(column.name, field), field, column)
        for column in columns
        for field in Field
        if _holds(column, field)
    ]
    taken: dict[str, Proposal] = {}
    for score, field, column in sorted(pairs, key=lambda pair: -pair[0]):
        if score < _ENOUGH or column.name in taken or _found(taken, field):
            continue
        reason = f"Le nom « {column.name} » et son contenu."
        taken[column.name] = Proposal(field, column.name, reason, column.samples)
    _fall_back(taken, columns)
    return list(taken.values())


def _fall_back(taken: dict[str, Proposal], columns: Sequence[Profile]) -> None:
    """A case and a first date from contents alone, when no name said them."""
    free = [column for column in columns if column.name not in taken]
    keys = [c for c in free if c.filled == 1 and c.distinct > 1 and c.dates < 0.5]
    if not _found(taken, Field.CASE) and keys:
        best = max(keys, key=lambda column: column.distinct)
        reason = "Remplie partout, et celle qui a le plus de valeurs différentes."
        taken[best.name] = Proposal(Field.CASE, best.name, reason, best.samples)
    dated = [column for column in free if column.dates >= _MOSTLY and column.name not in taken]
    begun = _found(taken, Field.RECEIVED) or _found(taken, Field.EVENT)
    if not begun and dated:
        best = max(dated, key=lambda column: column.filled)
        reason = "La colonne de dates la mieux remplie."
        taken[best.name] = Proposal(Field.RECEIVED, best.name, reason, best.samples)


def _holds(column: Profile, field: Field) -> bool:
    """Whether the contents of a column can be those of a field."""
    if not column.values:
        return False
    if field in INSTANTS or field is Field.EVENT:
        return column.dates >= _MOSTLY
    if field is Field.CASE:
        several = column.distinct > 1 or column.name.startswith("case:")
        return column.filled >= 0.99 and several and column.dates < 0.5
    if field in DIMENSIONS:
        return column.dates < 0.5 and column.distinct <= max(50, len(column.values) // 2)
    if field in (Field.QUANTITY, Field.AMOUNT, Field.REWORK):
        return column.numbers >= _MOSTLY
    if field is Field.REOPENED:
        return column.distinct <= 3 or column.numbers == 1
    if field in FLAGS or field is Field.CAUSE:
        return column.distinct <= 3
    return all(len(text) <= 3 for text in set(column.values))


def _kind(case: Proposal | None, columns: Sequence[Profile]) -> tuple[Kind, str]:
    profile = next((c for c in columns if case and c.name == case.column), None)
    if profile and profile.distinct < 0.95 * len(profile.values):
        each = len(profile.values) / profile.distinct
        return Kind.EVENTS, f"Un même dossier revient sur {each:.1f} lignes en moyenne."
    return Kind.CASES, "Chaque dossier n’a qu’une ligne."


def _order(proposals: Sequence[Proposal], columns: Sequence[Profile]) -> list[str]:
    dated = [p.column for p in proposals if p.field is Field.EVENT]
    dated = dated or [p.column for p in proposals if p.field is Field.RECEIVED]
    counters = [
        column.name
        for column in columns
        if column.numbers == 1 and any(words <= words_of(column.name) for words in _COUNTERS)
    ]
    return [*dated, *counters[:1]]


def _spread_event(proposals: Sequence[Proposal]) -> list[Proposal]:
    """In a log where the event is the only date, a case is received at its first event."""
    event = next((p for p in proposals if p.field is Field.EVENT), None)
    if event is None or any(p.field is Field.RECEIVED for p in proposals):
        return list(proposals)
    reason = "Premier évènement du dossier, faute d’une date de réception."
    return [*proposals, Proposal(Field.RECEIVED, event.column, reason, event.samples)]


def _fold(order: list[str], proposals: Sequence[Proposal]) -> dict[str, Any]:
    if not order:
        return {}
    shared = [p.column for p in proposals if p.field is Field.EVENT]
    first = [p for p in proposals if p.field is Field.RECEIVED and p.column in shared]
    return {"order": order, **({Field.RECEIVED.value: FoldRule.FIRST.value} if first else {})}


def _formats(columns: Sequence[Profile], proposals: Sequence[Proposal]) -> list[str]:
    dated = {p.column for p in proposals if p.field in INSTANTS or p.field is Field.EVENT}
    found = {format_ for column in columns if column.name in dated for format_ in column.formats()}
    return sorted(found)


def _missing(columns: Sequence[Profile]) -> list[str]:
    return sorted({word for column in columns for word in column.missing})


def _found(taken: dict[str, Proposal], field: Field) -> bool:
    return any(proposal.field is field for proposal in taken.values())
