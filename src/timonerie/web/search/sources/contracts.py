"""Contracts, by what they are about, their reference or whom they are with."""

from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.queries import contracts as queries
from timonerie.web.search.question import Found, Hit, Question
from timonerie.web.search.registry import register


@register(label=_("Contrats"), icon="info", permission="contract.read", rank=25)
def contracts(question: Question) -> Found:
    rows = queries.visible_to(question.actor, on=question.on).active().order_by("name")
    columns = ("public_id", "name", "reference", "provider__name", "provider_written")
    for public_id, name, reference, provider, written in rows.values_list(*columns):
        if question.finds(name, reference, provider or "", written):
            yield Hit(name, question.url("contract", public_id), provider or written)
