"""What every page of a challenge stands in."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.challenge.models import (
    Challenge,
    ChallengeStep,
    LetterSending,
    LetterVersion,
    ProviderReply,
)
from timonerie.domains.challenge.queries import challenges as queries
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.web.access import CompanyRequest
from timonerie.web.pages import import_views
from timonerie.web.pages.settings.frame import Crumb, FormPage, url

T = TypeVar("T")


def challenge_of(request: CompanyRequest, challenge_id: UUID) -> Challenge:
    """With its parts. Raises Http404 for one out of reach."""
    rows = queries.whole(queries.visible_to(request.actor, on=timezone.localdate()))
    found: Challenge = get_object_or_404(rows, public_id=challenge_id)
    return found


def step_of(request: CompanyRequest, step_id: UUID) -> ChallengeStep:
    """With its letters and replies. Raises Http404 for one out of reach."""
    rows = queries.with_letters(ChallengeStep.objects.filter(challenge__in=_seen(request)))
    near = ("challenge__provider", "challenge__contract", "challenge__unit", "challenge__owner")
    found: ChallengeStep = get_object_or_404(rows.select_related(*near), public_id=step_id)
    return found


def letter_of(request: CompanyRequest, letter_id: UUID) -> LetterVersion:
    """Raises Http404 for one out of reach."""
    rows = LetterVersion.objects.filter(step__challenge__in=_seen(request))
    near = ("step__challenge__provider", "step__challenge__contract")
    found: LetterVersion = get_object_or_404(rows.select_related(*near), public_id=letter_id)
    return found


def sending_of(request: CompanyRequest, sending_id: UUID) -> LetterSending:
    """Raises Http404 for one out of reach."""
    rows = LetterSending.objects.filter(letter__step__challenge__in=_seen(request))
    near = ("letter__step__challenge__provider", "letter__step__challenge__unit")
    found: LetterSending = get_object_or_404(rows.select_related(*near), public_id=sending_id)
    return found


def reply_of(request: CompanyRequest, letter_reply_id: UUID) -> ProviderReply:
    """Raises Http404 for one out of reach."""
    rows = ProviderReply.objects.filter(step__challenge__in=_seen(request))
    near = ("step__challenge__provider", "blob", "company")
    found: ProviderReply = get_object_or_404(rows.select_related(*near), public_id=letter_reply_id)
    return found


def _seen(request: CompanyRequest) -> Any:
    return queries.visible_to(request.actor, on=timezone.localdate()).values("pk")


def crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    home = {"label": _("Recadrages"), "url": url(request, "challenges")}
    return [home, *({"label": label, "url": link} for label, link in steps)]


def address(request: CompanyRequest, challenge: Challenge) -> str:
    return url(request, "challenge", challenge.public_id)


def form_page(
    request: CompanyRequest,
    challenge: Challenge,
    *,
    heading: str,
    lead: str = "",
    submit: str = "",
    back: str = "",
    template: str = "settings/form.html",
) -> FormPage:
    here = address(request, challenge)
    return FormPage(
        heading=heading,
        lead=lead,
        submit=submit or _("Enregistrer"),
        back=back or here,
        breadcrumbs=crumbs(request, (challenge.title, here), (heading, "")),
        template=template,
    )


def taking(call: Callable[[], T]) -> T:
    """What a file is refused for, beside its field."""
    try:
        return call()
    except FileRefused as fault:
        raise Refused(import_views.told(fault.code, fault.remedy), field="file") from fault
