"""Cases, by the beginning of their number."""

from django.utils.translation import gettext_lazy as _

from timonerie.domains.facts.models import Source
from timonerie.domains.facts.queries import cases as queries
from timonerie.domains.organisation.queries.reach import reach
from timonerie.web.search.question import Found, Hit, Question
from timonerie.web.search.registry import register

SHORTEST = 3
MOST = 20


@register(label=_("Dossiers"), icon="search", permission="fact.read", rank=40)
def cases(question: Question) -> Found:
    text = question.text.strip()
    is_number = len(text) >= SHORTEST and any(one.isdigit() for one in text)
    if not is_number:
        return
    found = queries.starting_with(text, reach=reach(question.actor, on=question.on), most=MOST)
    sources = {one.pk: one for one in Source.objects.all()} if found else {}
    for fact in found:
        source = sources[fact["source"]]
        yield Hit(fact["case"], question.url("fact", source.public_id, fact["case"]), source.name)
