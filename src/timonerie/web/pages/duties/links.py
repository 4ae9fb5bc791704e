"""Links by which a provider hands in its documents: made, shown once, revoked."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.contracts.models import DutyLink
from timonerie.domains.contracts.operations import duty_links
from timonerie.domains.contracts.queries import reaching
from timonerie.foundations.accounts import links as addresses
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.duties import LinkForm
from timonerie.web.pages.duties.frame import address, asked, crumbs, form_page, provider_of
from timonerie.web.pages.settings.frame import act, answer_at_once
from timonerie.web.responses import show


@policy("duty.write")
def new(request: CompanyRequest, firm_id: UUID) -> HttpResponse:
    provider = provider_of(request, firm_id)
    form = LinkForm(request.POST or None, initial=asked(request))
    page = form_page(
        request,
        provider,
        heading=_("Demander des pièces par un lien"),
        lead=_(
            "Le prestataire dépose ses pièces sans compte, et ne voit que ce que vous lui demandez."
            " Aucun message ne part d’ici : vous lui remettez le lien."
        ),
        submit=_("Faire le lien"),
    )
    return answer_at_once(
        request,
        form,
        page=page,
        save=lambda data: duty_links.make(
            by=request.actor, at=timezone.now(), provider=provider, **data
        ),
        shown=lambda made: _shown(request, made),
    )


def _shown(request: CompanyRequest, made: duty_links.Made) -> HttpResponse:
    provider = made.link.provider
    here = address(request, provider)
    context = {
        "link": made.link,
        "provider": provider,
        "provider_url": here,
        "address": addresses.base_address() + reverse("duty-hand-in", args=[made.token]),
        "breadcrumbs": crumbs(request, (provider.name, here), (_("Le lien"), "")),
    }
    return show(request, "duties/link_made.html", context)


@require_POST
@policy("duty.write")
def revoke(request: CompanyRequest, duty_link_id: UUID) -> HttpResponse:
    rows = DutyLink.objects.select_related("provider")
    ids = reaching.provider_ids(request.actor, on=timezone.localdate())
    if ids is not None:
        rows = rows.filter(provider_id__in=ids)
    link: DutyLink = get_object_or_404(rows, public_id=duty_link_id)
    return act(
        request,
        partial(duty_links.revoke, by=request.actor, at=timezone.now(), link=link),
        to=address(request, link.provider),
        message=_("Le lien est révoqué : il n’ouvre plus rien. Ce qui est venu reste."),
    )
