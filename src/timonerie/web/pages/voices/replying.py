"""Replying to a figure by account, changing the reply, withdrawing it; letting a provider reply by
a link."""

from functools import partial
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.reporting.models import Reply
from timonerie.domains.reporting.operations import replies, voice_links
from timonerie.domains.reporting.operations.replies import About
from timonerie.domains.reporting.queries import replies as queries
from timonerie.foundations.accounts.enums import Role
from timonerie.web import voices
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.voices import ReplyChangeForm, ReplyForm, VoiceLinkForm
from timonerie.web.pages.flashes.links import shown
from timonerie.web.pages.provider_files import frame
from timonerie.web.pages.settings.frame import FormPage, act, answer, url, version_asked
from timonerie.web.pages.voices import subjects
from timonerie.web.responses import show

REPORTING = (Role.DIRECTOR, Role.EXECUTIVE)
"""Who types what a provider answered to them."""


@policy("reply.write")
def new(request: CompanyRequest, code: str) -> HttpResponse:
    """A figure that is not the reader's to reply to answers like one that does not exist."""
    about = subjects.figure(request, code)
    if not may_reply(request, about):
        raise Http404
    return answer(
        request,
        ReplyForm(request.POST or None),
        page=_page(
            request,
            about,
            heading=_("Répondre à un chiffre"),
            lead=_(
                "%(about)s. Ce que le prestataire vous a répondu par un autre chemin : la page dira"
                " que vous le rapportez."
            )
            if request.actor.role in REPORTING
            else "%(about)s",
        ),
        save=lambda data: replies.say(
            by=request.actor, at=timezone.now(), about=about, text=data["text"]
        ),
        done=lambda _saved: subjects.back(request, about),
        message=_("Votre réponse se lit désormais à côté du chiffre."),
    )


def may_reply(request: CompanyRequest, about: About) -> bool:
    """Whether the reader speaks for the provider, or for the site, of a figure."""
    if not request.actor.may("reply.write"):
        return False
    try:
        replies.require_side(by=request.actor, at=timezone.now(), about=about)
    except PermissionDenied:
        return False
    return True


@policy("reply.write")
def edit(request: CompanyRequest, reply_id: UUID) -> HttpResponse:
    reply = _reply(request, reply_id)
    provider = reply.about.provider
    here = url(request, "provider-voices", provider.public_id)
    first = {"version": reply.version, "text": reply.text}
    heading = _("Changer une réponse")
    return answer(
        request,
        ReplyChangeForm(request.POST or None, initial=first),
        page=FormPage(
            heading=heading,
            lead=voices.about(reply),
            submit=_("Enregistrer"),
            back=here,
            breadcrumbs=frame.crumbs(request, provider, (_("Paroles"), here), (heading, "")),
        ),
        save=lambda data: replies.change(by=request.actor, at=timezone.now(), reply=reply, **data),
        done=lambda _saved: here,
        message=_("La réponse est changée ; ce qu’elle disait est gardé."),
    )


@require_POST
@policy("reply.write")
def withdraw(request: CompanyRequest, reply_id: UUID) -> HttpResponse:
    reply = _reply(request, reply_id)
    return act(
        request,
        partial(
            replies.withdraw,
            by=request.actor,
            at=timezone.now(),
            reply=reply,
            version=version_asked(request, reply.version),
        ),
        to=url(request, "provider-voices", reply.about.provider.public_id),
        message=_("La réponse est retirée : les pages disent qu’elle l’a été."),
    )


@policy("reply.link")
def ask(request: CompanyRequest, code: str) -> HttpResponse:
    return _asked(request, subjects.figure(request, code))


@policy("reply.link")
def ask_of_level(request: CompanyRequest, owed_id: UUID) -> HttpResponse:
    return _asked(request, subjects.level(request, owed_id))


@policy("reply.link")
def ask_of_claim(request: CompanyRequest, claim_id: UUID) -> HttpResponse:
    return _asked(request, subjects.claim(request, claim_id))


def _asked(request: CompanyRequest, about: About) -> HttpResponse:
    """A link for the provider, made and shown once."""
    if not frame.holds(request, about.provider):
        raise Http404
    form = VoiceLinkForm(request.POST or None)
    page = _page(
        request,
        about,
        heading=_("Demander une réponse par un lien"),
        lead=_(
            "%(about)s. Le prestataire répond à ce chiffre sans compte, et ne voit rien d’autre."
            " Aucun message ne part d’ici : vous lui remettez le lien."
        ),
        submit=_("Faire le lien"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = voice_links.for_reply(
                by=request.actor,
                at=timezone.now(),
                about=replies.kept(about),
                **form.cleaned_data,
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            return shown(request, made, back=subjects.back(request, about))
    context = {"form": form, "page": page, "breadcrumbs": page.breadcrumbs}
    return show(request, page.template, context)


def _page(
    request: CompanyRequest,
    about: About,
    *,
    heading: str,
    lead: str = "%(about)s",
    submit: str = "",
) -> FormPage:
    return FormPage(
        heading=heading,
        lead=lead % {"about": subjects.words(about)},
        submit=submit or _("Répondre"),
        back=subjects.back(request, about),
        breadcrumbs=frame.crumbs(request, about.provider, (heading, "")),
    )


def _reply(request: CompanyRequest, reply_id: UUID) -> Reply:
    """One that the reader may change. Raises Http404."""
    rows = queries.writable_by(request.actor, on=timezone.localdate())
    return get_object_or_404(rows, public_id=reply_id)
