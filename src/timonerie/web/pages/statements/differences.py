"""What changed between two states of a statement of work, word by word."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.sourcing import statement_sentences
from timonerie.domains.sourcing.papers import words as statement_words
from timonerie.domains.sourcing.papers.words import Names
from timonerie.domains.sourcing.rules.statements import building, diffing
from timonerie.domains.sourcing.rules.statements.diffing import Change, ChangeKind
from timonerie.domains.sourcing.rules.statements.segments import Segment
from timonerie.domains.sourcing.rules.statements.shapes import Line
from timonerie.foundations.wording import formats
from timonerie.web.pages.statements import covers
from timonerie.web.pages.statements.covers import ShownValue
from timonerie.web.tables import Cell, Column, Row, Table

COVER = "cover"


@dataclass(frozen=True)
class ShownChange:
    """`kind` is that of the change of a line, or `COVER`. `title` and `text` are pieces kept, added
    or removed; one piece where nothing differs."""

    kind: str
    word: str
    place: str
    section: str
    title: tuple[Segment, ...]
    text: tuple[Segment, ...]
    values: tuple[ShownValue, ...]
    is_moved: bool


def of(before: Sequence[Line], after: Sequence[Line]) -> list[ShownChange]:
    numbers = building.numbering(before) | building.numbering(after)
    names = statement_words.volumes(before) | statement_words.volumes(after)
    return [_shown(one, numbers[one.key], names) for one in diffing.compare(before, after)]


def of_cover(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[ShownChange]:
    """What changed of what is said of the whole: one change, or none."""
    values = covers.changes(before, after)
    if not values:
        return []
    return [
        ShownChange(
            kind=COVER,
            word=statement_sentences.change_kind(ChangeKind.CHANGED),
            place="",
            section=_("titre, durée, prestataire et activités"),
            title=(Segment("kept", _("Couverture")),),
            text=(),
            values=values,
            is_moved=False,
        )
    ]


def counts(changes: Iterable[ShownChange]) -> str:
    """« couverture modifiée, 2 lignes ajoutées, 1 retirée »."""
    found = Counter(one.kind for one in changes)
    told = [_("couverture modifiée")] if found[COVER] else []
    told += [_counted(kind, found[kind.value]) for kind in ChangeKind if found[kind.value]]
    return ", ".join(told) or _("rien n’a changé")


def table(changes: Sequence[ShownChange]) -> Table:
    """The same, to export: each change as it was and as it is."""
    return Table(
        name="changements",
        caption=_("Ce qui change"),
        columns=(
            Column(label=_("Article")),
            Column(label=_("Changement")),
            Column(label=_("Avant"), is_long=True),
            Column(label=_("Après"), is_long=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=one.place),
                    Cell(text=one.word),
                    Cell(text=_side(one, "removed")),
                    Cell(text=_side(one, "added")),
                )
            )
            for one in changes
        ),
    )


def _counted(kind: ChangeKind, count: int) -> str:
    words = {"n": formats.number(count)}
    if kind == ChangeKind.ADDED:
        return ngettext("%(n)s ligne ajoutée", "%(n)s lignes ajoutées", count) % words
    if kind == ChangeKind.REMOVED:
        return ngettext("%(n)s ligne retirée", "%(n)s lignes retirées", count) % words
    if kind == ChangeKind.MOVED:
        return ngettext("%(n)s ligne déplacée", "%(n)s lignes déplacées", count) % words
    return ngettext("%(n)s ligne modifiée", "%(n)s lignes modifiées", count) % words


def _shown(change: Change, number: str, names: Names) -> ShownChange:
    line = change.after or change.before
    assert line is not None
    return ShownChange(
        kind=change.kind.value,
        word=statement_sentences.change_kind(change.kind),
        place=number,
        section=statement_words.section_title(line.section),
        title=_pieces(change, change.title, line.title),
        text=_pieces(change, change.text, line.text),
        values=tuple(_values(change, line, names)),
        is_moved=change.is_moved and change.kind == ChangeKind.CHANGED,
    )


def _pieces(change: Change, found: tuple[Segment, ...], text: str) -> tuple[Segment, ...]:
    if found or not text:
        return found
    if change.kind == ChangeKind.ADDED:
        return (Segment("added", text),)
    if change.kind == ChangeKind.REMOVED:
        return (Segment("removed", text),)
    return (Segment("kept", text),)


def _values(change: Change, line: Line, names: Names) -> Iterable[ShownValue]:
    if change.before is None or change.after is None:
        for pair in statement_words.pairs(line, names):
            told = ("", pair["detail"]) if change.before is None else (pair["detail"], "")
            yield ShownValue(pair["term"], *told)
        return
    for one in change.values:
        if one.field == "origin":
            continue
        yield ShownValue(
            statement_words.value_name(line.kind, one.field),
            statement_words.value_of(change.before.kind, one.field, one.before, names),
            statement_words.value_of(change.after.kind, one.field, one.after, names),
        )


def _side(change: ShownChange, kind: str) -> str:
    told = [
        "".join(piece.text for piece in pieces if piece.kind in ("kept", kind))
        for pieces in (change.title, change.text)
    ]
    values = [
        f"{one.label} : {one.after if kind == 'added' else one.before}"
        for one in change.values
        if (one.after if kind == "added" else one.before)
    ]
    return "\n".join(part for part in (*told, *values) if part)
