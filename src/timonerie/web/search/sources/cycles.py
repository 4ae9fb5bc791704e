"""Cycles, by their title and their provider."""

from django.utils.translation import gettext_lazy as _

from timonerie.domains.reporting.queries import cycles as queries
from timonerie.web.search.question import Found, Hit, Question
from timonerie.web.search.registry import register


@register(label=_("Cycles"), icon="check", permission="cycle.read", rank=48)
def cycles(question: Question) -> Found:
    rows = queries.visible_to(question.actor, on=question.on).active().order_by("title", "pk")
    for public_id, title, firm in rows.values_list("public_id", "title", "provider__name"):
        if question.finds(title, firm):
            yield Hit(title, question.url("cycle", public_id), firm)
