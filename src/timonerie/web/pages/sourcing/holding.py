"""Saying who holds an activity inside."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.sourcing.enums import Veto
from timonerie.domains.sourcing.operations import holding
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.holding import HoldingForm
from timonerie.web.pages.settings.frame import FormPage, answer, url
from timonerie.web.pages.sourcing.frame import activity_of, steps_to


@policy("activity.write")
def edit(request: CompanyRequest, activity_id: UUID) -> HttpResponse:
    activity = activity_of(request, activity_id)
    here = url(request, "activity", activity.public_id)
    return answer(
        request,
        HoldingForm(request.POST or None, reader=request.actor, activity=activity),
        page=FormPage(
            heading=_("%(activity)s : qui la tient") % {"activity": activity.name},
            lead=_("Trois questions, une minute. Ce que vous ne savez pas reste « à connaître »."),
            submit=_("Enregistrer"),
            back=here,
            breadcrumbs=steps_to(request, activity, _("Qui la tient")),
        ),
        save=lambda data: holding.hold(
            by=request.actor,
            at=timezone.now(),
            activity=activity,
            **{**data, "vetoes": [Veto(one) for one in data["vetoes"]]},
        ),
        done=lambda _saved: here,
        message=_("C’est noté : qui en répond, qui supplée, qui sait la reprendre."),
    )
