"""Reports that should have come, and steps of cycles that the other side has not done."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext

from timonerie.domains.reporting import report_sentences
from timonerie.domains.reporting.queries import cycle_dues, cycle_owners, due_reports
from timonerie.foundations.wording import formats
from timonerie.web import cycle_words
from timonerie.web.digests.reader import Item, Reader
from timonerie.web.digests.registry import register
from timonerie.web.digests.sources.silences import TITLE


@register(title=TITLE, order=23, permission="report.read")
def late(reader: Reader) -> Iterator[Item]:
    rows = due_reports.late(reader.actor, on=reader.on).select_related("provider", "site")
    for due in rows.order_by("due_date", "pk"):
        yield Item(
            f"{report_sentences.owner(due)} : {due.title}",
            gettext("attendu le %(day)s") % {"day": formats.day(due.due_date)},
            reverse("due-report", args=[reader.slug, due.public_id]),
        )


@register(title=TITLE, order=24, permission="cycle.read")
def steps(reader: Reader) -> Iterator[Item]:
    rows = cycle_dues.other_side_late(reader.actor, on=reader.on)
    near = rows.select_related("run__cycle__provider", "run__site", "seat", "provider")
    for step in near.order_by("due_on", "pk"):
        words = {"day": formats.day(step.due_on), "period": cycle_words.period(step.run)}
        yield Item(
            f"{cycle_owners.owner(step)}, {cycle_owners.place(step.run)} : {step.title}",
            gettext("%(period)s, attendue le %(day)s") % words,
            reverse("cycle-run", args=[reader.slug, step.run.public_id]),
        )
