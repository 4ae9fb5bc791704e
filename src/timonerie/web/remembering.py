"""Pages that open as their reader left them: filters, order and columns, never the period.

`@remembered` stands under `@policy`. A bare address leads to the one last used; `?reinitialiser`
forgets it. What came with a figure (`indicateur=…`) is a question of the moment: it is not kept.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpResponseBase, QueryDict
from django.shortcuts import redirect

from timonerie.foundations.accounts import choices, operations
from timonerie.web.access import CompanyRequest
from timonerie.web.arrangements import CHOSEN

P = ParamSpec("P")
View = Callable[Concatenate[CompanyRequest, P], HttpResponseBase]

FORGET = "reinitialiser"
_PERIODS = frozenset({"mois", "semaine", "trimestre", "annee"})
_PASSING = _PERIODS | {"page", "format", "table", CHOSEN, FORGET}
_OF_THE_MOMENT = frozenset({"indicateur"})


def remembered(view: View[P]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def opened(request: CompanyRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        query = request.GET
        if request.method != "GET" or "format" in query or _OF_THE_MOMENT & set(query):
            return view(request, *args, **kwargs)
        if FORGET in query:
            _keep(request, "")
            return redirect(_address(request, _only_period(query)))
        kept = choices.of_page(user=request.user, company=request.company, page=_page(request))
        asked = lasting(query)
        if kept and not asked and CHOSEN not in query:
            return redirect(_address(request, _only_period(query), kept))
        return _answer(request, view, kept, asked, *args, **kwargs)

    return opened


def _answer(
    request: CompanyRequest,
    view: View[P],
    kept: str,
    asked: str,
    *args: P.args,
    **kwargs: P.kwargs,
) -> HttpResponseBase:
    request.remembers = bool(asked)  # type: ignore[attr-defined]
    try:
        response = view(request, *args, **kwargs)
    except Http404:
        if not kept or asked != kept:
            raise
        # What was kept names something that is gone.
        _keep(request, "")
        return redirect(request.path)
    if asked != kept:
        _keep(request, asked)
    return response


def lasting(query: QueryDict) -> str:
    """The part of an address worth keeping."""
    kept = query.copy()
    for name in _PASSING:
        kept.pop(name, None)
    return kept.urlencode(safe=",")


def _only_period(query: QueryDict) -> str:
    kept = QueryDict(mutable=True)
    for name in _PERIODS & set(query):
        kept.setlist(name, query.getlist(name))
    return kept.urlencode()


def _address(request: CompanyRequest, *parts: str) -> str:
    query = "&".join(part for part in parts if part)
    return f"{request.path}?{query}" if query else request.path


def _page(request: CompanyRequest) -> str:
    match = request.resolver_match
    return (match.url_name if match else None) or request.path[:60]


def _keep(request: CompanyRequest, query: str) -> None:
    operations.keep_page_choice(
        by=request.user, company=request.company, page=_page(request), query=query
    )
