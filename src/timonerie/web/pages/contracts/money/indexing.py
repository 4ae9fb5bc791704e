"""How the prices of a contract are revised: its clause, the values of its index, the revisions."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.contracts import revision_sentences
from timonerie.domains.contracts.models import Contract, ContractPrice, IndexClause, PriceRevision
from timonerie.domains.contracts.operations import index_clauses, revisions
from timonerie.domains.contracts.price_enums import RevisionState
from timonerie.domains.contracts.queries import indexation
from timonerie.foundations.wording import formats, months
from timonerie.web import price_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.contract_indexing import ClauseForm, RevisionForm, ValueForm
from timonerie.web.pages.contracts.frame import contract_of
from timonerie.web.pages.contracts.money import charts, tables
from timonerie.web.pages.contracts.money.frame import form_page, here
from timonerie.web.pages.settings.frame import act, answer, url


def section(
    request: CompanyRequest,
    contract: Contract,
    rows: Sequence[ContractPrice],
    *,
    on: date,
    may_write: bool,
) -> dict[str, Any]:
    """What the page tells of the revision of the prices."""
    clause = indexation.standing(indexation.clauses(contract), on=on)
    if clause is None:
        return {"clause": None}
    said = list(indexation.said_values(clause.index))
    values = sorted({one.month: one for one in reversed(said)}.values(), key=lambda one: one.month)
    return {
        "clause": clause,
        "clause_words": _words(clause),
        "values": tables.of_values(said) if said else None,
        "revisions": [
            _told(request, contract, one, may_write) for one in indexation.revisions(contract)
        ],
        "may_propose": may_write and bool(values) and bool(rows),
        "price_trend": charts.of_index(rows, clause, values, on=on),
    }


def _words(clause: IndexClause) -> list[dict[str, str]]:
    month = date(2001, clause.month, 1) if clause.month else None
    return [
        {"term": _("Indice"), "detail": clause.index},
        {
            "term": _("Base"),
            "detail": _("%(value)s en %(month)s")
            % {
                "value": revision_sentences.value(clause.base_value),
                "month": months.month_label(clause.base_month),
            },
        },
        {"term": _("Formule"), "detail": revision_sentences.formula(clause)},
        {
            "term": _("Révision"),
            "detail": _("chaque année, en %(month)s")
            % {"month": months.month_label(month).split()[0]}
            if month
            else _("mois à connaître"),
        },
        {"term": _("À partir du"), "detail": formats.day(clause.start_date)},
    ]


def _told(
    request: CompanyRequest, contract: Contract, one: PriceRevision, may_write: bool
) -> dict[str, Any]:
    waits = one.state == RevisionState.PROPOSED
    words = {
        "index": one.clause.index,
        "month": months.month_label(one.value.month),
        "day": formats.day(one.start_date),
    }
    route = url(request, "contract-revision", contract.public_id, one.public_id)
    return {
        "title": _("Au %(day)s, indice %(index)s de %(month)s") % words,
        "state": price_words.REVISION_STATES[RevisionState(one.state)],
        "word": one.get_state_display(),
        "steps": list(revision_sentences.steps(one, currency=contract.currency)),
        "reason": one.reason,
        "decided": _("%(name)s, le %(day)s")
        % {"name": one.decided_by, "day": formats.day(one.decided_at)}
        if one.decided_at
        else "",
        "url": route if waits and may_write else "",
    }


@policy("contract.write")
def clause(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract = contract_of(request, contract_id)
    known = indexation.standing(indexation.clauses(contract), on=timezone.localdate())
    form = ClauseForm(request.POST or None, known=known, contract=contract)
    return answer(
        request,
        form,
        page=form_page(
            request,
            contract,
            heading=_("La révision du prix"),
            lead=_(
                "Recopiez la clause du contrat. Elle vaut à partir d’un jour : celle d’avant reste."
            ),
        ),
        save=lambda _data: index_clauses.say(
            by=request.actor, at=timezone.now(), contract=contract, said=form.said()
        ),
        done=lambda _saved: here(request, contract),
        message=_("La clause de révision est enregistrée."),
    )


@policy("contract.write")
def value(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract = contract_of(request, contract_id)
    known = indexation.standing(indexation.clauses(contract), on=timezone.localdate())
    form = ValueForm(request.POST or None, index=known.index if known else "")
    return answer(
        request,
        form,
        page=form_page(
            request,
            contract,
            heading=_("Une valeur d’indice"),
            lead=_(
                "Lue à sa source, pour un mois. Une correction s’ajoute : rien ne s’efface, et la"
                " dernière saisie sert."
            ),
        ),
        save=lambda data: index_clauses.enter(
            by=request.actor, at=timezone.now(), contract=contract, **data
        ),
        done=lambda _saved: here(request, contract),
        message=_("La valeur de l’indice est enregistrée."),
    )


@policy("contract.write")
def propose(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract = contract_of(request, contract_id)
    known = indexation.standing(indexation.clauses(contract), on=timezone.localdate())
    values = indexation.values(known.index) if known else []
    form = RevisionForm(request.POST or None, values=values)
    return answer(
        request,
        form,
        page=form_page(
            request,
            contract,
            heading=_("Proposer une révision"),
            lead=_("Le calcul s’écrit en entier ; rien ne change avant que vous l’acceptiez."),
            submit=_("Calculer"),
        ),
        save=lambda data: revisions.propose(
            by=request.actor,
            at=timezone.now(),
            contract=contract,
            value=data["value"],
            start_date=data["start_date"],
        ),
        done=lambda _saved: here(request, contract) + "#revisions",
        message=_("La révision est calculée : relisez-la, puis acceptez-la ou refusez-la."),
    )


@require_POST
@policy("contract.write")
def decide(request: CompanyRequest, contract_id: UUID, revision_id: UUID) -> HttpResponse:
    contract = contract_of(request, contract_id)
    rows = PriceRevision.objects.filter(contract=contract, public_id=revision_id)
    found = rows.select_related("contract__provider", "clause", "value").first()
    if found is None:
        raise Http404
    gesture: Callable[..., None] = (
        revisions.accept if "accept" in request.POST else revisions.refuse
    )
    call = partial(
        gesture,
        by=request.actor,
        at=timezone.now(),
        revision=found,
        reason=request.POST.get("reason", ""),
    )
    message = (
        _("La révision est acceptée : les prix valent à partir de son jour.")
        if "accept" in request.POST
        else _("La révision est refusée, et son motif est gardé.")
    )
    return act(request, call, to=here(request, contract) + "#revisions", message=message)
