"""Saying what is known of an activity, for the company or for one site."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.queries import units
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.operations import values
from timonerie.domains.sourcing.queries import known_values, reaching
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.knowing import ValuesForm
from timonerie.web.pages.settings.frame import FormPage, answer, url
from timonerie.web.pages.sourcing.frame import activity_of, steps_to

SITE = "site"


@policy("activity.write")
def edit(request: CompanyRequest, activity_id: UUID) -> HttpResponse:
    activity = activity_of(request, activity_id)
    unit = _unit(request)
    on = timezone.localdate()
    if unit is None and not reaching.sees_whole(request.actor, on=on):
        return _to_first_site(request, activity)
    told = known_values.of(request.actor, activity=activity, on=on)
    form = ValuesForm(
        request.POST or None,
        activity=activity,
        said=known_values.said_here(told, unit=unit.pk if unit else None),
    )
    return answer(
        request,
        form,
        page=_page(request, activity, unit),
        save=lambda data: values.say(
            by=request.actor,
            at=timezone.now(),
            activity=activity,
            unit=unit,
            said=form.values(),
            version=data["version"],
        ),
        done=lambda _saved: url(request, "activity", activity.public_id),
        message=_("C’est noté, avec votre nom et la date."),
    )


@dataclass(frozen=True, kw_only=True)
class PlacedPage(FormPage):
    """A form about one of several places."""

    places: Sequence[dict[str, Any]] = ()


def _page(request: CompanyRequest, activity: Activity, unit: Unit | None) -> FormPage:
    lead = _("Pour toute la société. Vide veut dire « à connaître », jamais zéro.")
    if unit is not None:
        lead = _("Pour %(site)s seulement. Vide veut dire « à connaître », jamais zéro.") % {
            "site": unit
        }
    return PlacedPage(
        places=_choices(request, activity),
        heading=_("%(activity)s : ce qu’on en sait") % {"activity": activity.name},
        lead=lead,
        submit=_("Enregistrer"),
        back=url(request, "activity", activity.public_id),
        breadcrumbs=steps_to(request, activity, _("Ce qu’on en sait")),
        template="sourcing/values.html",
    )


def places(request: CompanyRequest) -> "QuerySet[Unit]":
    """The sites that the reader may speak of."""
    rows: QuerySet[Unit] = units.visible_to(request.actor).active().sites().order_by("name", "pk")
    return rows


def _choices(request: CompanyRequest, activity: Activity) -> list[dict[str, Any]]:
    """Where a reader may say something: the company, where they see it whole, and their sites."""
    here = url(request, "activity-values", activity.public_id)
    asked = request.GET.get(SITE, "")
    told = [
        {
            "label": site.name,
            "url": f"{here}?{SITE}={site.public_id}",
            "current": str(site.public_id) == asked,
        }
        for site in places(request)
    ]
    if reaching.sees_whole(request.actor, on=timezone.localdate()):
        told.insert(0, {"label": _("Toute la société"), "url": here, "current": not asked})
    return told


def _to_first_site(request: CompanyRequest, activity: Activity) -> HttpResponse:
    """Who is narrowed speaks of their sites. Raises Http404 for who has none."""
    first = places(request).first()
    if first is None:
        raise Http404
    here = url(request, "activity-values", activity.public_id)
    return redirect(f"{here}?{SITE}={first.public_id}")


def _unit(request: CompanyRequest) -> Unit | None:
    """The site that the address names, None for the whole company. Raises Http404 for one out of
    reach."""
    asked = request.GET.get(SITE, "")
    if not asked:
        return None
    try:
        found: Unit | None = places(request).filter(public_id=asked).first()
    except ValidationError:
        found = None
    if found is None:
        raise Http404
    return found
