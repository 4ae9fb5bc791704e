"""Links and posters by which a site tells its flash without an account; every link of parole, and
the gesture that revokes one."""

from functools import partial
from uuid import UUID

import segno
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.reporting.models import VoiceLink
from timonerie.domains.reporting.operations import voice_links
from timonerie.domains.reporting.queries import voice_links as queries
from timonerie.domains.reporting.voice_enums import VoicePurpose
from timonerie.foundations.accounts import links as addresses
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.flashes import LinkForm
from timonerie.web.pages.flashes import tables
from timonerie.web.pages.flashes.frame import crumbs, form_page, site_of
from timonerie.web.pages.settings.frame import act, url
from timonerie.web.responses import show


@policy("flash.link")
def index(request: CompanyRequest) -> HttpResponse:
    at = timezone.now()
    found = list(queries.visible_to(request.actor, on=timezone.localdate(at)))
    context = {
        "table": tables.of_links(request, found, at=at),
        "open": [one for one in found if one.is_open(at=at)],
        "breadcrumbs": crumbs(request, (_("Liens"), "")),
    }
    return show(request, "flashes/links.html", context)


@policy("flash.link")
def new(request: CompanyRequest, place_id: UUID) -> HttpResponse:
    unit = site_of(request, place_id)
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = voice_links.for_flash(
                by=request.actor, at=timezone.now(), unit=unit, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            return shown(request, made, back=url(request, "flash", unit.public_id))
    page = form_page(
        request,
        heading=_("Faire un lien pour le flash"),
        lead=_(
            "%(site)s : qui tient ce lien écrit le flash en cinq minutes, sans compte, depuis un"
            " téléphone. Aucun message ne part d’ici : vous remettez le lien, ou l’affiche."
        )
        % {"site": unit.name},
        submit=_("Faire le lien"),
        back=url(request, "flash", unit.public_id),
    )
    context = {"form": form, "page": page, "breadcrumbs": page.breadcrumbs}
    return show(request, page.template, context)


ROUTES = {
    VoicePurpose.FLASH: "flash-tell",
    VoicePurpose.REPLY: "voice-tell",
    VoicePurpose.RATING: "voice-tell",
}


def shown(request: CompanyRequest, made: voice_links.Made, *, back: str) -> HttpResponse:
    """The link and its picture, in this answer and never again."""
    link = made.link
    route = ROUTES[VoicePurpose(link.purpose)]
    address = addresses.base_address() + reverse(route, args=[made.token])
    context = {
        "link": link,
        "address": address,
        "picture": segno.make(address, error="m").svg_data_uri(border=2, light="#fff"),
        "back": back,
        "breadcrumbs": crumbs(request, (_("Le lien"), "")),
    }
    return show(request, "flashes/link_made.html", context)


@require_POST
@policy("flash.link")
def revoke(request: CompanyRequest, voice_link_id: UUID) -> HttpResponse:
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    link: VoiceLink = get_object_or_404(rows, public_id=voice_link_id)
    return act(
        request,
        partial(voice_links.revoke, by=request.actor, at=timezone.now(), link=link),
        to=url(request, "flash-links"),
        message=_("Le lien est révoqué : il n’ouvre plus rien. Ce qui est venu reste."),
    )
