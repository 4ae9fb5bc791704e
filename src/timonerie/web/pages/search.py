"""Search: a page, and the short list under the box."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.web.access import CompanyRequest, policy
from timonerie.web.responses import show
from timonerie.web.search import registry
from timonerie.web.search.question import Question

LONGEST = 100
SUGGESTED = 4


@policy("company.read")
def page(request: CompanyRequest) -> HttpResponse:
    question = _question(request)
    context = {
        "breadcrumbs": [{"label": _("Recherche"), "url": ""}],
        "search_query": question.text,
        "groups": registry.groups(question),
    }
    return show(request, "search.html", context)


@policy("company.read")
def suggestions(request: CompanyRequest) -> HttpResponse:
    question = _question(request)
    context = {"query": question.text, "groups": registry.groups(question, most=SUGGESTED)}
    return render(request, "components/suggestions.html", context)


def _question(request: CompanyRequest) -> Question:
    text = request.GET.get("q", "").strip()[:LONGEST]
    return Question(text, request.actor, request.company.slug, timezone.localdate())
