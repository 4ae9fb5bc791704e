"""The days of the reports that the sites owe the group: those of the contracts stand in `owed`."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from timonerie.domains.reporting import report_sentences
from timonerie.domains.reporting.models import DueReport
from timonerie.domains.reporting.queries import due_reports as queries
from timonerie.domains.reporting.report_enums import Stage
from timonerie.foundations.wording import formats
from timonerie.web.calendar_feeds.registry import Event, Reader, register

PAST = timedelta(days=90)


@register(permission="report.read")
def due_reports(reader: Reader) -> Iterator[Event]:
    rows = queries.visible_to(reader.actor, on=reader.on).select_related("site")
    awaited = rows.filter(rule__isnull=False, stage__in=[Stage.AWAITED, Stage.RETURNED])
    for one in awaited.filter(due_date__gte=reader.on - PAST).order_by("due_date", "pk"):
        yield _event(reader, one)


def _event(reader: Reader, one: DueReport) -> Event:
    words = {"title": one.title, "site": report_sentences.owner(one)}
    last = {"day": formats.day(one.late_after, style="short")}
    return Event(
        key=f"report-{one.public_id}",
        day=one.due_date,
        title=_("%(title)s, %(site)s") % words,
        text="\n".join([report_sentences.period(one), _("en retard après le %(day)s") % last]),
        path=reverse("due-report", args=[reader.company.slug, one.public_id]),
    )
