"""Providers."""

from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.queries import providers as queries
from timonerie.web.search.question import Found, Hit, Question
from timonerie.web.search.registry import register


@register(label=_("Prestataires"), icon="providers", permission="provider.read", rank=20)
def providers(question: Question) -> Found:
    rows = queries.visible_to(question.actor, on=question.on).active()
    for public_id, name, code, trade in rows.values_list("public_id", "name", "code", "trade"):
        if question.finds(name, code, trade):
            yield Hit(name, question.url("provider", public_id), trade)
