"""Following the verdict of the activities that are ticked, and undoing it."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.operations import following
from timonerie.domains.sourcing.operations.following import FOLLOWED, Followed
from timonerie.domains.sourcing.queries import reaching
from timonerie.domains.sourcing.queries.grids import Weighed
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.settings.frame import act, url

JUST_MADE = "followed"
"""The decisions of the last such gesture of a session, so that it can be undone."""
FIRM = 0.95
YEAR = timedelta(days=365)


@require_POST
@policy("sourcing.write")
def follow(request: CompanyRequest) -> HttpResponse:
    """What is out of reach is left alone, like what is gone."""
    now, today = timezone.now(), timezone.localdate()
    rows = reaching.activities(request.actor, on=today).active()
    found = list(rows.filter(public_id__in=_identifiers(request, "choisi")))
    back = url(request, "activity-grid")
    if not found:
        messages.error(request, _("Cochez d’abord les activités à décider."))
        return redirect(back)
    try:
        done = following.follow(
            by=request.actor, at=now, activities=found, review_date=today + YEAR
        )
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(back)
    request.session[JUST_MADE] = [str(one.public_id) for one in done.made]
    messages.success(request, _told(done))
    return redirect(back)


@require_POST
@policy("sourcing.write")
def undo(request: CompanyRequest) -> HttpResponse:
    request.session.pop(JUST_MADE, None)
    return act(
        request,
        partial(
            following.undo,
            by=request.actor,
            at=timezone.now(),
            made=_identifiers(request, "fait"),
        ),
        to=url(request, "activity-grid"),
        message=_("C’est défait : ces activités sont de nouveau à décider."),
    )


def may_follow(one: Weighed) -> bool:
    """Whether a verdict can be followed without a word more."""
    return one.decision is None and one.judged.verdict in FOLLOWED


def is_firm(one: Weighed) -> bool:
    """Whether nearly every plausible weighting says the same."""
    share = one.robust.share
    return may_follow(one) and share is not None and share >= FIRM


def just_made(request: CompanyRequest) -> list[str]:
    """What the last gesture of the session decided."""
    return list(request.session.get(JUST_MADE, ()))


def _identifiers(request: CompanyRequest, name: str) -> list[UUID]:
    found = []
    for text in request.POST.getlist(name):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _told(done: Followed) -> str:
    count = len(done.made)
    text = ngettext("%(n)s décision prise.", "%(n)s décisions prises.", count) % {"n": count}
    if not done.left:
        return text
    left = ngettext(
        "%(n)s activité reste à décider une par une.",
        "%(n)s activités restent à décider une par une.",
        len(done.left),
    ) % {"n": len(done.left)}
    return f"{text} {left}"
