"""A file on its way in, as a page shows it."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.facts.models import BatchState, ImportBatch
from timonerie.domains.facts.queries import batches as queries
from timonerie.domains.facts.queries import naming, reports
from timonerie.domains.organisation.sentences import said
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import queries as audit
from timonerie.foundations.jobs.enums import JobState
from timonerie.foundations.scope.models import Company
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import acts
from timonerie.web.forms.imports import LABELS
from timonerie.web.pages.settings.history import Line
from timonerie.web.tables import Cell, Column, Row, Table

STATES = {
    BatchState.RECEIVED: State.WATCH,
    BatchState.READ: State.WATCH,
    BatchState.REFUSED: State.MISSED,
    BatchState.ACCEPTED: State.MET,
    BatchState.UNCHANGED: State.NO_ACTIVITY,
    BatchState.UNDONE: State.NO_ACTIVITY,
}
STEP = {BatchState.RECEIVED: 2, BatchState.READ: 3}
PER_CENT = 100
_NUMBERS = {"amount", "quantity", "rework"}
#: What the trail says of a file, in the words of a reader.
_COUNTS = {
    "rows": gettext_lazy("lignes"),
    "rejected": gettext_lazy("rejetées"),
    "added": gettext_lazy("dossiers ajoutés"),
    "changed": gettext_lazy("modifiés"),
    "removed": gettext_lazy("retirés"),
    "cases": gettext_lazy("dossiers"),
    "size": gettext_lazy("octets"),
}


def table(batches: Iterable[ImportBatch], company: Company) -> Table:
    """The files, newest first."""
    return Table(
        name="fichiers",
        caption=_("Fichiers importés"),
        hides_caption=True,
        columns=(
            Column(label=_("Fichier")),
            Column(label=_("Source"), is_filter=True),
            Column(label=_("État"), is_filter=True),
            Column(label=_("Déposé")),
            Column(label=_("Par")),
            Column(label=_("Lignes"), is_number=True),
            Column(label=_("Dossiers ajoutés"), is_number=True),
            Column(label=_("Modifiés"), is_number=True),
        ),
        rows=tuple(_row(batch, company) for batch in batches),
    )


def _row(batch: ImportBatch, company: Company) -> Row:
    state = BatchState(batch.state)
    return Row(
        cells=(
            Cell(
                text=batch.file_name,
                url=reverse("import", args=[company.slug, batch.public_id]),
            ),
            Cell(text=batch.source.name),
            Cell(text=state.label, state=STATES[state]),
            Cell(
                text=formats.instant(batch.created_at, company.zone, style="short"),
                value=batch.created_at,
            ),
            Cell(text=batch.created_by),
            Cell(text=formats.number(batch.rows), value=batch.rows),
            Cell(text=formats.number(batch.added), value=batch.added),
            Cell(text=formats.number(batch.changed), value=batch.changed),
        )
    )


def page(batch: ImportBatch, company: Company, actor: Actor) -> dict[str, Any]:
    """The context of the page of a file, whatever its state."""
    job = queries.running(batch)
    idle = job is None or job.state not in (JobState.WAITING, JobState.RUNNING)
    report: Mapping[str, Any] = batch.report
    refused = report.get("refused")
    blames_columns = refused is not None and reports.blames_columns(refused)
    return {
        "batch": batch,
        "state": STATES[BatchState(batch.state)],
        "state_word": BatchState(batch.state).label,
        "step": _step(batch, blames_columns=blames_columns),
        "job_error": said(job.error) if job and job.state == JobState.FAILED else "",
        "progress": progress(batch, company) if job and job.state != JobState.FAILED else None,
        "refused": refused,
        "may_choose_columns": blames_columns and actor.may("import.write"),
        "notices": report.get("notices", []),
        "rejects": _rejects(report.get("rejects", [])),
        "unlisted": report.get("unlisted", 0),
        "preview": _preview(report.get("preview", []), company),
        "unknown": _unknown(batch, report),
        "details": _details(batch, company),
        "history": _history(batch, company),
        "may_accept": idle and actor.may("import.write") and batch.state == BatchState.READ,
        "may_undo": idle and actor.may("import.undo") and batch.state == BatchState.ACCEPTED,
    }


def told(code: str, remedy: str) -> str:
    """A refusal in one sentence, with its code."""
    return f"{said(remedy)} ({_('code %(code)s') % {'code': code}})"


def _step(batch: ImportBatch, *, blames_columns: bool) -> int:
    """A refused file stands where the remedy is."""
    if batch.state == BatchState.REFUSED:
        return 2 if blames_columns else 1
    return STEP.get(BatchState(batch.state), 4)


def progress(batch: ImportBatch, company: Company) -> dict[str, Any]:
    """The context of the progress bar; no address to poll once the work is over."""
    job = queries.running(batch)
    waiting = job is not None and job.state in (JobState.WAITING, JobState.RUNNING)
    share = job.progress if job else 1
    return {
        "id": "avancement",
        "label": said(job.step if job else "") or _("En attente de son tour"),
        "done": round(share * PER_CENT),
        "total": PER_CENT,
        "ratio": share,
        "is_share": True,
        "poll_url": (
            reverse("import-progress", args=[company.slug, batch.public_id]) if waiting else ""
        ),
        "estimate": "",
    }


def _details(batch: ImportBatch, company: Company) -> list[dict[str, str]]:
    was_read = batch.state not in (BatchState.RECEIVED, BatchState.REFUSED)
    pairs = [
        (_("Source"), batch.source.name),
        (_("Format"), batch.format.upper()),
        (_("Déposé"), formats.instant(batch.created_at, company.zone)),
        (_("Par"), batch.created_by),
        (_("Lignes lues"), formats.number(batch.rows) if was_read else ""),
        (_("Dossiers"), formats.number(batch.cases) if was_read else ""),
        (_("Du"), formats.day(batch.first_date) if batch.first_date else ""),
        (_("Au"), formats.day(batch.last_date) if batch.last_date else ""),
    ]
    if batch.state == BatchState.ACCEPTED:
        pairs += [
            (_("Ajoutés"), formats.number(batch.added)),
            (_("Modifiés"), formats.number(batch.changed)),
            (_("Inchangés"), formats.number(batch.same)),
        ]
    return [{"term": term, "detail": detail} for term, detail in pairs if detail]


def _history(batch: ImportBatch, company: Company) -> list[Line]:
    events = audit.history(company_id=company.pk, kind="batch", public_id=batch.public_id)
    return [
        Line(event.at, event.actor, acts.sentence(event.act), _told(event.detail))
        for event in events
    ]


def _told(detail: Mapping[str, Any]) -> str:
    """The counts of an event; fingerprints stay in the trail."""
    return " · ".join(
        formats.labelled(
            str(label), formats.number(value) if isinstance(value, int) else str(value)
        )
        for name, label in _COUNTS.items()
        if (value := detail.get(name)) not in (None, "")
    )


def _rejects(rejects: Sequence[Mapping[str, Any]]) -> Table:
    return Table(
        caption=_("Lignes rejetées"),
        hides_caption=True,
        columns=(
            Column(label=_("Ligne"), is_number=True),
            Column(label=_("Colonne")),
            Column(label=_("Valeur")),
            Column(label=_("Ce qu’il faut faire"), is_long=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=str(one["line"])),
                    Cell(text=one["column"]),
                    Cell(text=one["value"]),
                    Cell(text=said(one["remedy"]), note=one["code"]),
                )
            )
            for one in rejects
        ),
    )


def _preview(cases: Sequence[Mapping[str, Any]], company: Company) -> Table:
    """The first cases as the facts they would become, columns that hold something only."""
    names: dict[str, Any] = {}
    for field, label in LABELS.items():
        names |= {field.value: label, f"{field.value}_at": label}
    held = [name for name in names if any(name in case for case in cases)]
    return Table(
        caption=_("Premiers dossiers"),
        hides_caption=True,
        columns=tuple(Column(label=names[name], is_number=name in _NUMBERS) for name in held),
        rows=tuple(
            Row(cells=tuple(Cell(text=_shown(name, case.get(name), company)) for name in held))
            for case in cases
        ),
    )


def _shown(name: str, value: object, company: Company) -> str:
    if name in _NUMBERS and value is not None:
        return formats.number(Decimal(str(value)), decimals=2 if name == "amount" else None)
    return _text(value, company)


def _text(value: object, company: Company) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    text = str(value)
    if len(text) >= 19 and text[4:5] == "-" and text[10:11] == "T":
        moment = formats.parse_instant(text)
        return formats.instant(moment, company.zone, style="short")
    return text


def _unknown(batch: ImportBatch, report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Words of the file that the company does not know yet: they will be created."""
    words = report.get("words")
    if not words or batch.state != BatchState.READ:
        return []
    known = naming.known(source=batch.source, words=words)
    labels = {
        "unit": _("Sites"),
        "provider": _("Prestataires"),
        "team": _("Équipes"),
        "activity": _("Activités"),
    }
    found = []
    for dimension, label in labels.items():
        new = [word for word in words[dimension] if word not in known[dimension]]
        if new:
            found.append({"label": label, "count": len(new), "words": new[:12]})
    return found
