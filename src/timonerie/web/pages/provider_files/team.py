"""The named people of a provider, and whether they are still there."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import rolls
from timonerie.domains.organisation.operations.rolls import Answered
from timonerie.domains.organisation.queries import contact_moves
from timonerie.domains.organisation.queries import providers as queries
from timonerie.domains.organisation.team_rules import Moves, MovesState
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.months import month_label
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.provider_files import RollForm
from timonerie.web.pages.provider_files import frame, tables
from timonerie.web.pages.settings.frame import answer, url
from timonerie.web.responses import show


@policy("provider.read")
def detail(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    provider = frame.provider_of(request, provider_id)
    today = timezone.localdate()
    said = contact_moves.rolls_of(provider)
    people = queries.contacts_of(provider)
    context: dict[str, Any] = {
        **frame.context(request, provider, "provider-team", _("Équipe")),
        "contacts": people,
        "is_named": any(one.left_date is None for one in people),
        "moves": moves_words(contact_moves.contact_moves(provider, on=today)),
        "roll": next((one for one in said if one.month == today.replace(day=1)), None),
        "rolls": tables.of_rolls(said),
        "month": month_label(today),
    }
    return show(request, "providers/team.html", context)


@policy("provider.write")
def roll(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    """Names ticked beforehand: one click keeps them all."""
    provider = frame.provider_of(request, provider_id)
    people = [one for one in queries.contacts_of(provider) if one.left_date is None]
    page = frame.form_page(
        request,
        provider,
        heading=_("Toujours sur le dossier ?"),
        lead=_("Décochez qui est parti, et donnez son dernier jour. Rien d’autre n’est demandé."),
        submit=_("Enregistrer l’équipe du mois"),
        back="provider-team",
    )
    form = RollForm(request.POST or None, people=people)
    return answer(
        request,
        form,
        page=replace(page, template="providers/roll.html"),
        save=lambda data: _said(request, provider, form, data),
        done=lambda _saved: url(request, "provider-team", provider.public_id),
        message=_("L’équipe du mois est pointée."),
    )


def _said(request: CompanyRequest, provider: Provider, form: RollForm, data: Any) -> None:
    answered = Answered(month=timezone.localdate(), left=form.left(), announced=data["announced"])
    rolls.say(by=request.actor, at=timezone.now(), provider=provider, answered=answered)


def moves_words(moves: Moves) -> dict[str, str]:
    """The state and its words: a rate is told only where it stands on names enough."""
    gone = ngettext(
        "%(n)s départ en douze mois", "%(n)s départs en douze mois", moves.departures
    ) % {"n": moves.departures}
    if moves.state == MovesState.UNKNOWN:
        return {"word": _("donnée manquante"), "detail": _("Personne n’est nommé.")}
    told = [gone]
    if moves.unannounced:
        told.append(
            ngettext("dont %(n)s non annoncé", "dont %(n)s non annoncés", moves.unannounced)
            % {"n": moves.unannounced}
        )
    if moves.state == MovesState.TOO_FEW:
        return {"word": _("trop peu de noms"), "detail": ", ".join(told)}
    average = formats.number(round(moves.average, 1), decimals=1)
    told.append(_("%(n)s personnes nommées en moyenne") % {"n": average})
    return {"word": formats.percent(moves.rate or 0.0, decimals=0), "detail": ", ".join(told)}
