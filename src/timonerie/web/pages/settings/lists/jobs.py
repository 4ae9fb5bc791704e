"""Jobs, and each time that they ran, as tables."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from timonerie.domains.publications import job_words
from timonerie.foundations.jobs import queries
from timonerie.foundations.jobs.enums import JobState
from timonerie.foundations.jobs.models import Job, JobRun
from timonerie.foundations.wording import formats
from timonerie.web.tables import Cell, Column, Row, Table


def table(rows: Sequence[Job], *, zone: str, at: datetime) -> Table:
    return Table(
        name="travaux",
        caption=_("Travaux"),
        columns=(
            Column(label=_("Travail"), is_filter=True),
            Column(label=_("État"), is_filter=True),
            Column(label=_("Commencé le")),
            Column(label=_("Durée"), is_number=True),
            Column(label=_("Essais"), is_number=True),
            Column(label=_("Cause d’un échec"), is_long=True),
        ),
        rows=tuple(_row(one, zone, at) for one in rows),
    )


def _row(one: Job, zone: str, at: datetime) -> Row:
    began = formats.instant(one.started_at, zone, style="short") if one.started_at else "—"
    seconds = queries.seconds(one, at=at)
    return Row(
        cells=(
            Cell(text=job_words.kind(one.kind)),
            Cell(text=state(one, at=at)),
            Cell(text=began, value=one.started_at),
            Cell(text="—" if seconds is None else duration(seconds), value=seconds),
            Cell(text=formats.number(one.attempts), value=one.attempts),
            Cell(text=one.error),
        )
    )


def runs(rows: Iterable[JobRun], *, zone: str, at: datetime) -> Table:
    return Table(
        name="executions",
        caption=_("Exécutions des 30 derniers jours"),
        columns=(
            Column(label=_("Travail"), is_filter=True),
            Column(label=_("État"), is_filter=True),
            Column(label=_("Commencée le")),
            Column(label=_("Durée"), is_number=True),
            Column(label=_("Cause d’un échec"), is_long=True),
        ),
        rows=tuple(_run(one, zone, at) for one in rows),
    )


def _run(one: JobRun, zone: str, at: datetime) -> Row:
    seconds = queries.run_seconds(one)
    began = formats.instant(one.started_at, zone, style="short")
    return Row(
        cells=(
            Cell(text=job_words.kind(one.job.kind)),
            Cell(text=str(queries.run_state(one, at=at).label)),
            Cell(text=began, value=one.started_at),
            Cell(text="—" if seconds is None else duration(seconds), value=seconds),
            Cell(text=one.error),
        )
    )


def state(one: Job, *, at: datetime) -> str:
    if queries.is_lost(one, at=at):
        return _("perdu, à relancer")
    return str(JobState(one.state).label)


def duration(seconds: float) -> str:
    if seconds < 1:
        return _("moins d’une seconde")
    return formats.duration(seconds)
