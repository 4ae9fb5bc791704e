"""« Reprendre du cahier des charges »: what each line becomes, shown before it is written."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.contracts import obligation_sentences
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.operations import taking_over as operations
from timonerie.domains.contracts.queries import taking_over as queries
from timonerie.domains.contracts.rules import taking_over as rules
from timonerie.domains.contracts.rules.taking_over import Change, Step
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.performance.operations import refreshing
from timonerie.domains.sourcing.models import StatementVersion
from timonerie.foundations.wording import formats
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.taking_over import TakingForm
from timonerie.web.pages.contracts.frame import contract_of, crumbs, tabs
from timonerie.web.pages.settings.frame import url
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table

CHANGES: Final[Mapping[Change, Promise]] = {
    Change.NEW: gettext_lazy("nouveau"),
    Change.CHANGED: gettext_lazy("modifié"),
    Change.GONE: gettext_lazy("retiré"),
    Change.SAME: gettext_lazy("sans changement"),
}
_FIELDS: Final[Mapping[str, Promise]] = {
    "title": gettext_lazy("intitulé"), "metric": gettext_lazy("indicateur"),
    "target": gettext_lazy("cible"), "unit": gettext_lazy("unité"),
    "at_least": gettext_lazy("sens de la cible"), "period": gettext_lazy("période"),
    "window": gettext_lazy("plage de service"), "exclusions": gettext_lazy("exclusions"),
    "stop_clock": gettext_lazy("suspension du délai"), "activity": gettext_lazy("activité"),
    "cadence": gettext_lazy("périodicité"), "day": gettext_lazy("jour"),
    "grace_days": gettext_lazy("jours de grâce"), "content": gettext_lazy("contenu attendu"),
    "side": gettext_lazy("qui le doit"), "when": gettext_lazy("quand"),
    "anchor": gettext_lazy("d’où se compte le jour"), "hour": gettext_lazy("heure"),
    "who": gettext_lazy("qui"), "format": gettext_lazy("forme"), "text": gettext_lazy("texte"),
    "acceptance": gettext_lazy("critère d’acceptation"),
    "expected": gettext_lazy("preuve attendue"),
    "measure": gettext_lazy("mesure"),
}  # fmt: skip


@policy("contract.write")
def index(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    """Choose an approved version, see what it would do, do it."""
    contract = contract_of(request, contract_id)
    known = queries.versions(request.actor, contract, on=timezone.localdate())
    asked = request.POST if request.method == "POST" else request.GET
    form = TakingForm(asked if "statement" in asked else None, contract=contract, known=known)
    context: dict[str, Any] = {
        "contract": contract,
        "tabs": tabs(request, contract, "contract-obligations"),
        "form": form,
        "has_versions": bool(known),
        "breadcrumbs": crumbs(
            request,
            (contract.name, url(request, "contract", contract.public_id)),
            (_("Niveaux et rapports"), url(request, "contract-obligations", contract.public_id)),
            (_("Reprendre du cahier des charges"), ""),
        ),
    }
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["statement"]
        if request.method == "POST":
            return _take(request, contract, form)
        context |= _preview(contract, version, form)
    return show(request, "contracts/take_over.html", context)


def _take(request: CompanyRequest, contract: Contract, form: TakingForm) -> HttpResponse:
    try:
        steps = operations.take(
            by=request.actor,
            at=timezone.now(),
            contract=contract,
            version=form.cleaned_data["statement"],
            effective=form.cleaned_data["effective"],
        )
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        if rules.moves_levels(steps):
            refreshing.measure_levels(by=request.actor, at=timezone.now())
        messages.success(request, _done(steps))
    return redirect(url(request, "contract-obligations", contract.public_id))


def _done(steps: Sequence[Step]) -> str:
    count = sum(one.change != Change.SAME for one in steps)
    if not count:
        return _("Tout était déjà repris : rien n’a changé.")
    return ngettext(
        "%(n)s ligne du cahier des charges est reprise.",
        "%(n)s lignes du cahier des charges sont reprises.",
        count,
    ) % {"n": formats.number(count)}


def _preview(contract: Contract, version: StatementVersion, form: TakingForm) -> dict[str, Any]:
    steps = queries.plan(contract, version)
    done = Counter(one.change for one in steps)
    effective = form.cleaned_data["effective"]
    return {
        "table": _table(steps),
        "statement": version,
        "effective": effective,
        "moves": sum(done.values()) - done[Change.SAME],
        "lacks_day": effective is None and bool(done[Change.CHANGED] + done[Change.GONE]),
        "counts": [
            {"label": label, "value": formats.number(done[change])}
            for change, label in CHANGES.items()
        ],
    }


def _table(steps: Sequence[Step]) -> Table:
    return Table(
        name="reprise",
        caption=_("Ce que la reprise ferait"),
        columns=(
            Column(label=_("Ligne"), is_long=True),
            Column(label=_("Devient"), is_filter=True),
            Column(label=_("Effet"), is_filter=True),
            Column(label=_("Ce qui change"), is_long=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=one.title),
                    Cell(text=str(obligation_sentences.KINDS[one.kind])),
                    Cell(text=str(CHANGES[one.change]), is_soft=one.change == Change.SAME),
                    _moved(one),
                )
            )
            for one in steps
        ),
    )


def _moved(step: Step) -> Cell:
    if step.change != Change.CHANGED:
        return Cell(text="—", is_soft=True)
    return Cell(text=", ".join(str(_FIELDS.get(name, name)) for name in step.fields))
