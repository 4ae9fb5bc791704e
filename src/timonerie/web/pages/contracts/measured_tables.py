"""The periods of the levels of a contract as one table, each down to its cases."""

from collections.abc import Callable, Iterable
from datetime import date

from django.utils.translation import gettext as _

from timonerie.domains.performance.models import LevelResult
from timonerie.domains.performance.queries.level_results import Followed
from timonerie.domains.performance.rules import level_days
from timonerie.foundations.wording import formats
from timonerie.web import level_words, period_names
from timonerie.web.tables import Cell, Column, Row, Table


def of_periods(
    facts_url: Callable[[Followed, LevelResult], str], followed: Iterable[Followed], *, on: date
) -> Table:
    """The latest period first; one that still runs says so."""
    return Table(
        name="periodes",
        caption=_("Périodes mesurées"),
        columns=(
            Column(label=_("Niveau"), is_long=True, is_filter=True),
            Column(label=_("Période"), is_filter=True),
            Column(label=_("État"), is_filter=True),
            Column(label=_("Mesuré"), is_number=True),
            Column(label=_("Tenus"), is_number=True),
            Column(label=_("Dossiers"), is_number=True),
            Column(label=_("Sans mesure"), is_number=True),
            Column(label=_("Reçu")),
        ),
        rows=tuple(_row(one, row, facts_url(one, row), on) for one, row in in_order(followed)),
    )


def in_order(followed: Iterable[Followed]) -> list[tuple[Followed, LevelResult]]:
    """The lines of the table: the latest period first."""
    lines = [(one, row) for one in followed for row in one.results]
    lines.sort(key=lambda line: (line[1].period_start, line[0].level.title), reverse=True)
    return lines


def _row(one: Followed, row: LevelResult, url: str, on: date) -> Row:
    period = period_names.label(row.period_kind, row.period_start)
    is_measured = row.state == "measured"
    return Row(
        cells=(
            Cell(text=one.level.title, note=level_words.place(one.level)),
            Cell(
                text=period,
                url=url,
                rank=row.period_start,
                note="" if _is_over(row, on) else _("en cours"),
            ),
            Cell(text=level_words.state_word(row), state=level_words.state(row)),
            Cell(
                text=level_words.value(one, row.value),
                value=level_words.scaled(one, row.value),
                unit=level_words.unit(one),
            )
            if is_measured
            else _nothing(),
            _count(row.met),
            _count(row.n if is_measured else None),
            _count(row.without if is_measured else None),
            _received(row),
        )
    )


def _is_over(row: LevelResult, on: date) -> bool:
    return level_days.is_over(row.period_kind, row.period_start, on=on)


def _received(row: LevelResult) -> Cell:
    if not row.expected:
        return Cell(text=_("rien"), is_soft=True)
    words = {"covered": row.covered, "expected": row.expected}
    return Cell(text=_("%(covered)s sur %(expected)s") % words)


def _count(count: int | None) -> Cell:
    return _nothing() if count is None else Cell(text=formats.number(count), value=count)


def _nothing() -> Cell:
    return Cell(text="—", is_soft=True)
