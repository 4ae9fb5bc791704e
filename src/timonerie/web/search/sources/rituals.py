"""Rituals, by their name."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from timonerie.domains.rituals.enums import RitualState
from timonerie.domains.rituals.queries import rituals as queries
from timonerie.web.search.question import Found, Hit, Question
from timonerie.web.search.registry import register


@register(label=_("Rituels"), icon="today", permission="ritual.read", rank=65)
def rituals(question: Question) -> Found:
    rows = queries.visible_to(question.actor, at=timezone.now()).order_by("name", "pk")
    kept = rows.filter(state=RitualState.KEPT)
    for public_id, name, unit in kept.values_list("public_id", "name", "unit__name"):
        if question.finds(name, unit or ""):
            yield Hit(name, question.url("ritual", public_id), unit or "")
