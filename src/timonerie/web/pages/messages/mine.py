"""« Mes messages »: what was written to the reader, whether or not it left by mail."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.publications.queries import choices, messages
from timonerie.foundations.notifications import transport
from timonerie.foundations.notifications.enums import MessageState
from timonerie.foundations.notifications.models import Message
from timonerie.foundations.wording import formats
from timonerie.web import message_bodies
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.responses import show

SHOWN = 30


@policy("message.read")
def index(request: CompanyRequest) -> HttpResponse:
    """The last ones, the newest open."""
    found = list(messages.mine(request.actor)[:SHOWN])
    context = {
        "told": [_told(one, request.company.zone) for one in found],
        "sends": transport.is_configured(),
        "choice": _choice(request) if request.actor.may("digest.read") else "",
        "breadcrumbs": [{"label": _("Mes messages"), "url": ""}],
    }
    return show(request, "messages/index.html", context)


def _told(one: Message, zone: str) -> Mapping[str, Any]:
    return {
        "message": one,
        "blocks": list(message_bodies.blocks(one.text)),
        "at": formats.instant(one.at, zone, style="long"),
        "left": MessageState(one.state).label,
    }


def _choice(request: CompanyRequest) -> str:
    """What the reader receives, in a sentence."""
    choice = choices.of_user(request.actor.user_id)
    wanted = [
        *([_("le courrier du lundi")] if choice.weekly else []),
        *([_("le récapitulatif des jours où il y a du nouveau")] if choice.daily else []),
    ]
    away = len(choices.absences_of(request.actor, on=timezone.localdate()))
    told = _("Vous recevez %(what)s.") % {"what": _(" et ").join(wanted)} if wanted else ""
    told = told or _("Vous ne recevez ni courrier du lundi ni récapitulatif.")
    if not away:
        return told
    absences = ngettext("%(n)s absence déclarée.", "%(n)s absences déclarées.", away)
    return f"{told} {absences % {'n': away}}"
