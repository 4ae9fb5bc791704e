"""Reports that are owed, by their title or who owes them; the last of each line."""

from django.utils.translation import gettext_lazy as _

from timonerie.domains.reporting import report_sentences
from timonerie.domains.reporting.queries import due_reports as queries
from timonerie.web.search.question import Found, Hit, Question
from timonerie.web.search.registry import register


@register(label=_("Rapports"), icon="info", permission="report.read", rank=27)
def due_reports(question: Question) -> Found:
    rows = queries.visible_to(question.actor, on=question.on).select_related("provider", "site")
    seen: set[tuple[int | None, ...]] = set()
    recent = rows.filter(due_date__gte=question.on - queries.BACK)
    for one in recent.order_by("-period_start", "pk"):
        line = (one.binding_id, one.rule_id, one.site_id)
        owner = report_sentences.owner(one)
        if line not in seen and question.finds(one.title, owner):
            seen.add(line)
            note = f"{owner}, {report_sentences.period(one)}"
            yield Hit(one.title, question.url("due-report", one.public_id), note)
