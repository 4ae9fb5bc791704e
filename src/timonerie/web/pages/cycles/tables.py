"""Cycles, their passages and their steps, as tables."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from timonerie.domains.reporting.cycle_enums import Rhythm
from timonerie.domains.reporting.models import Cycle, CycleLink, CycleRun, CycleStep, RunStep
from timonerie.domains.reporting.queries import cycle_owners, cycle_standings
from timonerie.domains.reporting.queries.cycle_standings import Standing
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import cycle_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.cycles import frame
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table

NOTHING = Cell(text="—", is_soft=True)


def boards(
    request: CompanyRequest, runs: Sequence[CycleRun], *, on: date
) -> list[tuple[Cycle, Table]]:
    """One table a cycle: its passages under way by their steps."""
    found = []
    for _key, group in groupby(runs, key=lambda one: one.cycle_id):
        several = list(group)
        cycle = several[0].cycle
        found.append((cycle, board(request, cycle, several, on=on)))
    return found


def board(request: CompanyRequest, cycle: Cycle, runs: Sequence[CycleRun], *, on: date) -> Table:
    """Sites by steps: who holds the hand, since when it is late, how each step stands."""
    standings = cycle_standings.all_of(runs, today=on)
    steps = _columns(standings)
    return Table(
        name=f"encours-{str(cycle.public_id)[:8]}",
        caption=_("%(title)s : passages en cours") % {"title": cycle.title},
        columns=(
            Column(label=_("Site"), name="site", is_filter=True),
            Column(label=_reference(cycle), name="periode"),
            Column(label=_("À qui la main"), name="main", is_filter=True),
            Column(label=_("En retard depuis"), name="retard"),
            *(Column(label=title, name=key) for key, title in steps.items()),
        ),
        rows=tuple(_board_row(request, one, list(steps), on) for one in standings),
    )


def _reference(cycle: Cycle) -> str:
    """What tells the passages of a site apart: their period, or the reference of the event."""
    return _("Référence") if cycle.cadence == Rhythm.EVENT else _("Période")


def _columns(standings: Iterable[Standing]) -> dict[str, str]:
    """The steps of all, as first met: passages of two versions may differ."""
    found: dict[str, str] = {}
    for one in standings:
        for step in one.steps:
            found.setdefault(step.key, step.title)
    return found


def _board_row(request: CompanyRequest, one: Standing, keys: list[str], on: date) -> Row:
    run, by_key = one.run, {step.key: step for step in one.steps}
    since = one.late_since
    return Row(
        cells=(
            Cell(text=cycle_owners.place(run), url=frame.run_address(request, run)),
            Cell(text=cycle_words.period(run), rank=run.period_start),
            Cell(text=cycle_owners.owner(one.held), note=one.held.title) if one.held else NOTHING,
            Cell(text=formats.day(since, style="short"), value=since, state=State.MISSED)
            if since
            else NOTHING,
            *(_step_cell(by_key.get(key), on) for key in keys),
        )
    )


def _step_cell(step: RunStep | None, on: date) -> Cell:
    if step is None:
        return NOTHING
    state = cycle_words.state(step, today=on)
    return Cell(
        text=cycle_words.word(step, today=on),
        state=state,
        rank=step.due_on,
        note=" · ".join(filter(None, (cycle_words.day(step), cycle_words.counts(step)))),
        is_soft=state in (None, State.NO_OBJECT),
    )


def of_cycles(
    request: CompanyRequest, cycles: Sequence[Cycle], runs: Sequence[CycleRun], *, on: date
) -> Table:
    by_cycle: dict[int, list[Standing]] = {}
    for one in cycle_standings.all_of(runs, today=on):
        by_cycle.setdefault(one.run.cycle_id, []).append(one)
    return Table(
        name="cycles",
        caption=_("Cycles"),
        columns=(
            Column(label=_("Cycle"), is_long=True),
            Column(label=_("Prestataire"), is_filter=True),
            Column(label=_("Rythme"), is_filter=True),
            Column(label=_("Sites"), is_number=True),
            Column(label=_("En cours"), is_number=True),
            Column(label=_("En retard"), is_number=True),
        ),
        rows=tuple(_cycle(request, one, by_cycle.get(one.pk, [])) for one in cycles),
    )


def _cycle(request: CompanyRequest, one: Cycle, standings: list[Standing]) -> Row:
    late, sites = sum(bool(each.late) for each in standings), len(one.sites.all())
    return Row(
        cells=(
            Cell(text=one.title, url=frame.address(request, one)),
            Cell(text=one.provider.name),
            Cell(text=str(one.get_cadence_display())),
            Cell(text=formats.number(sites), value=sites)
            if sites
            else Cell(text=_("société"), is_soft=True),
            Cell(text=formats.number(len(standings)), value=len(standings)),
            Cell(text=formats.number(late), value=late, state=State.MISSED if late else None),
        )
    )


def of_runs(request: CompanyRequest, runs: Sequence[CycleRun], *, on: date) -> Table:
    """The passages that are over, the last first."""
    return Table(
        name="passages",
        caption=_("Passages clos"),
        columns=(
            Column(label=_("Site"), is_filter=True),
            Column(label=_("Période")),
            Column(label=_("Clos le")),
            Column(label=_("Nos retards"), is_number=True),
            Column(label=_("Ses retards"), is_number=True),
            Column(label=_("Reprises"), is_number=True),
        ),
        rows=tuple(_run(request, one, on) for one in runs),
    )


def _run(request: CompanyRequest, run: CycleRun, on: date) -> Row:
    steps = list(run.steps.all())
    late = {
        side: sum(
            bool(cycle_standings.was_late(one, today=on)) for one in steps if one.side == side
        )
        for side in ("ours", "theirs")
    }
    told = [one.redone for one in steps if one.redone is not None]
    closed = run.closed_at
    return Row(
        cells=(
            Cell(text=cycle_owners.place(run), url=frame.run_address(request, run)),
            Cell(text=cycle_words.period(run), rank=run.period_start),
            Cell(text=formats.day(closed.date(), style="short"), value=closed.date())
            if closed
            else NOTHING,
            *(Cell(text=formats.number(count), value=count) for count in late.values()),
            Cell(text=formats.number(sum(told)), value=sum(told)) if told else NOTHING,
        )
    )


def of_steps(request: CompanyRequest, cycle: Cycle, steps: Sequence[CycleStep]) -> Table:
    writes = request.actor.may("cycle.write")
    return Table(
        name="etapes",
        caption=_("Étapes"),
        columns=(
            Column(label=_("Étape"), is_long=True),
            Column(label=_("Qui la fait")),
            Column(label=_("Quand"), is_long=True),
            Column(label=_("Preuve demandée"), is_long=True),
            Column(label=_("Reprises")),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        text=f"{one.position}. {one.title}",
                        url=url(request, "cycle-step-edit", one.public_id) if writes else "",
                        rank=one.position,
                    ),
                    Cell(text=cycle_owners.owner_said(one, cycle)),
                    Cell(text=cycle_words.rule(one)),
                    Cell(text=one.proof) if one.proof else NOTHING,
                    Cell(text=_("comptées")) if one.returns_work else NOTHING,
                )
            )
            for one in steps
        ),
    )


def of_links(links: Sequence[CycleLink], *, word: dict[int, str]) -> Table:
    return Table(
        name="liens",
        caption=_("Liens"),
        hides_caption=True,
        columns=(
            Column(label=_("Destinataire")),
            Column(label=_("Pour")),
            Column(label=_("État")),
            Column(label=_("Valable jusqu’au")),
            Column(label=_("Dernier usage")),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=one.recipient),
                    Cell(text=str(one.provider or one.site)),
                    Cell(text=word[one.pk]),
                    Cell(text=formats.day(one.expires_at.date(), style="short")),
                    Cell(text=formats.day(one.used_at.date(), style="short"))
                    if one.used_at
                    else Cell(text=_("jamais"), is_soft=True),
                )
            )
            for one in links
        ),
    )
