"""Contract papers, by the name of their file or of their contract."""

from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.queries import documents
from timonerie.web.search.question import Found, Hit, Question
from timonerie.web.search.registry import register


@register(label=_("Documents de contrat"), icon="data", permission="contract.read", rank=27)
def papers(question: Question) -> Found:
    rows = documents.visible_to(question.actor, on=question.on).active().order_by("-created_at")
    columns = ("public_id", "file_name", "contract__name")
    for public_id, name, contract in rows.values_list(*columns):
        if question.finds(name, contract or ""):
            yield Hit(name, question.url("paper", public_id), contract or "")
