"""Promises, by what was promised or by whom."""

from django.utils.translation import gettext_lazy as _

from timonerie.domains.commitments.queries import commitments as queries
from timonerie.web import commitment_words
from timonerie.web.search.question import Found, Hit, Question
from timonerie.web.search.registry import register


@register(label=_("Engagements"), icon="check", permission="commitment.read", rank=28)
def commitments(question: Question) -> Found:
    rows = queries.visible_to(question.actor, on=question.on).prefetch_related(None)
    for row in rows.order_by("-due_date"):
        holder = row.provider.name if row.provider else row.seat.name if row.seat else ""
        # What a reader may not be told finds nothing either.
        if question.finds(row.what, holder, commitment_words.origin(row, question.actor)):
            yield Hit(row.what, question.url("commitment", row.public_id), holder)
