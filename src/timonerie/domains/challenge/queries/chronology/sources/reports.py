"""Reports that one side owed the other: late, never come, sent back, refused, corrected. Days that
the other side held are given back, as everywhere."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.challenge.queries.chronology.registry import register
from timonerie.domains.challenge.queries.chronology.shapes import MOST, Asked, Entry
from timonerie.domains.reporting import report_sentences
from timonerie.domains.reporting.models import DueReport, ReportExchange, ReportFiling
from timonerie.domains.reporting.queries import due_reports
from timonerie.domains.reporting.queries.due_reports import Standing
from timonerie.domains.reporting.report_enums import ExchangeKind, ReportState, Stage
from timonerie.domains.reporting.rules import report_lives
from timonerie.domains.reporting.rules.report_lives import Deadline
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.wording import formats

JUDGED: Final[dict[str, Promise]] = {
    ExchangeKind.RETURN: gettext_lazy("Rapport renvoyé à corriger : %(report)s"),
    ExchangeKind.REFUSE: gettext_lazy("Rapport refusé : %(report)s"),
    ExchangeKind.REOPEN: gettext_lazy("Rapport rouvert, le jugement est repris : %(report)s"),
}
"""What is told of what we made of it; a note of ours is told to nobody."""


@register(rank=22)
def reports(asked: Asked) -> Iterator[Entry]:
    """None for who reads no report."""
    if not asked.actor.may("report.read"):
        return
    end = timezone.make_aware(datetime.combine(asked.on, time.max))
    reached = due_reports.visible_to(asked.actor, on=asked.on).filter(provider=asked.provider)
    rows = due_reports.whole(_telling(reached, asked.on))
    for one in due_reports.standings(rows, at=end):
        yield from _of(one, asked.on)


def _telling(rows: "QuerySet[DueReport]", on: date) -> "QuerySet[DueReport]":
    """Those of which something may be told, the last ones; which of them were late is computed."""
    told = (
        Q(stage__in=[Stage.AWAITED, Stage.RETURNED], late_after__lt=on)
        | Q(filings__came_on__gt=F("late_after"))
        | Q(filings__number__gt=1)
        | Q(exchanges__kind__in=[*JUDGED])
    )
    found = rows.filter(told).values("pk")
    return DueReport.objects.filter(pk__in=found).order_by("-due_date", "-pk")[:MOST]


def _of(one: Standing, on: date) -> Iterator[Entry]:
    came = report_lives.first_come(one.life, worked=one.worked)
    if came is not None and came[0] > came[1].late_after:
        yield _came_late(one.due, *came)
    elif report_lives.is_late(one.life, today=on, worked=one.worked):
        yield _awaited(one)
    for said in one.due.exchanges.all():
        if said.kind in JUDGED and said.said_on <= on:
            yield _judged(one.due, said)
    for filing in one.due.filings.all():
        if filing.number > 1 and filing.came_on <= on:
            yield _corrected(one.due, filing)


def _came_late(due: DueReport, day: date, stood: Deadline) -> Entry:
    days = (day - stood.late_after).days
    fact = ngettext(
        "Rapport remis %(n)s jour après le délai de grâce : %(report)s",
        "Rapport remis %(n)s jours après le délai de grâce : %(report)s",
        days,
    )
    words = {"n": formats.number(days), "report": _report(due)}
    return _entry(due, day, fact % words, _deadline(due, stood))


def _awaited(one: Standing) -> Entry:
    """Told on the first day that passed without it: later days would be told again."""
    words = {"report": _report(one.due)}
    if one.due.stage == Stage.RETURNED:
        fact = _("Correction toujours pas remise : %(report)s") % words
    elif one.state == ReportState.MISSING:
        fact = _("Rapport jamais venu : %(report)s") % words
    else:
        fact = _("Rapport toujours pas remis : %(report)s") % words
    day = one.deadline.late_after + timedelta(days=1)
    return _entry(one.due, day, fact, _deadline(one.due, one.deadline))


def _judged(due: DueReport, said: ReportExchange) -> Entry:
    fact = JUDGED[said.kind] % {"report": _report(due)}
    return _entry(due, said.said_on, fact, said.text)


def _corrected(due: DueReport, filing: ReportFiling) -> Entry:
    words = {"number": formats.number(filing.number), "report": _report(due)}
    fact = _("Rapport remis à nouveau, version %(number)s : %(report)s") % words
    return _entry(due, filing.came_on, fact, filing.reason)


def _entry(due: DueReport, day: date, fact: str, proof: str) -> Entry:
    is_theirs = due.side == Side.THEIRS
    return Entry(
        day=day,
        kind=_("rapport du prestataire") if is_theirs else _("rapport de notre part"),
        fact=fact,
        proof=proof,
        key=f"report:{due.public_id}",
    )


def _report(due: DueReport) -> str:
    """« Rapport mensuel, février 2026, Lyon »."""
    place = due.site.name if due.site is not None else ""
    return ", ".join(part for part in (due.title, report_sentences.period(due), place) if part)


def _deadline(due: DueReport, stood: Deadline) -> str:
    """What shows it: the line of the contract, the day that was due, what was given back."""
    words = {
        "due": formats.day(stood.due),
        "late": formats.day(stood.late_after),
        "contract": due.contract.name if due.contract is not None else "",
    }
    told = [_("attendu le %(due)s, délai de grâce jusqu’au %(late)s") % words]
    if due.contract is not None:
        told.append(_("contrat « %(contract)s »") % words)
    if stood.held:
        text = ngettext(
            "%(n)s jour rendu, où l’autre partie l’avait en main",
            "%(n)s jours rendus, où l’autre partie l’avait en main",
            stood.held,
        )
        told.append(text % {"n": formats.number(stood.held)})
    return "\u00a0; ".join(told)
