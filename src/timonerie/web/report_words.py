"""A report in words, for every page that shows one: the same for the client and for its author."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.reporting import report_sentences
from timonerie.domains.reporting.models import DueReport, ReportExchange, ReportFile, ReportFiling
from timonerie.domains.reporting.queries import report_readings
from timonerie.domains.reporting.queries.due_reports import Standing
from timonerie.domains.reporting.report_enums import ExchangeKind, Filed, ReportState, Stage
from timonerie.domains.reporting.rules import report_values
from timonerie.domains.reporting.rules.report_values import Field
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import drawings
from timonerie.web.drawings import Line

SHOWN = 6
"""Earlier values said in words beside their drawing."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A field as a page shows it: `value` of the last version, empty for none; `earlier` says the
    values of the periods before, that `line` draws."""

    code: str
    label: str
    help: str
    unit: str
    value: str
    earlier: str = ""
    line: Line | None = None
    gap: str = ""


def mark(state: ReportState) -> State:
    return report_sentences.MARKS[state]


def standing(one: Standing) -> dict[str, Any]:
    """Its state, the word of it, and the days in a sentence."""
    return {
        "state": mark(one.state),
        "word": str(one.state.label),
        "judged": judged(one),
        "days": days(one),
        "held": held(one),
    }


def judged(one: Standing) -> str:
    """What the client made of what came; empty while nothing did."""
    if one.wants:
        return _("une question attend notre réponse")
    if one.is_asked:
        return _("notre question attend une réponse")
    if one.due.stage == Stage.FILED:
        return _("à lire")
    return _("accepté") if one.due.stage == Stage.ACCEPTED and _is_judged(one) else ""


def _is_judged(one: Standing) -> bool:
    """What is only noted as handed in is accepted by nobody."""
    last = report_readings.last(one.due)
    return last is not None and last.way != Filed.MARK


def is_moved(one: Standing) -> bool:
    """Whether days given back move the deadline of what is still owed: of a version that came and
    waits to be read, they change nothing any more."""
    return bool(one.deadline.held) and one.due.stage in (Stage.AWAITED, Stage.RETURNED)


def days(one: Standing) -> str:
    words = {"day": formats.day(one.due.due_date), "last": formats.day(one.due.late_after)}
    if is_moved(one):
        return _("Attendu d’abord le %(day)s.") % words
    if one.due.due_date == one.due.late_after:
        return _("Attendu le %(day)s.") % words
    return _("Attendu le %(day)s, en retard après le %(last)s.") % words


def held(one: Standing) -> str:
    """Where the clock stopped: how many days are given back, and where the deadline stands."""
    if not is_moved(one):
        return ""
    count = one.deadline.held
    words = {"n": formats.number(count), "day": formats.day(one.deadline.due)}
    return (
        ngettext(
            "%(n)s jour d’attente chez nous ne compte pas : l’échéance est reportée au %(day)s.",
            "%(n)s jours d’attente chez nous ne comptent pas : l’échéance est reportée au %(day)s.",
            count,
        )
        % words
    )


def value(field: Field, text: str) -> str:
    """« 1 234 bulletins », the text as it is otherwise."""
    if field.kind != "number" or not text:
        return text
    return figure(field, Decimal(text))


def figure(field: Field, number: Decimal | float) -> str:
    """With at most two decimals."""
    told = formats.number(round(Decimal(str(number)), 2).normalize())
    return f"{told}\u00a0{unit(field, number)}" if field.unit else told


def unit(field: Field, number: Decimal | float) -> str:
    """« 1 bulletin », « 2 bulletins »: the units of the models are said in the plural."""
    is_one = not formats.plural(number)
    return field.unit.removesuffix("s") if is_one and len(field.unit) > 1 else field.unit


def shown(due: DueReport, *, before: Sequence[DueReport], with_gaps: bool = True) -> list[Shown]:
    """The fields with the last values, what came before, and what the facts compute."""
    filing, history = report_readings.last(due), report_readings.trends(due, before)
    computed = report_readings.computed_of([due]) if with_gaps and filing else {}
    gaps = {
        one.field: one.computed
        for one in (report_readings.gaps(due, filing, computed) if filing else ())
    }
    return [
        Shown(
            code=field.code,
            label=field.label,
            help=field.help,
            unit=field.unit,
            value=value(field, filing.values.get(field.code, "") if filing else ""),
            earlier=_earlier(field, history.get(field.code, ())),
            line=_line(history.get(field.code, ())),
            gap=_gap(field, gaps.get(field.code)),
        )
        for field in report_readings.fields_of(due)
    ]


def _earlier(field: Field, values: Sequence[float | None]) -> str:
    told = [one for one in values[:-1] if one is not None][-SHOWN:]
    if not told:
        return ""
    listed = ", ".join(formats.number(round(Decimal(str(one)), 2).normalize()) for one in told)
    return _("Avant : %(values)s") % {"values": listed}


def _line(values: Sequence[float | None]) -> Line | None:
    known = [one for one in values if one is not None]
    return drawings.line(list(values)) if len(known) > 1 else None


def _gap(field: Field, computed: float | None) -> str:
    if computed is None:
        return ""
    return _("calculé d’après les faits : %(value)s") % {"value": figure(field, computed)}


def versions(due: DueReport, files: Sequence[ReportFile]) -> list[dict[str, Any]]:
    """The last first, each with what it changes."""
    fields = {one.code: one for one in report_readings.fields_of(due)}
    filings = sorted(due.filings.all(), key=lambda one: one.number)
    told = []
    for rank, filing in enumerate(filings):
        before = filings[rank - 1] if rank else None
        told.append(_version(filing, before, fields, files))
    return told[::-1]


def _version(
    filing: ReportFiling,
    before: ReportFiling | None,
    fields: dict[str, Field],
    files: Sequence[ReportFile],
) -> dict[str, Any]:
    changed = report_values.differences(before.values, filing.values) if before else []
    return {
        "number": formats.number(filing.number),
        "on": formats.day(filing.came_on),
        "way": str(Filed(filing.way).label),
        "reason": filing.reason,
        "comment": filing.comment,
        "files": [one for one in files if one.filing_id == filing.pk],
        "changes": [
            {
                "label": fields[one.field].label if one.field in fields else one.field,
                "before": _said(fields, one.field, one.before),
                "after": _said(fields, one.field, one.after),
            }
            for one in changed
        ],
    }


def _said(fields: dict[str, Field], code: str, text: str) -> str:
    if not text:
        return _("vide")
    return value(fields[code], text) if code in fields else text


def exchanges(due: DueReport, *, with_notes: bool) -> list[dict[str, Any]]:
    """In their order, by side and never by name."""
    rows = [one for one in due.exchanges.all() if with_notes or one.kind != ExchangeKind.NOTE]
    return [
        {
            "kind": str(ExchangeKind(one.kind).label),
            "who": side(due, is_client=one.is_client),
            "text": one.text,
            "on": formats.instant(one.at, timezone.get_current_timezone_name()),
            "is_note": one.kind == ExchangeKind.NOTE,
        }
        for one in rows
    ]


def side(due: DueReport, *, is_client: bool) -> str:
    """The firm or the site that speaks."""
    is_theirs = (due.side == "theirs") != is_client
    if due.provider is not None:
        return due.provider.name if is_theirs else due.company.name
    return due.company.name if is_client else report_sentences.owner(due)


def last_question(due: DueReport) -> ReportExchange | None:
    """The question that waits for an answer, of whichever side."""
    told = [
        one
        for one in due.exchanges.all()
        if one.kind in (ExchangeKind.QUESTION, ExchangeKind.REPLY)
    ]
    last = told[-1] if told else None
    return last if last is not None and last.kind == ExchangeKind.QUESTION else None


def day_or_nothing(day: date | None) -> str:
    return formats.day(day, style="short") if day else ""
