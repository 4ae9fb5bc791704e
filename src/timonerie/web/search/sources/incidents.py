"""Incidents."""

from django.utils.translation import gettext_lazy as _

from timonerie.domains.facts.queries import incidents as queries
from timonerie.foundations.wording import formats
from timonerie.web.search.question import Found, Hit, Question
from timonerie.web.search.registry import register


@register(label=_("Incidents"), icon="alert", permission="incident.read", rank=45)
def incidents(question: Question) -> Found:
    rows = queries.visible_to(question.actor, on=question.on).active().order_by("-known_at")
    columns = ("public_id", "what", "more", "reference", "known_at")
    for public_id, what, more, reference, known_at in rows.values_list(*columns):
        if question.finds(what, more, reference):
            yield Hit(what, question.url("incident", public_id), formats.day(known_at))
