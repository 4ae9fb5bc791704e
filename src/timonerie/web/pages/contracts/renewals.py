"""Every decision file, and how far ahead they open."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import RenewalFile
from timonerie.domains.contracts.operations import renewals as operations
from timonerie.domains.contracts.queries import renewals as queries
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import contract_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.renewals import AheadForm
from timonerie.web.pages.contracts.frame import crumbs, sees_all
from timonerie.web.pages.settings.frame import FormPage, answer, url
from timonerie.web.remembering import remembered
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table


@policy("contract.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    found = queries.listed(request.actor, on=timezone.localdate())
    context = {
        "table": _table(request, found),
        "days_ahead": queries.days_ahead(),
        "may_set": request.actor.may("contract.write") and sees_all(request),
        "breadcrumbs": crumbs(request, (_("Dossiers de décision"), "")),
    }
    return show(request, "contracts/renewals.html", context)


@policy("contract.write")
def ahead(request: CompanyRequest) -> HttpResponse:
    row = queries.setting()
    initial = {"days_ahead": queries.days_ahead(), "version": row.version if row else None}
    form = AheadForm(request.POST or None, initial=initial)
    back = url(request, "renewals")
    return answer(
        request,
        form,
        page=FormPage(
            heading=_("Quand s’ouvrent les dossiers"),
            lead=_("Jamais à la fin du contrat : toujours avant le dernier jour utile."),
            submit=_("Enregistrer"),
            back=back,
            breadcrumbs=crumbs(request, (_("Dossiers de décision"), back), (_("Avance"), "")),
        ),
        save=lambda data: operations.set_ahead(by=request.actor, at=timezone.now(), **data),
        done=lambda _saved: back,
        message=_("C’est enregistré : les prochains dossiers s’ouvriront à cette avance."),
    )


def _table(request: CompanyRequest, found: list[RenewalFile]) -> Table:
    return Table(
        name="dossiers",
        caption=_("Dossiers de décision"),
        columns=(
            Column(label=_("Contrat"), is_long=True),
            Column(label=_("Prestataire"), is_filter=True),
            Column(label=_("État"), is_filter=True),
            Column(label=_("À décider avant")),
            Column(label=_("Dernier jour utile")),
            Column(label=_("Fin de période")),
            Column(label=_("Décision"), is_filter=True),
            Column(label=_("Par"), is_filter=True),
        ),
        rows=tuple(_row(request, one) for one in found),
    )


def _row(request: CompanyRequest, one: RenewalFile) -> Row:
    days = (one.decide_by, one.last_day, one.term_end)
    return Row(
        cells=(
            Cell(
                text=one.contract.name,
                url=url(request, "contract-decision", one.contract.public_id),
            ),
            Cell(text=contract_words.provider(one.contract) or _("à connaître")),
            Cell(text=one.get_state_display(), state=_state(one)),
            *(Cell(text=formats.day(day, style="short"), value=day) for day in days),
            Cell(text=one.get_choice_display() or "—", is_soft=not one.choice),
            Cell(text=one.decided_by or "—", is_soft=not one.decided_by),
        )
    )


def _state(one: RenewalFile) -> State | None:
    return {"open": State.WATCH, "lapsed": State.MISSED}.get(one.state)
