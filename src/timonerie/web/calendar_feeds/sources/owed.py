"""The days on which both sides of the contracts in force owe something, four months ahead."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.enums import Stage
from timonerie.domains.contracts.models import Contract, Obligation
from timonerie.domains.contracts.obligation_enums import ObligationKind
from timonerie.domains.contracts.queries import contracts, due_dates
from timonerie.domains.contracts.queries.due_dates import DueDate
from timonerie.domains.contracts.rules.owed_lines import OwedKind
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.wording import formats
from timonerie.web.calendar_feeds.registry import Event, Reader, register

AHEAD = timedelta(days=120)


@register(permission="contract.read")
def owed(reader: Reader) -> Iterator[Event]:
    found = due_dates.between(
        _in_force(reader), start=reader.on, end=reader.on + AHEAD, at=timezone.now()
    )
    for one in found:
        yield _event(reader, one)


def _in_force(reader: Reader) -> Iterator[Contract]:
    """Nothing is owed under a draft, nor after the end."""
    for one in contracts.listed(reader.actor, on=reader.on):
        timeline = one.dated.timeline
        is_over = timeline is not None and timeline.status == "ended"
        if not is_over and one.contract.stage != Stage.DRAFT:
            yield one.contract


def _event(reader: Reader, one: DueDate) -> Event:
    row = one.row
    return Event(
        key=_key(one),
        day=one.day,
        title=_title(one) % {"title": row.title, "contract": row.contract.name},
        text="\n".join(_text(one)),
        path=reverse("contract-obligations", args=[reader.company.slug, row.contract.public_id]),
        rings=row.side == Side.OURS,
    )


def _key(one: DueDate) -> str:
    """A proof falls once, a report once a period: their names do not follow their days."""
    name = f"owed-{one.row.public_id}"
    if one.kind == OwedKind.PROOF:
        return name
    return f"{name}-{one.period_start or one.day}"


def _title(one: DueDate) -> str:
    if isinstance(one.row, Obligation) and one.row.kind == ObligationKind.GOVERNANCE:
        return "%(title)s (%(contract)s)"
    if one.row.side == Side.OURS:
        return _("À remettre : %(title)s (%(contract)s)")
    return _("Attendu du prestataire : %(title)s (%(contract)s)")


def _text(one: DueDate) -> Iterator[str]:
    if one.hour:
        yield _("avant %(hour)s") % {"hour": one.hour}
    if one.late_after != one.day:
        yield _("en retard après le %(day)s") % {"day": formats.day(one.late_after, style="short")}
    if one.period_start is not None and one.period_end is not None:
        words = {
            "start": formats.day(one.period_start, style="short"),
            "end": formats.day(one.period_end, style="short"),
        }
        yield _("période du %(start)s au %(end)s") % words
