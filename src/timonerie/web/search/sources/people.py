"""People and the seats they hold."""

from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.queries import people as queries
from timonerie.domains.organisation.queries import seats as seat_queries
from timonerie.web.search.question import Found, Hit, Question
from timonerie.web.search.registry import register


@register(label=_("Personnes"), icon="teams", permission="organisation.read", rank=60)
def people(question: Question) -> Found:
    rows = queries.visible_to(question.actor, on=question.on).active()
    by_email = question.actor.reads("person.email")
    for public_id, name, email, unit in rows.values_list(
        "public_id", "name", "email", "unit__name"
    ):
        if question.finds(name, email if by_email else ""):
            yield Hit(name, question.url("settings-person", public_id), unit or "")


@register(label=_("Postes"), icon="teams", permission="organisation.read", rank=70)
def seats(question: Question) -> Found:
    rows = seat_queries.visible_to(question.actor, on=question.on).active()
    for public_id, name, unit in rows.values_list("public_id", "name", "unit__name"):
        if question.finds(name, unit):
            yield Hit(name, question.url("settings-seat", public_id), unit)
