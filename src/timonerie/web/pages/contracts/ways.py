"""How work is given under a contract: indices to look at, never a verdict."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts import duty_sentences
from timonerie.domains.contracts.catalogue import ways as catalogue
from timonerie.domains.contracts.models import Contract, WayAnswer
from timonerie.domains.contracts.operations import ways as operations
from timonerie.domains.contracts.queries import ways as queries
from timonerie.domains.contracts.rules import ways as rules
from timonerie.domains.contracts.rules.ways import Read
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.wording import formats
from timonerie.web import duty_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.duties import WaysForm
from timonerie.web.pages.contracts.frame import contract_of, crumbs, tabs
from timonerie.web.pages.settings.frame import url
from timonerie.web.responses import show

ROUTE = "contract-ways"


@policy("duty.read")
def detail(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract = contract_of(request, contract_id)
    is_writer = request.actor.may("duty.write") and contract.archived_at is None
    standing = queries.standing(contract)
    form = WaysForm(request.POST or None, standing=standing)
    here = url(request, ROUTE, contract.public_id)
    if request.method == "POST" and form.is_valid() and _saved(request, contract, form):
        return redirect(here)
    found = rules.read({code: row.answer for code, row in standing.items()})
    context = {
        "contract": contract,
        "tabs": tabs(request, contract, ROUTE),
        "form": form,
        "is_writer": is_writer,
        "themes": [_theme(one, form, standing) for one in found],
        "caution": duty_sentences.caution(),
        "breadcrumbs": crumbs(
            request,
            (contract.name, url(request, "contract", contract.public_id)),
            (_("Façon de travailler"), ""),
        ),
    }
    return show(request, "contracts/ways.html", context)


def _saved(request: CompanyRequest, contract: Contract, form: WaysForm) -> bool:
    try:
        new = operations.answer(
            by=request.actor, at=timezone.now(), contract=contract, said=form.said()
        )
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return False
    said = _("Vos réponses sont enregistrées.") if new else _("Rien n’a changé.")
    messages.success(request, said)
    return True


def _theme(one: Read, form: WaysForm, standing: dict[str, WayAnswer]) -> dict[str, Any]:
    titles = {
        "lending": _("Prêt de main-d’œuvre et marchandage"),
        "direction": _("Direction de fait, si une personne dirige pour vous"),
    }
    indices = [index for index in catalogue.indices() if index.theme == one.theme]
    return {
        "title": titles[one.theme],
        "source": _(catalogue.SOURCES[one.theme]),
        "to_look": [(duty_words.asked(index), standing[index.code]) for index in one.to_look],
        "summary": _summary(one),
        "is_blank": len(one.open) == len(indices),
        "rows": [
            {
                "index": index,
                "answer": form[f"r-{index.code}"],
                "note": form[f"n-{index.code}"],
                "said": standing.get(index.code),
            }
            for index in indices
        ],
    }


def _summary(one: Read) -> str:
    """Counts of questions, which are no score: each index is read with its reason."""
    words = {
        "look": formats.number(len(one.to_look)),
        "unsure": formats.number(len(one.unsure)),
        "open": formats.number(len(one.open)),
    }
    return (
        _("À regarder : %(look)s ; sans certitude : %(unsure)s ; sans réponse : %(open)s.") % words
    )
