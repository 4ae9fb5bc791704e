"""What is promised beside what was measured over the last twelve periods, drawn."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.challenge.papers import annexes
from timonerie.domains.performance.models import LevelResult
from timonerie.domains.performance.queries import level_results
from timonerie.domains.performance.queries.level_results import Followed
from timonerie.foundations.wording import formats, months
from timonerie.foundations.wording.states import State
from timonerie.web import level_words, period_names
from timonerie.web.charts import Point, Trend
from timonerie.web.charts import Series as Drawn
from timonerie.web.renegotiation_files.registry import register
from timonerie.web.renegotiation_files.shapes import Asked, Line, Part

MOST_DRAWN, LEAST_DRAWN = 4, 3


@register(rank=10)
def levels(asked: Asked) -> Part | None:
    """None for who reads no figure."""
    if not asked.actor.may("indicator.read"):
        return None
    rank = {contract.pk: place for place, contract in enumerate(asked.contracts)}
    found = level_results.of_contracts(asked.contracts)
    known = sorted(found, key=lambda one: rank[one.level.contract_id])
    lines = [
        _line(one, asked.url("contract-measured", one.level.contract.public_id), asked.on)
        for one in known
    ]
    unknown = () if known else (_("Aucun niveau de service n’est écrit à ses contrats."),)
    return Part(
        title=_("Promis, et mesuré"),
        lines=tuple(lines),
        charts=tuple(_charts(known, asked.on))[:MOST_DRAWN],
        unknown=unknown,
    )


def _line(one: Followed, url: str, on: date) -> Line:
    promise = level_words.target(one)
    words = {"title": one.level.title, "promise": promise}
    text = _("%(title)s (%(promise)s)") % words if promise else one.level.title
    rows = _measured(one, on)
    if not rows:
        state = level_words.state(one.last) if one.last else State.MISSING
        return Line(text=text, figure=str(state.word), url=url, state=state)
    met, last = sum(bool(row.is_held) for row in rows), rows[-1]
    return Line(
        text=text,
        figure=level_words.value(one, last.value),
        terms=annexes.said(None if last.met is None else float(last.met), float(last.n)),
        source=_kept(last, met, len(rows)),
        url=url,
        state=State.MET if met == len(rows) else State.MISSED,
    )


def _kept(last: LevelResult, met: int, count: int) -> str:
    """« février 2026 ; tenu 3 périodes sur 12 mesurées »."""
    words = {
        "period": period_names.label(last.period_kind, last.period_start),
        "met": formats.number(met),
        "n": formats.number(count),
    }
    told = ngettext(
        "%(period)s ; tenu %(met)s période sur %(n)s mesurée",
        "%(period)s ; tenu %(met)s périodes sur %(n)s mesurées",
        count,
    )
    return told % words


def _charts(known: list[Followed], on: date) -> Iterator[Trend]:
    """Those that missed most often first."""
    worst = sorted(known, key=lambda one: sum(bool(row.is_held) for row in _measured(one, on)))
    for one in worst:
        if len(_measured(one, on)) >= LEAST_DRAWN:
            yield Trend(
                subject=one.level.title,
                finding=_finding(one, on),
                unit=level_words.unit(one),
                series=(Drawn(name=one.level.title, points=tuple(_points(one, on))),),
                target=level_words.scaled(one, one.level.target),
            )


def _finding(one: Followed, on: date) -> str:
    rows = _measured(one, on)
    missed = sum(not row.is_held for row in rows)
    words = {"missed": formats.number(missed), "n": formats.number(len(rows))}
    words["title"] = one.level.title
    told = ngettext(
        "« %(title)s » : manqué %(missed)s période sur %(n)s",
        "« %(title)s » : manqué %(missed)s périodes sur %(n)s",
        missed,
    )
    return told % words if missed else ""


def _points(one: Followed, on: date) -> Iterator[Point]:
    for row in one.over(on=on):
        yield Point(
            label=months.short_label(row.period_start),
            value=level_words.scaled(one, row.value),
            state=level_words.state(row),
        )


def _measured(one: Followed, on: date) -> list[LevelResult]:
    return [row for row in one.over(on=on) if row.state == "measured"]
