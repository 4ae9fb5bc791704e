"""Links by which a side says its steps done without an account: made, shown once, revoked."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.reporting.models import Cycle, CycleLink
from timonerie.domains.reporting.operations import cycle_links
from timonerie.domains.reporting.queries import cycles as queries
from timonerie.foundations.accounts import links as addresses
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.cycles import LinkForm
from timonerie.web.pages.cycles import frame, tables
from timonerie.web.pages.settings.frame import act, answer_at_once
from timonerie.web.responses import show


def shown(found: Sequence[CycleLink], *, at: datetime) -> dict[str, Any]:
    """The links of a cycle for its page, with those that may be revoked."""
    word = {one.pk: _word(one, at) for one in found}
    return {
        "links": tables.of_links(found, word=word) if found else None,
        "open_links": [one for one in found if one.is_open(at=at)],
    }


def _word(link: CycleLink, at: datetime) -> str:
    if link.revoked_at is not None:
        return _("révoqué")
    return _("ouvert") if link.is_open(at=at) else _("expiré")


@policy("cycle.write")
def new(request: CompanyRequest, cycle_id: UUID) -> HttpResponse:
    cycle = frame.cycle_of(request, cycle_id)
    holders = _holders(cycle)
    form = LinkForm(request.POST or None, holders=[(key, row.name) for key, row in holders.items()])

    def made_for(data: dict[str, Any]) -> cycle_links.Made:
        row = holders[data.pop("holder")]
        side = {"provider": row} if isinstance(row, Provider) else {"site": row}
        return cycle_links.make(by=request.actor, at=timezone.now(), cycle=cycle, **side, **data)

    page = frame.form_page(
        request,
        cycle,
        heading=_("Faire un lien"),
        lead=_(
            "Qui le tient dit ses étapes faites sans compte, et ne voit rien d’autre. Aucun message"
            " ne part d’ici : vous lui remettez le lien."
        ),
        submit=_("Faire le lien"),
    )
    return answer_at_once(
        request, form, page=page, save=made_for, shown=lambda made: _made(request, made)
    )


def _holders(cycle: Cycle) -> dict[str, Provider | Unit]:
    """The firms that have steps in it, then its sites."""
    version = queries.version_of(cycle, on=timezone.localdate())
    others = [one.provider for one in queries.steps_of(version) if one.provider]
    rows: list[Provider | Unit] = [cycle.provider, *others, *queries.sites_of(cycle)]
    return {str(one.public_id): one for one in rows}


def _made(request: CompanyRequest, made: cycle_links.Made) -> HttpResponse:
    cycle = made.link.cycle
    here = frame.address(request, cycle)
    context = {
        "link": made.link,
        "holder": made.link.provider or made.link.site,
        "cycle_url": here,
        "address": addresses.base_address() + reverse("cycle-by-link", args=[made.token]),
        "breadcrumbs": frame.crumbs(request, (cycle.title, here), (_("Le lien"), "")),
    }
    return show(request, "cycles/link_made.html", context)


@require_POST
@policy("cycle.write")
def revoke(request: CompanyRequest, cycle_link_id: UUID) -> HttpResponse:
    rows = queries.links_visible_to(request.actor, on=timezone.localdate())
    link: CycleLink = get_object_or_404(rows, public_id=cycle_link_id)
    return act(
        request,
        partial(cycle_links.revoke, by=request.actor, at=timezone.now(), link=link),
        to=frame.address(request, link.cycle),
        message=_("Le lien est révoqué : il n’ouvre plus rien. Ce qui est fait reste."),
    )
