"""Promises, by what was promised or by whom."""

from django.utils.translation import gettext_lazy as _

from timonerie.domains.commitments.queries import commitments as queries
from timonerie.web.search.question import Found, Hit, Question
from timonerie.web.search.registry import register


@register(label=_("Engagements"), icon="check", permission="commitment.read", rank=28)
def commitments(question: Question) -> Found:
    rows = queries.visible_to(question.actor, on=question.on).prefetch_related(None)
    columns = ("public_id", "what", "provider__name", "seat__name", "origin_label")
    for public_id, what, provider, seat, origin in rows.order_by("-due_date").values_list(*columns):
        if question.finds(what, provider or "", seat or "", origin):
            yield Hit(what, question.url("commitment", public_id), provider or seat or "")
