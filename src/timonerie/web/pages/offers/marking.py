"""The notes of an assessor, once they have said their interests."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.operations import offer_checks, offer_marks
from timonerie.domains.sourcing.queries import offers as queries
from timonerie.domains.sourcing.rules.offers import asked
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.offers import InterestForm, MarksForm
from timonerie.web.pages.offers import frame
from timonerie.web.pages.settings.frame import FormPage, answer, url
from timonerie.web.pages.statements.frame import statement_of
from timonerie.web.responses import show


@policy("offer.write")
def interest(request: CompanyRequest, statement_id: UUID) -> HttpResponse:
    statement = statement_of(request, statement_id)
    said = queries.interest_of(statement, user_id=request.actor.user_id)
    return answer(
        request,
        InterestForm(request.POST or None, said=said),
        page=FormPage(
            heading=_("Déclarer mes intérêts"),
            lead=_("Avant de noter : sans déclaration, vos notes se voient et ne comptent pas."),
            submit=_("Déclarer"),
            back=url(request, "offers", statement.public_id),
            breadcrumbs=frame.steps(request, statement, (_("Mes intérêts"), "")),
        ),
        save=lambda data: offer_marks.declare(
            by=request.actor,
            at=timezone.now(),
            statement=statement,
            has_conflict=data["has_conflict"] == "oui",
            text=data["text"],
        ),
        done=lambda _said: url(request, "offer-comparison", statement.public_id),
        message=_("Votre déclaration est enregistrée."),
    )


@policy("offer.write")
def mark(request: CompanyRequest, statement_id: UUID, offer_id: UUID) -> HttpResponse:
    offer = frame.offer_of(request, statement_id, offer_id)
    if (away := frame.away(request, offer, offer_checks.require_received)) is not None:
        return away
    sheet = queries.sheet(offer)
    criteria = asked.marked([one.line for one in sheet.asked])
    mine = queries.mark_of(offer, user_id=request.actor.user_id)
    form = MarksForm(request.POST or None, criteria=criteria, mine=mine)
    if request.method == "POST" and form.is_valid():
        try:
            offer_marks.mark(by=request.actor, at=timezone.now(), offer=offer, given=form.given())
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Vos notes sont enregistrées."))
            return redirect(url(request, "offer-comparison", offer.statement.public_id))
    context: dict[str, Any] = {
        "offer": offer,
        "form": form,
        "criteria": [
            {
                "line": line,
                "question": line.values.get("question", ""),
                "weight": line.values.get("weight"),
                "answer": sheet.answers.get(line.key),
                "note": form[f"n-{line.key}"],
                "reason": form[f"m-{line.key}"],
            }
            for line in criteria
        ],
        "interest": queries.interest_of(offer.statement, user_id=request.actor.user_id),
        "offer_url": frame.address(request, "offer", offer),
        "papers": list(offer.papers.order_by("at", "pk")),
        "breadcrumbs": frame.steps_in(request, offer, _("Noter")),
    }
    return show(request, "offers/mark.html", context)
