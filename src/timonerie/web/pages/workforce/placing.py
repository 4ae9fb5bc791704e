"""Sites for the places of work that payroll declares."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.facts.operations import workforce_sites
from timonerie.domains.facts.queries import workforce as queries
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.wording import formats
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.workforce import PlacesForm
from timonerie.web.pages.settings.frame import url
from timonerie.web.pages.workforce.frame import crumbs, today
from timonerie.web.responses import show


@policy("organisation.write")
def sites(request: CompanyRequest) -> HttpResponse:
    places = queries.to_place(request.actor, on=today())
    free = Unit.objects.active().sites().filter(establishment=None).order_by("name")
    form = PlacesForm(request.POST or None, places=places, sites=list(free))
    if request.method == "POST" and form.is_valid():
        try:
            made = workforce_sites.create_sites(
                by=request.actor, at=timezone.now(), wanted=form.wanted()
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _told(len(made)))
            return redirect(url(request, "workforce"))
    context = {
        "breadcrumbs": crumbs(request, (_("Sites à relier"), "")),
        "form": form,
        "places": places,
    }
    return show(request, "workforce/sites.html", context)


def _told(count: int) -> str:
    if not count:
        return _("Rien n’a changé : ces lieux attendent.")
    return ngettext(
        "%(n)s lieu de travail est maintenant un site.",
        "%(n)s lieux de travail sont maintenant des sites.",
        count,
    ) % {"n": formats.number(count)}
