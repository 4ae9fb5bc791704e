"""Promises due: the reader's own first, then what they are owed, the oldest first."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext

from timonerie.domains.commitments.queries import commitments as queries
from timonerie.web import commitment_words
from timonerie.web.digests.reader import Item, Reader
from timonerie.web.digests.registry import register
from timonerie.web.digests.sources.promises import TITLE


@register(title=TITLE, order=40, permission="commitment.read")
def promised(reader: Reader) -> Iterator[Item]:
    """Past their last day, or due within the week, in the order that « Aujourd’hui » gives them."""
    for one in queries.pressing(reader.actor, on=reader.on):
        holder = gettext("Vous") if one.is_mine else commitment_words.holder(one.row)
        told = (
            commitment_words.since(one, on=reader.on),
            commitment_words.put_off(one.row.repeats),
        )
        yield Item(
            f"{holder} : {one.row.what}",
            " · ".join(part for part in told if part),
            reverse("commitment", args=[reader.slug, one.row.public_id]),
        )
