"""What the provider promised, promised again, kept or missed."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from timonerie.domains.challenge.queries.chronology.registry import register
from timonerie.domains.challenge.queries.chronology.shapes import Asked, Entry
from timonerie.domains.commitments.models import Commitment
from timonerie.domains.commitments.queries import commitments as queries
from timonerie.foundations.wording import formats


@register(rank=40)
def commitments(asked: Asked) -> Iterator[Entry]:
    if not asked.actor.may("commitment.read"):
        return
    reached = queries.visible_to(asked.actor, on=asked.on).filter(provider=asked.provider)
    for row in reached.order_by("made_on", "pk"):
        yield from _of(row)


def _of(row: Commitment) -> Iterator[Entry]:
    key, origin = f"commitment:{row.public_id}", row.origin_label
    words = {"what": row.what, "day": formats.day(row.promised_for)}
    yield Entry(
        day=row.made_on,
        kind=_("engagement"),
        fact=_("Promis pour le %(day)s : %(what)s") % words,
        letter=origin,
        key=key,
    )
    for again in sorted(row.promises.all(), key=lambda one: one.day):
        told = {"what": row.what, "day": formats.day(again.day)}
        yield Entry(
            day=again.said_on,
            kind=_("engagement"),
            fact=_("Promis à nouveau, pour le %(day)s : %(what)s") % told,
            proof=again.reason,
            letter=origin,
            key=key,
        )
    if row.ended_on is not None:
        told = {"what": row.what, "outcome": str(row.get_outcome_display()).capitalize()}
        yield Entry(
            day=row.ended_on,
            kind=_("engagement"),
            fact=_("%(outcome)s : %(what)s") % told,
            proof=row.proof or row.reason,
            letter=origin,
            key=key,
        )
