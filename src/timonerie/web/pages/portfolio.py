"""The companies of a reader, one line each; each line is asked for in its own company."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from timonerie.web.access import CompanyRequest, SignedInRequest, policy, signed_in
from timonerie.web.forms.portfolio import ArrangeForm
from timonerie.web.portfolio import entries, tables
from timonerie.web.portfolio.entries import Entry
from timonerie.web.responses import FORMATS, show

WHOLE = "complet"


@signed_in
def home(request: SignedInRequest) -> HttpResponse:
    """Where a reader lands: their only company, or the portfolio of theirs."""
    found = _entries(request)
    if len(found) == 1 and found[0].membership is not None:
        return redirect("today", found[0].membership.company.slug)
    return _page(request, found)


@signed_in
def index(request: SignedInRequest) -> HttpResponse:
    return _page(request, _entries(request))


@policy("company.read")
def glance(request: CompanyRequest) -> HttpResponse:
    """The line of one company, for the portfolio that asks for it; by itself, its first page."""
    if "HX-Request" not in request.headers:
        return redirect("today", request.company.slug)
    own = next(one for one in request.memberships if one.pk == request.actor.membership_id)
    entry = entries.of_membership(own, user=request.user)
    entry = entries.computed(entry, user=request.user, at=timezone.now())
    return render(request, "parts/glance.html", {"entry": entry})


def _entries(request: SignedInRequest) -> list[Entry]:
    return entries.of_user(request.user, on=timezone.localdate(), at=timezone.now())


def _page(request: SignedInRequest, found: list[Entry]) -> HttpResponse:
    form = ArrangeForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    is_file = "format" in request.GET
    is_whole = is_file or WHOLE in request.GET
    if is_whole:
        at = timezone.now()
        found = [entries.computed(one, user=request.user, at=at) for one in found]
    by_name, named = asked.get("tri") == "nom", asked.get("nom", "")
    shown = entries.ordered(found, by_name=by_name, named=named)
    context = {
        "entries": shown,
        "known": len(found),
        "form": form,
        "is_whole": is_whole,
        "is_by_name": by_name,
        "breadcrumbs": [],
        # Without script or in a file, every line is computed at once, company by company.
        "whole_url": _with(request, **{WHOLE: "1"}),
        "exports": [{"label": one.upper(), "url": _with(request, format=one)} for one in FORMATS],
        "table": tables.table_of(shown) if is_file else None,
    }
    return show(request, "portfolio.html", context)


def _with(request: SignedInRequest, **more: str) -> str:
    query = request.GET.copy()
    query.update(more)
    return f"?{query.urlencode()}"
