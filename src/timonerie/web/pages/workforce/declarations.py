"""The declarations received: what each gave, and what of it was not kept."""

from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.facts.enums import DeclarationState
from timonerie.domains.facts.models import PayrollDeclaration
from timonerie.domains.facts.operations import workforce
from timonerie.domains.facts.queries import workforce as queries
from timonerie.engine.dsn import thrown
from timonerie.foundations.wording import formats, months
from timonerie.web import workforce_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.settings import history
from timonerie.web.pages.settings.frame import act, url
from timonerie.web.pages.workforce import tables
from timonerie.web.pages.workforce.frame import crumbs, may_drop, today
from timonerie.web.remembering import remembered
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table


@policy("workforce.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    found = queries.declarations(request.actor, on=today())
    context = {
        "breadcrumbs": crumbs(request, (_("Déclarations"), "")),
        "table": tables.of_declarations(request, found),
        "may_drop": may_drop(request),
    }
    return show(request, "workforce/declarations.html", context)


@policy("workforce.read")
def detail(request: CompanyRequest, declaration_id: UUID) -> HttpResponse:
    one = _declaration(request, declaration_id)
    heading = _heading(one)
    context = {
        "breadcrumbs": crumbs(
            request, (_("Déclarations"), url(request, "workforce-declarations")), (heading, "")
        ),
        "declaration": one,
        "heading": heading,
        "state": tables.STATES[DeclarationState(one.state)],
        "pairs": list(_pairs(request, one)),
        "findings": workforce_words.findings(one.findings),
        "places": _places(one),
        "thrown": _thrown(one),
        "thrown_total": formats.number(sum(one.thrown.values())),
        "rubriques": formats.number(one.rubriques),
        "may_withdraw": may_drop(request) and one.state != DeclarationState.WITHDRAWN,
        "history": history.of(request, kind="payroll_declaration", public_id=one.public_id),
    }
    return show(request, "workforce/declaration.html", context)


@require_POST
@policy("workforce.write")
def withdraw(request: CompanyRequest, declaration_id: UUID) -> HttpResponse:
    one = _declaration(request, declaration_id)
    return act(
        request,
        partial(workforce.withdraw, by=request.actor, at=timezone.now(), declaration=one),
        to=url(request, "workforce-declaration", one.public_id),
        message=_("La déclaration est retirée : ses chiffres ne comptent plus."),
    )


def _declaration(request: CompanyRequest, declaration_id: UUID) -> PayrollDeclaration:
    rows = queries.visible_to(request.actor, on=today())
    found: PayrollDeclaration = get_object_or_404(rows, public_id=declaration_id)
    return found


def _heading(one: PayrollDeclaration) -> str:
    place = one.town.title() or one.siret
    if one.month is None:
        nature = workforce_words.NATURES.get(one.nature, one.nature)
        return _("%(place)s, évènement : %(nature)s") % {"place": place, "nature": nature}
    return _("%(place)s, %(month)s") % {"place": place, "month": months.month_label(one.month)}


def _pairs(request: CompanyRequest, one: PayrollDeclaration) -> Iterator[dict[str, str]]:
    nature = workforce_words.NATURES.get(one.nature, one.nature)
    known = {
        _("Établissement"): one.siret,
        _("Nature"): str(nature),
        _("Type"): one.get_kind_display(),
        _("Numéro d’ordre"): str(one.order_number),
        _("Fraction"): _fraction(one.fraction),
        _("Individus"): formats.number(one.individuals),
        _("Constituée le"): formats.day(one.made_on) if one.made_on else "",
        _("Norme"): one.norm,
        _("Fichier"): one.file_name,
        _("Empreinte du fichier effacé"): one.sha256[:16],
        _("Déposée"): formats.instant(one.received_at, request.company.zone),
        _("Par"): one.received_by,
    }
    for term, text in known.items():
        if text:
            yield {"term": term, "detail": text}


def _fraction(code: str) -> str:
    """ "12" is the first part of two; a single part says nothing."""
    if len(code) != 2 or code[1] in "01":
        return ""
    return _("%(part)s sur %(all)s") % {"part": code[0], "all": code[1]}


def _places(one: PayrollDeclaration) -> Table:
    return Table(
        caption=_("Ce qui en est gardé"),
        hides_caption=True,
        columns=(
            Column(label=_("Lieu de travail")),
            Column(label=_("Effectif"), is_number=True),
            Column(label=_("Contrats"), is_long=True),
            Column(label=_("Heures payées"), is_number=True),
            Column(label=_("Régularisations"), is_number=True),
        ),
        rows=tuple(_place_row(row) for row in one.workplaces.order_by("siret")),
    )


def _place_row(row: Any) -> Row:
    figures, paid = row.figures, workforce_words.hours(row.figures, "paid")
    heads, again = figures.get("heads", 0), workforce_words.adjustments(figures)
    return Row(
        cells=(
            Cell(text=row.town.title() or row.siret, note=row.siret),
            Cell(text=formats.number(heads), value=heads),
            Cell(text=workforce_words.contracts(figures) or "—", is_soft=True),
            Cell(text=formats.number(paid), value=paid),
            Cell(text=formats.number(again), value=again),
        )
    )


def _thrown(one: PayrollDeclaration) -> Table:
    """How many rubriques of each family were read past; what they said is nowhere."""
    families = thrown.by_family(one.thrown)
    ordered = sorted(families, key=lambda name: (-families[name], name))
    return Table(
        caption=_("Ce qui n’a pas été gardé"),
        hides_caption=True,
        columns=(
            Column(label=_("Ce dont il s’agissait"), is_long=True),
            Column(label=_("Rubriques lues puis oubliées"), is_number=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=workforce_words.THROWN[name], note=_names(one, name)),
                    Cell(text=formats.number(families[name]), value=families[name]),
                )
            )
            for name in ordered
        ),
    )


def _names(one: PayrollDeclaration, family: str) -> str:
    """The names of the first rubriques of a family."""
    names = [name for name in sorted(one.thrown) if thrown.family(name) == family]
    return ", ".join(names[:6]) + ("…" if len(names) > 6 else "")
