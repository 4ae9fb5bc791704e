"""Saying a level, a report, an obligation or a proof; putting it away; a proof that came."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from timonerie.domains.contracts.models import Contract, SecurityProof, ServiceLevel
from timonerie.domains.contracts.operations import levels, obligations, owed_rows
from timonerie.domains.contracts.queries import obligations as queries
from timonerie.domains.contracts.queries.obligations import Row
from timonerie.domains.contracts.rules.occurrences import default_day
from timonerie.domains.contracts.rules.owed_lines import OwedKind
from timonerie.domains.performance.operations import refreshing
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.levels import LevelForm
from timonerie.web.forms.obligations import (
    GivenProofForm,
    ObligationForm,
    OwedForm,
    ProofForm,
    ReportForm,
)
from timonerie.web.pages.contracts.frame import contract_of, crumbs
from timonerie.web.pages.contracts.obligations import metric_names
from timonerie.web.pages.settings.frame import Crumb, FormPage, act, answer, url, version_asked

#: `?nature=` of the form that adds one, and what the page is called.
NATURES: Final[Mapping[str, tuple[OwedKind, Promise]]] = {
    "niveau": (OwedKind.LEVEL, gettext_lazy("Ajouter un niveau de service")),
    "rapport": (OwedKind.REPORT, gettext_lazy("Ajouter un rapport attendu")),
    "obligation": (OwedKind.OBLIGATION, gettext_lazy("Ajouter une obligation")),
    "preuve": (OwedKind.PROOF, gettext_lazy("Ajouter une preuve de sécurité")),
}
_FORMS: Final[Mapping[OwedKind, type[OwedForm]]] = {
    OwedKind.REPORT: ReportForm,
    OwedKind.OBLIGATION: ObligationForm,
    OwedKind.PROOF: ProofForm,
}


@dataclass(frozen=True, kw_only=True)
class OwedPage(FormPage):
    """The form of a row, which may be put away from there."""

    row: Row
    template: str = "contracts/owed.html"


@policy("contract.write")
def new(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    """Raises Http404 for another nature than those that are offered."""
    contract = contract_of(request, contract_id)
    nature = request.GET.get("nature", "niveau")
    if nature not in NATURES:
        raise Http404
    kind, heading = NATURES[nature]
    form = _form(request, kind, contract=contract)
    here = url(request, "contract-obligations", contract.public_id)
    return answer(
        request,
        form,
        page=FormPage(
            heading=heading,
            lead=contract.name,
            submit=_("Ajouter"),
            back=here,
            breadcrumbs=_crumbs(request, contract, str(heading)),
        ),
        save=lambda _data: _add(request, contract, form),
        done=lambda _made: here,
        message=_("C’est ajouté au contrat."),
    )


@policy("contract.write")
def edit(request: CompanyRequest, owed_id: UUID) -> HttpResponse:
    row = row_of(request, owed_id)
    form = _form(request, queries.kind_of(row), contract=row.contract, row=row)
    here = url(request, "contract-obligations", row.contract.public_id)
    return answer(
        request,
        form,
        page=OwedPage(
            row=row,
            heading=row.title,
            lead=row.contract.name,
            submit=_("Enregistrer"),
            back=here,
            breadcrumbs=_crumbs(request, row.contract, row.title),
        ),
        save=lambda data: _change(request, row, form, data["version"]),
        done=lambda _saved: here,
        message=_("C’est enregistré."),
    )


@policy("contract.write")
def give(request: CompanyRequest, proof_id: UUID) -> HttpResponse:
    proof = row_of(request, proof_id)
    if not isinstance(proof, SecurityProof):
        raise Http404
    today = timezone.localdate()
    initial = {"given_on": today, "version": proof.version}
    form = GivenProofForm(request.POST or None, initial=initial)
    here = url(request, "contract-obligations", proof.contract.public_id)
    return answer(
        request,
        form,
        page=FormPage(
            heading=_("Une preuve est arrivée"),
            lead=f"{proof.title} · {proof.expected}" if proof.expected else proof.title,
            submit=_("Enregistrer la preuve"),
            back=here,
            breadcrumbs=_crumbs(request, proof.contract, proof.title),
        ),
        save=lambda data: obligations.give_proof(
            by=request.actor, at=timezone.now(), proof=proof, **data
        ),
        done=lambda _saved: here,
        message=_("La preuve est enregistrée."),
    )


@require_POST
@policy("contract.write")
def archive(request: CompanyRequest, owed_id: UUID) -> HttpResponse:
    message = _(
        "C’est archivé : plus rien n’en est attendu. Vous pouvez le reprendre en bas de page."
    )
    return _gesture(request, owed_id, owed_rows.archive, message)


@require_POST
@policy("contract.write")
def restore(request: CompanyRequest, owed_id: UUID) -> HttpResponse:
    return _gesture(request, owed_id, owed_rows.restore, _("C’est repris des archives."))


def row_of(request: CompanyRequest, public_id: UUID) -> Row:
    """Raises Http404 for one out of reach."""
    found = queries.find(request.actor, public_id, on=timezone.localdate())
    if found is None:
        raise Http404
    return found


def _form(
    request: CompanyRequest, kind: OwedKind, *, contract: Contract, row: Row | None = None
) -> OwedForm:
    data, reader = request.POST or None, request.actor
    if kind == OwedKind.LEVEL:
        return LevelForm(data, reader=reader, names=metric_names(), row=row)
    initial = {}
    if kind == OwedKind.REPORT and row is None:
        initial["day"] = default_day(queries.functions(contract))
    return _FORMS[kind](data, reader=reader, row=row, **initial)


def _add(request: CompanyRequest, contract: Contract, form: OwedForm) -> Any:
    told: dict[str, Any] = {"by": request.actor, "at": timezone.now(), "contract": contract}
    if not isinstance(form, LevelForm):
        return obligations.add(**told, said=form.said())
    made = levels.add(**told, said=form.said())
    refreshing.measure_levels(by=request.actor, at=timezone.now())
    return made


def _change(request: CompanyRequest, row: Row, form: OwedForm, version: int) -> None:
    told: dict[str, Any] = {"by": request.actor, "at": timezone.now(), "version": version}
    if isinstance(row, ServiceLevel):
        levels.change(**told, level=row, said=form.said())
        _follow(request, row, version)
    else:
        obligations.change(**told, row=row, said=form.said())


def _gesture(
    request: CompanyRequest, owed_id: UUID, gesture: Callable[..., None], message: str
) -> HttpResponse:
    row = row_of(request, owed_id)
    version = version_asked(request, row.version)

    def call() -> None:
        gesture(by=request.actor, at=timezone.now(), row=row, version=version)
        _follow(request, row, version)

    to = url(request, "contract-obligations", row.contract.public_id)
    return act(request, call, to=to, message=message)


def _follow(request: CompanyRequest, row: Row, version: int) -> None:
    """A level that somebody changed is measured again, without waiting for the next file."""
    if isinstance(row, ServiceLevel) and row.version != version:
        refreshing.measure_levels(by=request.actor, at=timezone.now())


def _crumbs(request: CompanyRequest, contract: Contract, label: str) -> list[Crumb]:
    return crumbs(
        request,
        (contract.name, url(request, "contract", contract.public_id)),
        (_("Niveaux et rapports"), url(request, "contract-obligations", contract.public_id)),
        (label, ""),
    )
