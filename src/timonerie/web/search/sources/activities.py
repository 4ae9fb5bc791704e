"""Activities."""

from django.utils.translation import gettext_lazy as _

from timonerie.domains.sourcing.queries import activities as queries
from timonerie.web.search.question import Found, Hit, Question
from timonerie.web.search.registry import register


@register(label=_("Activités"), icon="teams", permission="activity.read", rank=50)
def activities(question: Question) -> Found:
    rows = queries.visible_to(question.actor, on=question.on).active()
    columns = ("public_id", "name", "code", "function__name")
    for public_id, name, code, function in rows.values_list(*columns):
        if question.finds(name, code):
            yield Hit(name, question.url("settings-activity", public_id), function or "")
