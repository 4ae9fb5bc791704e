"""What an activity costs: done, entrusted or taken back, side by side and as ranges."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.facts.rules.incidents import money
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.sourcing.enums import CostKind, CostSide, Origin, Recurrence
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.operations import costs as operations
from timonerie.domains.sourcing.operations.costs import Said
from timonerie.domains.sourcing.queries import costs as queries
from timonerie.domains.sourcing.rules import costs, usual_costs
from timonerie.domains.sourcing.rules.costs import NOTHING, Line
from timonerie.web import cost_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms import costs as forms
from timonerie.web.forms.base import all_valid
from timonerie.web.forms.contracts import CURRENCIES
from timonerie.web.forms.costs import CostsForm, LineForm
from timonerie.web.pages.sourcing import frame
from timonerie.web.responses import show

TERMS = (1, 2, 3, 5)
USUAL, TAKING_BACK, MORE = "usage", "reprise", "lignes"


@policy("sourcing.write")
def edit(request: CompanyRequest, activity_id: UUID) -> HttpResponse:
    activity = frame.whole_activity_of(request, activity_id)
    rows = queries.lines(activity)
    currency = rows[0].currency if rows else CURRENCIES[0]
    form = CostsForm(request.POST or None, currency=currency, version=activity.version)
    lines = forms.read(request.POST) if request.method == "POST" else forms.of_rows(rows)
    if request.method == "POST" and all_valid(form, lines):
        said = _said(form, lines)
        if said is not None and (asked := _asked(request)):
            lines = forms.of_rows([*said, *_proposed(said, asked, form)], blanks=3)
            form = CostsForm(currency=form.cleaned_data["currency"], version=_version(form))
        elif said is not None and _saved(request, activity, form, said):
            messages.success(request, _("Les coûts sont enregistrés."))
            return redirect(request.get_full_path())
    years = _years(request)
    known = queries.as_lines(rows)
    context: dict[str, Any] = {
        "activity": activity,
        "form": form,
        "sides": _sides(lines),
        "terms": _terms(years),
        **_told(known, years=years, currency=currency),
        "breadcrumbs": frame.steps_to(request, activity, _("Coûts")),
    }
    return show(request, "sourcing/costs.html", context)


def _told(known: Sequence[Line], *, years: int, currency: str) -> dict[str, Any]:
    totals = costs.totals(known, years=years)
    finding = cost_words.compared(totals, years=years, currency=currency)
    sentences = (
        cost_words.earned_back(known),
        cost_words.taken_back(known, years=years, currency=currency),
        cost_words.unknown(totals) if totals else "",
    )
    chart = cost_words.chart(totals, years=years, currency=currency, finding=finding)
    return {
        "chart": chart if totals else None,
        "table": cost_words.table(known, totals, currency) if totals else None,
        "sentences": [one for one in sentences if one],
    }


def _sides(lines: Sequence[LineForm]) -> list[dict[str, Any]]:
    return [
        {"code": side.value, "name": name, "lines": [one for one in lines if one.side == side]}
        for side, name in cost_words.names().items()
    ]


def _asked(request: CompanyRequest) -> str:
    """The gesture that changes the form and saves nothing; empty for saving."""
    return next((one for one in (USUAL, TAKING_BACK, MORE) if one in request.POST), "")


def _said(form: CostsForm, lines: Sequence[LineForm]) -> list[Said] | None:
    """What the lines say; None where an amount has decimals that the currency has not."""
    found, currency = [], form.cleaned_data["currency"]
    for one in lines:
        if one.is_silent:
            continue
        try:
            found.append(one.said(currency))
        except money.NoSuchAmount:
            one.add_error("low", _("Cette devise n’a pas tant de décimales."))
            all_valid(form, lines)
            return None
    return found


def _proposed(said: Sequence[Said], asked: str, form: CostsForm) -> list[Said]:
    """The lines that usage adds to those of the form, marked as such."""
    known = [Line(one.side, one.kind, one.low, one.high, one.recurrence) for one in said]
    if asked == USUAL:
        price = sum((one.range for one in known if _is_price(one)), NOTHING)
        kinds = [one.kind for one in known if one.side == CostSide.BUY]
        added = usual_costs.usual(price, except_kinds=kinds)
    elif asked == TAKING_BACK and not any(one.side == CostSide.TAKE_BACK for one in known):
        added = usual_costs.taking_back(known)
    else:
        added = []
    return [
        Said(
            **vars(one),
            currency=form.cleaned_data["currency"],
            origin=Origin.CATALOGUE,
            evidence=usual_costs.SOURCE,
        )
        for one in added
        if one.high > 0
    ]


def _is_price(one: Line) -> bool:
    told = (one.side, one.kind, one.recurrence)
    return told == (CostSide.BUY, CostKind.PRICE, Recurrence.YEARLY)


def _saved(
    request: CompanyRequest, activity: Activity, form: CostsForm, said: Sequence[Said]
) -> bool:
    try:
        operations.replace(
            by=request.actor,
            at=timezone.now(),
            activity=activity,
            version=_version(form),
            lines=said,
        )
    except Conflict as conflict:
        form.answer(conflict)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    else:
        return True
    return False


def _version(form: CostsForm) -> int:
    return int(form.cleaned_data["version"])


def _years(request: CompanyRequest) -> int:
    asked = request.GET.get("ans", "")
    return int(asked) if asked.isascii() and asked.isdigit() and int(asked) in TERMS else 3


def _terms(years: int) -> list[dict[str, Any]]:
    return [
        {"label": cost_words.term(one), "url": f"?ans={one}", "current": one == years}
        for one in TERMS
    ]
