"""Challenges in the words of a screen: where a fact leads, how a gesture begins one."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from timonerie.domains.challenge import sentences
from timonerie.domains.challenge.catalogue.ladder import Step
from timonerie.domains.challenge.enums import ChallengeState, FactKind
from timonerie.domains.challenge.models import Challenge, ChallengeFact, ChallengeStep
from timonerie.domains.challenge.queries import challenges as queries
from timonerie.domains.challenge.queries import climbing
from timonerie.domains.challenge.queries.evidence import figures, keys
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.domains.performance.rules import Group
from timonerie.foundations.wording.states import State
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url
from timonerie.web.readings import Names

STATES: Mapping[str, State] = {
    ChallengeState.OPEN: State.WATCH,
    ChallengeState.SETTLED: State.MET,
    ChallengeState.DROPPED: State.NO_OBJECT,
}
_PAGES = {
    FactKind.CLAIM.value: "claim",
    FactKind.INCIDENT.value: "incident",
    FactKind.SIGNAL.value: "signal",
    "challenge": "challenge",
    "contract": "contract",
    "commitment": "commitment",
    "report": "due-report",
    "step": "cycle-step",
}
"""Keys that are one identifier, and the page of what it names."""


def begin_url(request: CompanyRequest, *facts: str, provider: object = None) -> str:
    """Where « Recadrer » leads, with its facts already ticked; empty for who may not."""
    if not request.actor.may("challenge.write"):
        return ""
    query = [("fait", one) for one in facts]
    if provider is not None:
        query.append(("prestataire", str(provider)))
    address = url(request, "challenge-new")
    return f"{address}?{urlencode(query)}" if query else address


def figure_key(definition: Definition, group: Group, start: date, names: Names) -> str:
    """The key of a monthly figure of a provider, from what its page knows."""
    assert group.provider is not None
    site = None if group.unit is None else names.units[group.unit][0]
    activity = None if group.activity is None else names.activities[group.activity][0]
    provider = names.providers[group.provider][0]
    code = definition.metric.code
    return figures.named_key(code, "month", start.isoformat(), provider, site, activity)


def source_url(request: CompanyRequest, key: str, made_from: Mapping[str, Any]) -> str:
    """The page that a fact comes from; empty where it has none."""
    kind, parts = keys.split(key)
    slug = request.company.slug
    if kind in _PAGES and keys.uuid(parts, 0) != keys.NOBODY:
        return _address(_PAGES[kind], slug, parts[0])
    if kind == FactKind.LEVEL:
        return _address("contract-measured", slug, made_from.get("contract"))
    if kind == FactKind.DUTY:
        whose = parts[1] if len(parts) > 1 else parts[0]
        return _address("provider-duties", slug, whose)
    if kind == FactKind.FIGURE and len(parts) > 4:
        code, _kind, start, provider, site = parts[:5]
        query = {"mois": start, "prestataire": provider}
        query |= {"site": site} if site != keys.NONE else {}
        return f"{_address('figure', slug, code)}?{urlencode(query)}"
    return ""


def _address(route: str, *args: object) -> str:
    try:
        return reverse(route, args=args)
    except NoReverseMatch:
        return ""


def fact_url(request: CompanyRequest, fact: ChallengeFact) -> str:
    return source_url(request, fact.key, fact.made_from)


def rung(step: ChallengeStep | None) -> str:
    return _("à prendre") if step is None else str(step.get_rung_display())


def stage(challenge: Challenge) -> str:
    """The last rung taken, in one of the three words."""
    last = queries.last_step(challenge)
    return _("fait noté") if last is None else str(climbing.step_of(last.rung).stage.label)


def shown(step: Step) -> dict[str, str]:
    """What a rung says, in the language of the reader: what is shipped as data is French."""
    return {
        "code": step.code.value,
        "title": step.title,
        "says": _(step.says),
        "reply": _(step.reply),
        "caution": _(step.caution) if step.caution else "",
        "source": _(step.source),
        "status": _(step.status),
    }


def caution() -> str:
    told = sentences.caution()
    return told[:1].upper() + told[1:]
