"""The last day promised of what still runs."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from timonerie.domains.commitments.queries import commitments as queries
from timonerie.domains.commitments.queries.commitments import Stood
from timonerie.foundations.wording import formats
from timonerie.web import commitment_words
from timonerie.web.calendar_feeds.registry import Event, Reader, register


@register(permission="commitment.read")
def commitments(reader: Reader) -> Iterator[Event]:
    """A promise made again moves its day: the key stays."""
    for one in queries.running(reader.actor, on=reader.on):
        yield _event(reader, one)


def _event(reader: Reader, one: Stood) -> Event:
    row = one.row
    first = {"day": formats.day(row.promised_for, style="short")}
    told = (
        commitment_words.put_off(row.repeats),
        _("première date : %(day)s") % first if row.repeats else "",
        row.origin_label,
    )
    return Event(
        key=f"commitment-{row.public_id}",
        day=row.due_date,
        title=_("Promis : %(what)s (%(holder)s)")
        % {"what": row.what, "holder": commitment_words.holder(row)},
        text="\n".join(part for part in told if part),
        path=reverse("commitment", args=[reader.company.slug, row.public_id]),
        rings=one.is_mine or one.is_awaited,
    )
