"""Challenges, by what they are about or whom they are with."""

from django.utils.translation import gettext_lazy as _

from timonerie.domains.challenge.queries import challenges as queries
from timonerie.web.search.question import Found, Hit, Question
from timonerie.web.search.registry import register


@register(label=_("Recadrages"), icon="info", permission="challenge.read", rank=34)
def challenges(question: Question) -> Found:
    rows = queries.visible_to(question.actor, on=question.on).order_by("-opened_on", "-pk")
    for public_id, title, provider in rows.values_list("public_id", "title", "provider__name"):
        if question.finds(title, provider):
            yield Hit(title, question.url("challenge", public_id), provider)
