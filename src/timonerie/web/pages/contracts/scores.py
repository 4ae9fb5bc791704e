"""The score of each provider, and the weights that it is made of."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.operations import scores as operations
from timonerie.domains.contracts.queries import scores as queries
from timonerie.domains.contracts.rules.scores import DEFAULT, Score
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.foundations.wording import formats
from timonerie.web import score_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.scores import WeightsForm
from timonerie.web.pages.contracts.frame import crumbs, nameable
from timonerie.web.pages.settings.frame import url
from timonerie.web.provider_scores import reading
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table

MOST = 500


@policy("contract.read")
def index(request: CompanyRequest) -> HttpResponse:
    firms = nameable(request)[:MOST]
    known = _scores(request, firms)
    context = {
        "table": _table(request, firms, known),
        "known": len(firms),
        "number": _number(),
        "breadcrumbs": crumbs(request, (_("Notes des prestataires"), "")),
    }
    return show(request, "contracts/scores.html", context)


@policy("score.write")
def weights(request: CompanyRequest) -> HttpResponse:
    """Try other weights on the months that are known, then put them in force."""
    in_force = queries.in_force()
    form = WeightsForm(request.POST or None, weights=queries.weights(in_force), number=_number())
    tried: Mapping[str, int] | None = None
    if request.method == "POST" and form.is_valid():
        tried = form.weights()
        if "save" in request.POST and _saved(request, form):
            messages.success(request, _("Ces poids sont en vigueur ; les précédents restent."))
            return redirect(url(request, "provider-scores"))
    back = url(request, "provider-scores")
    context: dict[str, Any] = {
        "form": form,
        "back": back,
        "preview": None if tried is None else _preview(request, tried),
        "versions": _versions(),
        "breadcrumbs": crumbs(request, (_("Notes des prestataires"), back), (_("Poids"), "")),
    }
    return show(request, "contracts/score_weights.html", context)


def _saved(request: CompanyRequest, form: WeightsForm) -> bool:
    """Whether they are in force; else the form says why."""
    data = form.cleaned_data
    try:
        operations.weigh(
            by=request.actor,
            at=timezone.now(),
            weights=form.weights(),
            reason=data["reason"],
            seen=data["version"],
        )
    except Conflict as conflict:
        form.answer(conflict, compared=[])
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    else:
        return True
    return False


def _number() -> int:
    found = queries.in_force()
    return 0 if found is None else found.number


def _scores(
    request: CompanyRequest, firms: Sequence[Provider], tried: Mapping[str, int] | None = None
) -> dict[int, Score]:
    if not request.actor.may("indicator.read"):
        return {}
    ids = [one.pk for one in firms]
    return reading.of(request.actor, ids, on=timezone.localdate(), weights=tried)


def _table(request: CompanyRequest, firms: Sequence[Provider], known: Mapping[int, Score]) -> Table:
    return Table(
        name="notes",
        caption=_("Notes des prestataires"),
        columns=(
            Column(label=_("Prestataire"), is_long=True),
            Column(label=_("Note sur 100"), name="note", is_number=True),
            Column(label=_("Poids mesurés"), is_number=True),
            *(
                Column(label=score_words.CRITERIA[code], name=code, is_number=True)
                for code in DEFAULT
            ),
            Column(label=_("Ce qui est proposé"), is_long=True),
        ),
        rows=tuple(_row(request, one, known.get(one.pk)) for one in firms),
    )


def _row(request: CompanyRequest, firm: Provider, score: Score | None) -> Row:
    nothing = Cell(text="—", is_soft=True)
    share = None if score is None else float(score.share)
    proposed = score_words.consequence(score)
    return Row(
        cells=(
            Cell(text=firm.name, url=url(request, "provider", firm.public_id)),
            score_words.cell(score),
            nothing
            if share is None
            else Cell(text=formats.percent(share, decimals=0), value=share, unit="percent"),
            *(
                [nothing] * len(DEFAULT)
                if score is None
                else [score_words.criterion_cell(one) for one in score.criteria]
            ),
            Cell(text=proposed) if proposed else nothing,
        )
    )


def _preview(request: CompanyRequest, tried: Mapping[str, int]) -> Table:
    """What those weights would have given over the same months."""
    firms = nameable(request)[:MOST]
    now, then = _scores(request, firms), _scores(request, firms, tried)
    return Table(
        name="apercu",
        caption=_("Avec ces poids, sur les mois connus"),
        columns=(
            Column(label=_("Prestataire"), is_long=True),
            Column(label=_("Aujourd’hui"), is_number=True),
            Column(label=_("Avec ces poids"), is_number=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=one.name),
                    score_words.cell(now.get(one.pk)),
                    score_words.cell(then.get(one.pk)),
                )
            )
            for one in firms
        ),
    )


def _versions() -> list[dict[str, Any]]:
    return [
        {
            "number": one.number,
            "day": formats.day(timezone.localdate(one.made_at)),
            "by": one.made_by,
            "reason": one.reason,
            "weights": ", ".join(
                formats.labelled(str(score_words.CRITERIA[code]), str(one.weights.get(code, 0)))
                for code in DEFAULT
            ),
        }
        for one in queries.versions()
    ]
