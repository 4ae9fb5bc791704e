"""« Reprendre d’un autre site »: what a site says that another one could say too, shown before it
is taken."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.operations import values
from timonerie.domains.sourcing.queries import activities, known_values
from timonerie.foundations.wording import formats
from timonerie.web import activity_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.knowing import TakeOverForm
from timonerie.web.pages.settings.frame import url
from timonerie.web.pages.sourcing.frame import crumbs
from timonerie.web.pages.sourcing.knowing import places
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table

#: What the boxes of the preview are sent under (`components/data_cell.html`).
PICKED = "choisi"


@policy("activity.write")
def index(request: CompanyRequest) -> HttpResponse:
    """Choose both sites, see what would be taken, take what stays ticked."""
    asked = request.POST if request.method == "POST" else request.GET
    form = TakeOverForm(asked if "source" in asked else None, sites=places(request))
    context: dict[str, Any] = {
        "form": form,
        "breadcrumbs": crumbs(request, (_("Reprendre d’un autre site"), "")),
    }
    if form.is_bound and form.is_valid():
        source, unit = form.cleaned_data["source"], form.cleaned_data["unit"]
        known = _activities(request)
        if request.method == "POST":
            return _take(request, known, source, unit)
        context |= {"source": source, "unit": unit, "table": _preview(request, known, source, unit)}
    return show(request, "sourcing/take_over.html", context)


def _activities(request: CompanyRequest) -> list[Activity]:
    rows = activities.visible_to(request.actor, on=timezone.localdate()).active()
    return list(rows.order_by("name", "pk"))


def _take(request: CompanyRequest, known: list[Activity], source: Unit, unit: Unit) -> HttpResponse:
    picked = set(request.POST.getlist(PICKED))
    wanted = [one for one in known if str(one.public_id) in picked]
    try:
        taken = values.take_over(
            by=request.actor, at=timezone.now(), activities=wanted, source=source, unit=unit
        )
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _taken(taken, source, unit))
    return redirect(url(request, "activities"))


def _taken(count: int, source: Unit, unit: Unit) -> str:
    words = {"n": formats.number(count), "source": source, "unit": unit}
    if not count:
        return _("Rien n’était à reprendre de %(source)s pour %(unit)s.") % words
    return (
        ngettext(
            "%(n)s valeur de %(source)s est proposée pour %(unit)s, à confirmer.",
            "%(n)s valeurs de %(source)s sont proposées pour %(unit)s, à confirmer.",
            count,
        )
        % words
    )


def _preview(request: CompanyRequest, known: list[Activity], source: Unit, unit: Unit) -> Table:
    found = known_values.takeable(
        request.actor, on=timezone.localdate(), activities=known, source=source, unit=unit
    )
    return Table(
        name="reprise",
        caption=_("Ce qui serait repris de %(source)s pour %(unit)s")
        % {"source": source, "unit": unit},
        columns=(
            Column(label=_("Activité")),
            Column(label=_("Ce qui serait repris"), is_long=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=one.name, pick=str(one.public_id), is_picked=True),
                    Cell(text=_told(one, found[one.pk])),
                )
            )
            for one in known
            if one.pk in found
        ),
    )


def _told(activity: Activity, found: Any) -> str:
    return " · ".join(
        formats.labelled(
            str(field.label), activity_words.value(field, one.value, activity=activity)
        )
        for field, one in found.items()
    )
