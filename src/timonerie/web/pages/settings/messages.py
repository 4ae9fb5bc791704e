"""What was sent to whom and when, whether mail leaves, and what to do where it does not."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.publications.operations import trying
from timonerie.domains.publications.queries import messages as queries
from timonerie.foundations.notifications import remedies, transport
from timonerie.foundations.notifications.enums import MessageState
from timonerie.foundations.notifications.models import Message
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.settings.frame import crumbs, url
from timonerie.web.pages.settings.lists import messages as listed
from timonerie.web.responses import show

SHOWN = 500


@policy("message.log")
def index(request: CompanyRequest) -> HttpResponse:
    context = {
        "table": listed.table(list(queries.log()[:SHOWN]), zone=request.company.zone),
        "sends": transport.is_configured(),
        "last": _last_failure(),
        "breadcrumbs": crumbs(request, (_("Messages"), "")),
    }
    return show(request, "settings/messages.html", context)


@require_POST
@policy("message.test")
def try_out(request: CompanyRequest) -> HttpResponse:
    """A message to oneself; what goes wrong is said with its remedy."""
    message = trying.try_out(by=request.actor, at=timezone.now())
    if message.state == MessageState.SENT:
        messages.success(
            request, _("Le message est parti vers %(email)s.") % {"email": message.email}
        )
    else:
        messages.error(request, remedies.said(message))
    return redirect(url(request, "settings-messages"))


def _last_failure() -> str:
    """Of the last message tried, if it did not leave."""
    tried = Message.objects.exclude(state=MessageState.KEPT).order_by("-at", "-pk").first()
    return remedies.said(tried) if tried is not None and tried.state == MessageState.FAILED else ""
