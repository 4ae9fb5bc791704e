"""The way in of a member: the link handed to them, and their sessions."""

import logging
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.operations import accesses
from timonerie.foundations.accounts import links, mail
from timonerie.foundations.accounts.models import Membership
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.settings import members
from timonerie.web.pages.settings.frame import url

logger = logging.getLogger(__name__)


@require_POST
@policy("user.write")
def invite(request: CompanyRequest, membership_id: UUID) -> HttpResponse:
    """Answers by the page itself: the link is told this once, and kept nowhere."""
    membership = members.membership(request, membership_id)
    token = accesses.invite(by=request.actor, at=timezone.now(), membership=membership)
    address = links.address(token)
    if mail.is_configured():
        _send(request, membership, address)
    return members.page_of(request, membership, link=address)


@require_POST
@policy("user.write")
def withdraw_link(request: CompanyRequest, membership_id: UUID) -> HttpResponse:
    membership = members.membership(request, membership_id)
    accesses.withdraw_link(by=request.actor, at=timezone.now(), membership=membership)
    messages.success(request, _("Le lien ne sert plus."))
    return redirect(url(request, "settings-member", membership.public_id))


@require_POST
@policy("user.write")
def sign_out(request: CompanyRequest, membership_id: UUID) -> HttpResponse:
    membership = members.membership(request, membership_id)
    accesses.sign_out(by=request.actor, at=timezone.now(), membership=membership)
    messages.success(request, _("Les sessions de cette personne sont terminées."))
    return redirect(url(request, "settings-member", membership.public_id))


def _send(request: CompanyRequest, membership: Membership, address: str) -> None:
    user, company = membership.user, membership.company
    try:
        mail.send_invitation(to=user, company_name=company.name, address=address)
    except OSError:
        logger.exception("the server of mail took no invitation")
        messages.error(
            request,
            _("Le serveur de courrier n’a pas pris le message : transmettez le lien vous-même."),
        )
    else:
        messages.success(request, _("Le lien est parti par courrier électronique."))
