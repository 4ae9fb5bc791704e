"""Facts as rows of a table, as sentences."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from timonerie.domains.facts.models import ImportBatch
from timonerie.domains.facts.queries.cases import ReceivedRow
from timonerie.domains.facts.queries.explaining import Explained
from timonerie.engine.indicators.metric import Metric
from timonerie.foundations.scope.models import Company
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.forms.imports import LABELS
from timonerie.web.readings import Names
from timonerie.web.tables import Cell, Column, Row, Table, Value
from timonerie.web.workbooks import Entry

Fact = Mapping[str, Any]
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class FactColumn:
    """A column of the list; `order` is its name in the address, empty when it does not sort."""

    label: str
    order: str = ""
    is_number: bool = False


def columns(metric: Metric | None) -> list[FactColumn]:
    shown = [
        FactColumn(_("Dossier"), "dossier"),
        FactColumn(_("Site")),
        FactColumn(_("Prestataire")),
        FactColumn(_("Reçu"), "recu"),
        FactColumn(_("Résolu"), "resolu"),
        FactColumn(_("Temps ouvré"), "ouvre", is_number=True),
    ]
    if metric is not None and metric.numerator is not None:
        shown.append(FactColumn(_("Compté"), "compte"))
    return shown


def row(
    fact: Fact,
    metric: Metric | None,
    names: Names,
    sources: Mapping[int, Any],
    company: Company,
    *,
    zone: str,
) -> Row:
    """`zone` is the one of the site where the case was dealt with."""
    url = reverse("fact", args=[company.slug, sources[fact["source"]], fact["case"]])
    cells = [
        Cell(text=fact["case"], url=url),
        Cell(text=name_of(names.units, fact["unit"])),
        Cell(text=name_of(names.providers, fact["provider"])),
        Cell(text=_instant(fact["received_at"], zone, company)),
        _end(fact, zone, company),
        Cell(text=_worked(fact["worked_to_resolve"])),
    ]
    if metric is not None and metric.numerator is not None:
        cells.append(_hit(metric, fact["hit"]))
    return Row(cells=tuple(cells))


def _end(fact: Fact, zone: str, company: Company) -> Cell:
    if ended_at(fact) is None:
        return Cell(text=_("en cours"), is_soft=True)
    return Cell(text=_instant(fact["resolved_at"], zone, company))


def ended_at(fact: Fact) -> datetime | None:
    """When the case ended: resolved or, when no resolution is written, delivered."""
    found: datetime | None = fact["resolved_at"] or fact["delivered_at"]
    return found


def exported(
    facts: Iterable[Fact], metric: Metric | None, names: Names, *, zone: ZoneInfo
) -> tuple[list[str], Iterator[list[Value | Entry]]]:
    """Header and lines of a file: instants on the company's clock, durations as durations."""
    header = ["dossier", "site", "prestataire", "recu", "commence", "livre", "resolu", "echeance"]
    header += ["temps_ouvre", "temps_suspendu", "erreur", "reprises", "quantite"]
    with_hit = metric is not None and metric.numerator is not None
    if with_hit:
        header.append("au_numerateur")
    return header, (_exported(fact, names, zone, with_hit=with_hit) for fact in facts)


def _exported(fact: Fact, names: Names, zone: ZoneInfo, *, with_hit: bool) -> list[Value | Entry]:
    instants = (
        fact[f"{one}_at"] for one in ("received", "started", "delivered", "resolved", "due")
    )
    return [
        fact["case"],
        name_of(names.units, fact["unit"]),
        name_of(names.providers, fact["provider"]),
        *(one and one.astimezone(zone).replace(tzinfo=None) for one in instants),
        *(Entry(fact[one], "duration") for one in ("worked_to_resolve", "worked_suspended")),
        *(fact[one] for one in ("error", "rework", "quantity")),
        *([fact["hit"]] if with_hit else []),
    ]


def sentence(explained: Explained, company: Company, *, is_resolved: bool = True) -> str:
    """« Reçu lundi … à 16 h 40, résolu mercredi … à 9 h 20 : 7 h 10 ouvrées, dont 1 h 00 en
    suspens, soit 6 h 10 comptées. »"""
    explanation = explained.explanation
    words = {
        "start": formats.instant(explanation.start, explained.zone, home=company.zone),
        "end": formats.instant(explanation.end, explained.zone, home=company.zone),
        "open": formats.duration(explanation.seconds, working=True),
    }
    ends = (
        _("Reçu %(start)s, résolu %(end)s") if is_resolved else _("Reçu %(start)s, livré %(end)s")
    )
    if not explanation.suspended_seconds:
        return formats.labelled(ends % words, _("%(open)s.") % words)
    words["suspended"] = formats.duration(explanation.suspended_seconds)
    words["counted"] = formats.duration(explanation.seconds - explanation.suspended_seconds)
    counted = _("%(open)s, dont %(suspended)s en suspens, soit %(counted)s comptées.") % words
    return formats.labelled(ends % words, counted)


