"""Reports that should have come, and steps of cycles that the other side has not done."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext

from timonerie.domains.reporting import report_sentences
from timonerie.domains.reporting.models import RunStep
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
    together = defaultdict[tuple[object, ...], list[RunStep]](list)
    for step in near.order_by("due_on", "pk"):
        run = step.run
        asked = (run.cycle_id, step.key, cycle_owners.owner(step), cycle_words.period(run))
        together[step.due_on, *asked].append(step)
    return (_late_step(reader, several) for several in together.values())


def _late_step(reader: Reader, several: Sequence[RunStep]) -> Item:
    """A step, or the same one of several sites that were due on one day."""
    step, run = several[0], several[0].run
    places = formats.names([cycle_owners.place(one.run) for one in several])
    words = {"day": formats.day(step.due_on), "period": cycle_words.period(run)}
    route, number = "cycle-run", run.public_id
    if len(several) > 1:
        route, number = "cycle", run.cycle.public_id
    return Item(
        f"{cycle_owners.owner(step)}, {places} : {step.title}",
        gettext("%(period)s, attendue le %(day)s") % words,
        reverse(route, args=[reader.slug, number]),
    )
