"""The explanation of one figure, or of its absence: verdict, calculation, target, what came."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from timonerie.domains.organisation.queries.reach import Reach
from timonerie.domains.performance import figure_words
from timonerie.domains.performance.models import Series
from timonerie.domains.performance.queries import board, revisions
from timonerie.domains.performance.queries.board import Judgement, Reading
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.domains.performance.rules import Group
from timonerie.domains.sourcing.queries import activities as sourcing
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import (
    boards,
    challenge_words,
    incident_notes,
    origins,
    readings,
    trends,
    verdicts,
)
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.boards import Desk
from timonerie.web.pages.desks import desk_of
from timonerie.web.pages.fact_filters import Filters
from timonerie.web.pages.voices import beside
from timonerie.web.responses import show


@policy("indicator.read")
def detail(request: CompanyRequest, code: str) -> HttpResponse:
    desk = desk_of(request)
    definition = desk.board.definition(code) if desk else None
    if desk is None or definition is None:
        raise Http404
    filters = Filters.of(request.GET, desk.names)
    group = Group(filters.unit, filters.provider, filters.activity, filters.team)
    if not _may_see(desk.board.reach, group):
        raise Http404
    series = board.shaped(
        units=_only(group.unit),
        providers=_only(group.provider),
        activities=_only(group.activity),
        teams=_only(group.team),
    ).filter(indicator=definition.indicator)
    line = desk.read(series, count=trends.READ)
    # A sum of money has a series a currency: the one explained is the first that is measured.
    now = next((one for one in line if one.start == desk.month.start), None)
    told = _verdict(desk, definition, group, now, is_known=bool(line))
    context = {
        "challenge_url": _challenge(request, desk, definition, group)
        if told.get("is_missed")
        else "",
        "period": desk.month.switch,
        "month": desk.month.label,
        "definition": definition,
        "metric": definition.metric,
        "place": _place(desk, group),
        "trend": trends.of(
            desk, line, definition, notes=incident_notes.of(request.actor, desk, group)
        ),
        "aims": origins.aims(desk, definition, group),
        "indicator_url": desk.indicator_url(code),
        "states": _states(),
        "breadcrumbs": _crumbs(request, desk, definition, group),
        **told,
        **beside.of_figure(request, definition.metric.code, group, start=desk.month.start),
        **_background(request, desk, series, group, now),
    }
    return show(request, "figure.html", context)


def _challenge(request: CompanyRequest, desk: Desk, definition: Definition, group: Group) -> str:
    """Where « Recadrer » leads, for a figure of a provider."""
    if group.provider is None or group.team is not None:
        return ""
    key = challenge_words.figure_key(definition, group, desk.month.start, desk.names)
    return challenge_words.begin_url(request, key)


def _only(row_id: int | None) -> list[int] | None:
    return None if row_id is None else [row_id]


def _may_see(reach: Reach, group: Group) -> bool:
    """Whether a figure is the reader's; what is not answers like what does not exist."""
    units, functions = reach.unit_ids, reach.function_ids
    return (
        (units is None or group.unit in units or group.team in units)
        and (reach.provider_ids is None or group.provider in reach.provider_ids)
        and (
            group.activity is None
            or functions is None
            or group.activity in sourcing.activities_of(functions)
        )
    )


def _verdict(
    desk: Desk, definition: Definition, group: Group, now: Reading | None, *, is_known: bool
) -> dict[str, Any]:
    if now is not None:
        return {
            "value": readings.text_of(now),
            "state": readings.state_of(now),
            "reason": verdicts.of_reading(now),
            "calculation": verdicts.calculation(now),
            "caution": verdicts.caution(now),
            "coverage": readings.coverage_of(now.covered, now.expected),
            "facts_url": "" if group.team is not None else desk.facts_url(definition, group),
            "count": now.n,
            "is_missed": now.judgement in (Judgement.MISSED, Judgement.WATCH),
        }
    start, silence = desk.month.start, None
    is_older = desk.board.is_closed_before(definition, kind="month", start=start)
    if is_known:
        silence = desk.board.silence(group, kind="month", start=start, of=definition)
    state = readings.SILENCES[silence]
    return {
        "value": str(state.word),
        "state": state,
        "reason": verdicts.of_closed_before() if is_older else verdicts.of_silence(silence),
        "is_silent": True,
    }


def _background(
    request: CompanyRequest,
    desk: Desk,
    series: "QuerySet[Series]",
    group: Group,
    now: Reading | None,
) -> dict[str, Any]:
    arrivals = origins.arrivals(desk, group)
    missing = origins.missing(arrivals)
    seen = desk.board.visible(series)
    known = revisions.of_figure(seen, kind="month", start=desk.month.start) if now else []
    zone = request.company.zone
    return {
        "missing": missing[: origins.SHOWN],
        "more_missing": missing[origins.SHOWN :],
        "arrived": origins.arrived(arrivals),
        "computed": formats.instant(known[0].computed_at, zone, style="short") if known else "",
        "version": known[0].definition if known else None,
        "revisions": [
            {
                "value": figure_words.value_text(now.definition.metric, one.value),
                "n": formats.number(one.n),
                "at": formats.instant(one.computed_at, zone, style="short"),
            }
            for one in known
            if now is not None
        ]
        if len(known) > 1
        else [],
    }


def _place(desk: Desk, group: Group) -> str:
    """Whose figure it is, in a few words; empty for the whole company."""
    parts = []
    if group.provider is not None:
        parts.append(desk.names.providers[group.provider][1])
    if group.activity is not None:
        parts.append(desk.names.activities[group.activity][1])
    for unit in (group.unit, group.team):
        if unit is not None:
            parts.append(desk.names.units[unit][1])
    return " · ".join(parts)


def _states() -> list[dict[str, Any]]:
    """What each state means, for who meets it for the first time."""
    return [
        {"state": State.MET, "text": _("dans la cible")},
        {"state": State.WATCH, "text": _("hors de la cible, dans la marge de vigilance")},
        {"state": State.MISSED, "text": _("hors de la cible, au-delà de la marge")},
        {"state": State.MEASURED, "text": _("mesuré, sans cible à tenir")},
        {"state": State.NO_ACTIVITY, "text": _("tout est arrivé, et rien ne s’est passé")},
        {
            "state": State.MISSING,
            "text": _("un envoi attendu n’est pas là : le chiffre est inconnu"),
        },
        {"state": State.NO_OBJECT, "text": _("rien n’y est attendu de cet indicateur")},
    ]


def _crumbs(
    request: CompanyRequest, desk: Desk, definition: Definition, group: Group
) -> list[dict[str, str]]:
    """The place that the figure belongs to, then the figure."""
    slug, month = request.company.slug, f"?mois={desk.month.start:%Y-%m}"
    crumbs = []
    for route, row_id, known in (
        ("provider", group.provider, desk.names.providers),
        (_route(desk, group.unit), group.unit, desk.names.units),
        ("team", group.team, desk.names.units),
    ):
        if row_id is not None:
            public_id, name = known[row_id]
            crumbs.append({"label": name, "url": reverse(route, args=[slug, public_id]) + month})
    if not crumbs:
        crumbs = [{"label": _("Aujourd’hui"), "url": reverse("today", args=[slug]) + month}]
    return [*crumbs, {"label": definition.metric.label, "url": ""}]


def _route(desk: Desk, unit: int | None) -> str:
    return boards.route_of(unit) if unit is not None else "site"
