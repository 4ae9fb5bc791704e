"""« Proposées par vos fichiers »: what the files say of who does what, to be ticked."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.models import SetAsideProposal
from timonerie.domains.sourcing.operations import proposals
from timonerie.foundations.wording import formats
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.base import DateField
from timonerie.web.pages.settings.frame import act, url
from timonerie.web.pages.sourcing import accepting, evidence, proposal_groups
from timonerie.web.pages.sourcing.accepting import Ticked
from timonerie.web.pages.sourcing.evidence import Evidence
from timonerie.web.pages.sourcing.frame import crumbs, sees_everything, tabs
from timonerie.web.pages.sourcing.knowing import places
from timonerie.web.responses import show

PICKED, SINCE, SITES, ASIDE = "choisi", "depuis", "sites-", "ecarter"


@policy("sourcing.read")
def index(request: CompanyRequest) -> HttpResponse:
    found = _evidence(request)
    return _page(request, found, ticked=proposal_groups.ticked(found))


@require_POST
@policy("activity.write")
def accept(request: CompanyRequest) -> HttpResponse:
    """Add the ticked ones, or put one aside; what was ticked stays so when a rule refuses."""
    found = _evidence(request)
    if key := request.POST.get(ASIDE):
        return _set_aside(request, found, key)
    keys = frozenset(request.POST.getlist(PICKED))
    try:
        ticked = _ticked(request, found, keys)
        accepting.accept(
            by=request.actor,
            at=timezone.now(),
            found=found,
            ticked=ticked,
            everywhere=list(places(request)),
        )
    except Refused as refusal:
        messages.error(request, refusal.message)
        return _page(request, found, ticked=keys)
    messages.success(request, _added(len(ticked.proposals)))
    return redirect(url(request, "activities"))


@require_POST
@policy("activity.write")
def restore(request: CompanyRequest) -> HttpResponse:
    """Take back what was put aside."""
    _evidence_of_all(request)
    return act(
        request,
        lambda: proposals.restore(
            by=request.actor, at=timezone.now(), keys=request.POST.getlist(ASIDE)
        ),
        to=url(request, "activity-proposals"),
        message=_("Elle est de nouveau proposée."),
    )


def _page(request: CompanyRequest, found: Evidence, *, ticked: frozenset[str]) -> HttpResponse:
    since = request.POST.get(SINCE) or _since(found).isoformat()
    context: dict[str, Any] = {
        "groups": proposal_groups.groups(
            request,
            found,
            ticked=ticked,
            sites=list(places(request)),
            named_sites=dict(_sites(request)),
        ),
        "since": since,
        "table": proposal_groups.table(found) if found.proposals else None,
        "aside": [_aside(found, one) for one in found.aside],
        "is_empty": found.is_empty,
        "may_write": request.actor.may("activity.write"),
        "tabs": tabs(request, "activity-proposals"),
        "breadcrumbs": crumbs(request, (_("Proposées par vos fichiers"), "")),
    }
    return show(request, "sourcing/proposals.html", context)


def _evidence(request: CompanyRequest) -> Evidence:
    _evidence_of_all(request)
    return evidence.gather(request)


def _evidence_of_all(request: CompanyRequest) -> None:
    """Raises Http404 for a reader of a part of the company: these files speak of the whole."""
    if not sees_everything(request):
        raise Http404


def _ticked(request: CompanyRequest, found: Evidence, keys: frozenset[str]) -> Ticked:
    """Raises Refused for nothing ticked, or a date that does not read."""
    picked = [one for one in found.proposals if one.key in keys]
    if not picked:
        raise Refused(_("Cochez au moins une activité."))
    try:
        since: date = DateField().clean(request.POST.get(SINCE))
    except ValidationError as fault:
        raise Refused(_("Dites depuis quel jour : 15/05/2026.")) from fault
    return Ticked(picked, dict(_sites(request)), since)


def _sites(request: CompanyRequest) -> Iterator[tuple[str, tuple[Unit, ...]]]:
    """The sites named for each payee, among those of the reader."""
    known = {str(one.public_id): one for one in places(request)}
    for name in request.POST:
        if name.startswith(SITES):
            asked = request.POST.getlist(name)
            yield name.removeprefix(SITES), tuple(known[one] for one in asked if one in known)


def _set_aside(request: CompanyRequest, found: Evidence, key: str) -> HttpResponse:
    """Nothing is kept of a key that no file proposes."""
    if key not in {one.key for one in found.proposals}:
        messages.info(request, _("Cette activité n’est plus proposée : rien n’a changé."))
        return redirect(url(request, "activity-proposals"))
    return act(
        request,
        lambda: proposals.set_aside(by=request.actor, at=timezone.now(), keys=[key]),
        to=url(request, "activity-proposals"),
        message=_("Écartée : elle ne sera plus proposée. Vous pouvez la reprendre en bas de page."),
    )


def _since(found: Evidence) -> date:
    """The first day that the books speak of, else today."""
    return found.window.months[0] if found.window is not None else timezone.localdate()


def _aside(found: Evidence, one: SetAsideProposal) -> dict[str, Any]:
    code, _sep, payee = one.key.partition(":")
    payer = found.payers.get(payee) or next(
        (each for each in found.payers.values() if payee in each.keys), None
    )
    return {
        "key": one.key,
        "name": proposal_groups.named(code),
        "payer": payer.name if payer else "",
        "by": one.set_aside_by,
        "at": one.at,
    }


def _added(count: int) -> str:
    return ngettext(
        "%(n)s proposition est retenue : l’activité est à l’inventaire.",
        "%(n)s propositions sont retenues : les activités sont à l’inventaire.",
        count,
    ) % {"n": formats.number(count)}
