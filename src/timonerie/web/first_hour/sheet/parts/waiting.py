"""What is known to be missing: answers that somebody owes, and what the books cannot tell."""

from collections.abc import Iterator

from django.urls import reverse

from timonerie.domains.facts.queries import accounting
from timonerie.foundations.wording import formats
from timonerie.web.first_hour import standing
from timonerie.web.first_hour.sheet.shapes import Asked, Told, Unknown
from timonerie.web.pages.purchases import gaps


def told(asked: Asked) -> Told:
    return Told(unknown=(*_owed(asked), *_gaps(asked)))


def _owed(asked: Asked) -> Iterator[Unknown]:
    for one in standing.of(asked):
        if one.known.waiting:
            text = formats.labelled(str(one.kind.label), one.known.waiting)
            yield Unknown(text=text, url=one.known.waiting_url)


def _gaps(asked: Asked) -> Iterator[Unknown]:
    if accounting.sees_all(asked.actor, on=asked.on):
        url = reverse("purchases-files", args=[asked.slug])
        yield from (Unknown(text=text, url=url) for text in gaps.told())
