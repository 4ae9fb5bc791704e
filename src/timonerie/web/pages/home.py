"""Where a reader lands: their only company, or the list of theirs."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from timonerie.foundations.accounts import actors
from timonerie.web.access import SignedInRequest, signed_in


@signed_in
def home(request: SignedInRequest) -> HttpResponse:
    memberships = actors.memberships(request.user, on=timezone.localdate())
    companies = list(dict.fromkeys(membership.company for membership in memberships))
    if len(companies) == 1:
        return redirect("today", companies[0].slug)
    return render(request, "home.html", {"companies": companies})
