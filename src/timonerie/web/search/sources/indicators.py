"""Indicators."""

from django.utils.translation import gettext_lazy as _

from timonerie.domains.performance.queries import definitions
from timonerie.web.search.question import Found, Hit, Question
from timonerie.web.search.registry import register


@register(label=_("Indicateurs"), icon="today", permission="indicator.read", rank=30)
def indicators(question: Question) -> Found:
    for one in definitions.known():
        metric = one.metric
        if one.indicator.shown and question.finds(metric.label, metric.code):
            yield Hit(metric.label, question.url("indicator", metric.code))
