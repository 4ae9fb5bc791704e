"""Providers by what they cost or how critical they are, and by how they perform."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.contracts.queries import contracts as queries
from timonerie.domains.facts.rules.incidents import money
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import grid_words, incident_words, provider_standings
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.charts import Mark, Scatter, Zone
from timonerie.web.charts.scatters import Shape
from timonerie.web.pages.contracts.frame import crumbs
from timonerie.web.pages.settings.frame import url
from timonerie.web.provider_standings import Standing
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table

AMOUNT, LEVEL = "montant", "criticite"
HELD_AT, HEAVY_AT = 90, 50
#: Where each level of criticality stands: the middle of its quarter.
_PLACES = {1: 12.5, 2: 37.5, 3: 62.5, 4: 87.5}
_SHAPES: dict[int | None, Shape] = {4: "triangle", 3: "diamond", 2: "circle", 1: "square"}


@policy("contract.read")
def index(request: CompanyRequest) -> HttpResponse:
    today = timezone.localdate()
    axis = LEVEL if request.GET.get("axe") == LEVEL else AMOUNT
    found = queries.listed(request.actor, on=today)
    standings = provider_standings.of(request.actor, found, on=today)
    context = {
        "tabs": _tabs(request, axis),
        "scatter": _scatter(request, standings, axis),
        "unplaced": [_unplaced(request, one, axis) for one in standings if not placed(one, axis)],
        "table": _table(request, standings),
        "known": len(standings),
        "breadcrumbs": crumbs(request, (_("Quadrant"), "")),
    }
    return show(request, "contracts/quadrant.html", context)


def _tabs(request: CompanyRequest, axis: str) -> list[dict[str, Any]]:
    here = url(request, "contract-quadrant")
    words = {AMOUNT: _("Par montant"), LEVEL: _("Par criticité")}
    return [
        {"label": label, "url": f"{here}?axe={name}", "current": name == axis}
        for name, label in words.items()
    ]


def placed(one: Standing, axis: str) -> bool:
    """Whether both readings of a provider are known: what is not is never set at nought."""
    if one.attained is None:
        return False
    return one.level is not None if axis == LEVEL else "EUR" in one.yearly


def _scatter(request: CompanyRequest, standings: Sequence[Standing], axis: str) -> Scatter:
    drawn = [one for one in standings if placed(one, axis)]
    most = max((one.yearly.get("EUR", 0) for one in drawn), default=0) or 1
    by_level = axis == LEVEL
    return Scatter(
        subject=_("Prestataires"),
        finding=_finding(drawn),
        x_label=_("dossiers dans le délai, en %, sur trois mois"),
        y_label=_("criticité (1 à 4)") if by_level else _("montant annuel (100 : le plus grand)"),
        marks=tuple(_mark(request, one, most, by_level=by_level) for one in drawn),
        across=(
            Zone(label=_("à redresser"), low=0, high=HELD_AT),
            Zone(label=_("tenu"), low=HELD_AT, high=100),
        ),
        up=(
            Zone(label=_("pèse peu"), low=0, high=HEAVY_AT),
            Zone(label=_("pèse lourd"), low=HEAVY_AT, high=100),
        ),
    )


def _mark(request: CompanyRequest, one: Standing, most: int, *, by_level: bool) -> Mark:
    share = 100 * one.yearly.get("EUR", 0) / most
    return Mark(
        label=one.provider.name,
        x=grid_words.cut(one.attained or 0),
        y=_PLACES[one.level or 1] if by_level else grid_words.cut(share),
        shape=_SHAPES.get(one.level, "square"),
        word=_level(one),
        url=url(request, "provider", one.provider.public_id),
    )


def _level(one: Standing) -> str:
    if one.level is None:
        return _("criticité à connaître")
    return _("criticité %(level)s") % {"level": one.level}


def _finding(placed: Sequence[Standing]) -> str:
    if not placed:
        return ""
    low = sum((one.attained or 0) < HELD_AT for one in placed)
    words = {"n": formats.number(low), "of": formats.number(len(placed)), "at": HELD_AT}
    return (
        ngettext(
            "%(n)s prestataire mesuré sur %(of)s est sous %(at)s %%",
            "%(n)s prestataires mesurés sur %(of)s sont sous %(at)s %%",
            low,
        )
        % words
    )


def _unplaced(request: CompanyRequest, one: Standing, axis: str) -> dict[str, Any]:
    if one.attained is None:
        state, why = one.state, str(one.state.word)
    elif axis == LEVEL:
        state, why = State.MISSING, _("criticité à connaître")
    else:
        state, why = State.MISSING, _("montant à connaître")
    return {
        "name": one.provider.name,
        "url": url(request, "provider", one.provider.public_id),
        "state": state,
        "why": why,
    }


def _table(request: CompanyRequest, standings: Sequence[Standing]) -> Table:
    return Table(
        name="portefeuille",
        caption=_("Prestataires sous contrat"),
        columns=(
            Column(label=_("Prestataire"), is_long=True),
            Column(label=_("Montant par an"), is_number=True),
            Column(label=_("Criticité"), is_number=True, is_filter=True),
            Column(label=_("Dans le délai, trois mois"), is_number=True),
            Column(label=_("Mesure"), is_filter=True),
        ),
        rows=tuple(_row(request, one) for one in standings),
    )


def _row(request: CompanyRequest, one: Standing) -> Row:
    nothing = Cell(text="—", is_soft=True)
    share = None if one.attained is None else one.attained / 100
    return Row(
        cells=(
            Cell(text=one.provider.name, url=url(request, "provider", one.provider.public_id)),
            _amount(one) or Cell(text=_("à connaître"), is_soft=True),
            nothing if one.level is None else Cell(text=str(one.level), value=one.level),
            nothing
            if share is None
            else Cell(text=formats.percent(share), value=share, unit="percent"),
            Cell(text=_("mesuré") if share is not None else str(one.state.word)),
        )
    )


def _amount(one: Standing) -> Cell | None:
    if not one.yearly:
        return None
    told = [incident_words.cost(cents, currency) for currency, cents in one.yearly.items()]
    euros = one.yearly.get("EUR")
    return Cell(
        text=" + ".join(told),
        value=None if euros is None or len(told) > 1 else money.major(euros, "EUR"),
        unit="EUR",
    )
