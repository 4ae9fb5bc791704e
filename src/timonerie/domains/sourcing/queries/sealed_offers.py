"""Offers that their bidders alone read: answered by a link, and not handed in.

The company sees that they are being answered, and how far; nothing of what they say.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from timonerie.domains.sourcing.models import Offer, OfferAnswer, OfferLink
from timonerie.domains.sourcing.queries import statements
from timonerie.domains.sourcing.rules.offers import asked


@dataclass(frozen=True)
class Progress:
    """How many of the lines that are asked have an answer; when the link last served to write."""

    answered: int
    asked: int
    saved_at: datetime | None


def is_sealed(offer: Offer) -> bool:
    """Never handed in, or opened again since: also where it was given up meanwhile. One that is
    typed here came when it was opened."""
    return offer.sent_at is None


def progress(offers: Sequence[Offer]) -> dict[int, Progress]:
    """Of those that are sealed, by row id; two queries, none without such an offer."""
    sealed = [one for one in offers if is_sealed(one)]
    if not sealed:
        return {}
    saved = dict(
        OfferLink.objects.filter(offer__in=sealed).values_list("offer").annotate(Max("used_at"))
    )
    keys = _answered(sealed)
    found = {}
    for one in sealed:
        wanted = _asked(one)
        found[one.pk] = Progress(len(wanted & keys[one.pk]), len(wanted), saved.get(one.pk))
    return found


def _answered(sealed: Sequence[Offer]) -> Mapping[int, set[str]]:
    rows = OfferAnswer.objects.filter(offer__in=sealed, line_key__isnull=False)
    found: dict[int, set[str]] = defaultdict(set)
    for offer_id, key in rows.values_list("offer", "line_key"):
        found[offer_id].add(str(key))
    return found


def _asked(offer: Offer) -> set[str]:
    lines = statements.lines_in(offer.answered)
    return {one.line.key for one in asked.questions(lines) if one.way != "read"}