def waiting(fact: Fact, *, now: datetime) -> str:
    """Why a case has no working time yet."""
    if fact["received_at"] is None:
        return _("La date de réception manque : le temps de travail ne peut pas être mesuré.")
    if ended_at(fact) is not None:
        return _("La fin précède la réception : le temps de travail ne peut pas être mesuré.")
    if fact["due_at"] is not None and fact["due_at"] < now:
        return _("Ce dossier est encore ouvert, et son échéance est passée.")
    return _("Ce dossier est encore ouvert : son temps de travail sera mesuré à la fin.")


def received_table(
    rows: Sequence[ReceivedRow], batches: Mapping[int, ImportBatch], company: Company, *, zone: str
) -> Table:
    """Every row received of the case: which file, which line, what it said."""
    with_instants = any(one.at is not None for one in rows)
    columns = [Column(label=_("Fichier")), Column(label=_("Ligne"), is_number=True)]
    if with_instants:
        columns.append(Column(label=_("Instant")))
    return Table(
        caption=_("Lignes reçues"),
        hides_caption=True,
        columns=(*columns, Column(label=_("Ce que dit la ligne"), is_long=True)),
        rows=tuple(
            _received_row(one, batches[one.batch], company, zone=zone, with_instant=with_instants)
            for one in rows
        ),
    )


def _received_row(
    row: ReceivedRow, batch: ImportBatch, company: Company, *, zone: str, with_instant: bool
) -> Row:
    cells = [
        Cell(text=batch.file_name, url=reverse("import", args=[company.slug, batch.public_id])),
        Cell(text=str(row.line)),
    ]
    if with_instant:
        cells.append(Cell(text=_instant(row.at, zone, company)))
    return Row(cells=(*cells, Cell(text=_said(row.values, zone, company))))


def without(spans: Iterable[Span], holes: Sequence[Span]) -> list[Span]:
    """Spans with the holes taken out, in order."""
    left = list(spans)
    for hole_start, hole_end in holes:
        cut: list[Span] = []
        for start, end in left:
            if hole_end <= start or hole_start >= end:
                cut.append((start, end))
                continue
            if start < hole_start:
                cut.append((start, hole_start))
            if hole_end < end:
                cut.append((hole_end, end))
        left = cut
    return left


def name_of(names: Mapping[int, tuple[Any, str]], row_id: int | None) -> str:
    return "" if row_id is None else names[row_id][1]


def _instant(moment: datetime | None, zone: str, company: Company) -> str:
    if moment is None:
        return ""
    return formats.instant(moment, zone, style="short", home=company.zone)


def _worked(seconds: int | None) -> str:
    return "" if seconds is None else formats.duration(seconds)


def _hit(metric: Metric, hit: bool) -> Cell:
    """Whether the case is in the numerator, in the words of a good or of a bad news."""
    if metric.direction == "higher":
        return Cell(
            text=_("tenu") if hit else _("manqué"), state=State.MET if hit else State.MISSED
        )
    return Cell(text=_("oui") if hit else _("non"), state=State.MISSED if hit else State.MET)


#: Marks for the machine, not for a reader.
_SILENT = {
    *("case", "row_hash", "sort_keys", "event_at", "rank", "pause_values", "reopen_value"),
    *("source", "batch", "line"),
}
_WORDS = {f"{field.value}_at": label for field, label in LABELS.items()}
_WORDS |= {field.value: label for field, label in LABELS.items()}


def _said(values: Mapping[str, Any], zone: str, company: Company) -> str:
    """What a row says, in the words of the columns page."""
    parts = []
    for name, value in values.items():
        if value is None or value == [] or name in _SILENT:
            continue
        word = str(_WORDS.get(name, name))
        parts.append(formats.labelled(word, _value(value, zone, company)))
    states = [one for one in values.get("pause_values") or () if one]
    return " · ".join([*states, *parts])


def _value(value: object, zone: str, company: Company) -> str:
    if isinstance(value, datetime):
        return _instant(value, zone, company)
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, int | float | Decimal):
        return formats.number(value)
    return str(value)
