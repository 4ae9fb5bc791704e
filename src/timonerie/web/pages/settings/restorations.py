"""What came back from a backup, and who looked at what that lost."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.foundations.backups import operations, queries
from timonerie.foundations.backups.models import Restoration
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.settings.frame import act, crumbs, url
from timonerie.web.responses import show


@policy("user.write")
def index(request: CompanyRequest) -> HttpResponse:
    context = {
        "waiting": queries.waiting(),
        "breadcrumbs": crumbs(request, (_("Restauration"), "")),
    }
    return show(request, "settings/restoration.html", context)


@require_POST
@policy("user.write")
def confirm(request: CompanyRequest, restoration_id: UUID) -> HttpResponse:
    restoration = get_object_or_404(
        Restoration.objects.select_related("company"), public_id=restoration_id
    )
    return act(
        request,
        lambda: operations.confirm(by=request.actor, at=timezone.now(), restoration=restoration),
        to=url(request, "settings-restoration"),
        message=_("C’est noté : la restauration est confirmée."),
    )
