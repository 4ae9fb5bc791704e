"""Statements of work, by their title, what they entrust or who serves it today."""

from django.utils.translation import gettext_lazy as _

from timonerie.domains.sourcing.papers import words as statement_words
from timonerie.domains.sourcing.queries import statements as queries
from timonerie.web.search.question import Found, Hit, Question
from timonerie.web.search.registry import register


@register(label=_("Cahiers des charges"), icon="info", permission="statement.read", rank=26)
def statements(question: Question) -> Found:
    for one in queries.listed(question.actor, on=question.on):
        statement, firm = one.statement, one.statement.provider
        work = statement_words.work(statement.work)
        if question.finds(statement.title, work, firm.name if firm else "", *one.activities):
            yield Hit(statement.title, question.url("statement", statement.public_id), work)
