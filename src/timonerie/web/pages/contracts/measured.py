"""What was measured of the levels of a contract, and what they let ask for."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.challenge.queries.evidence import levels as evidence
from timonerie.domains.performance.models import LevelClaim, LevelResult
from timonerie.domains.performance.operations import refreshing
from timonerie.domains.performance.queries import claims, level_results
from timonerie.domains.performance.queries.level_results import Followed, Promise
from timonerie.domains.performance.rules import Group
from timonerie.domains.reporting.queries import replies
from timonerie.domains.reporting.queries.replies import Beside, Key
from timonerie.web import challenge_words, level_words, period_names, readings, voices
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.boards import read_names
from timonerie.web.figures import Coverage, Figure
from timonerie.web.pages.claims import tables as claim_tables
from timonerie.web.pages.contracts.frame import contract_of, crumbs, tabs
from timonerie.web.pages.contracts.measured_tables import in_order, of_periods
from timonerie.web.pages.settings.frame import act, url
from timonerie.web.readings import Names
from timonerie.web.responses import show

MOST = 6
"""Missed periods that the gesture takes along."""


@policy("contract.read")
def index(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract, today = contract_of(request, contract_id), timezone.localdate()
    names = read_names()
    followed = level_results.of_contract(contract)
    asked = claims.of_contract(contract)
    said = replies.beside(
        [*(_key(row) for one in followed for row in one.results), *(_claim(one) for one in asked)]
    )
    context = {
        "contract": contract,
        "tabs": tabs(request, contract, "contract-measured"),
        "levels": [_level(request, one, names, said, on=today) for one in followed],
        "periods": voices.put(
            of_periods(partial(_facts_url, request, names), followed, on=today),
            [_key(row) for _one, row in in_order(followed)],
            said,
        ),
        "claims": voices.put(
            claim_tables.of_claims(request, asked, name="demandes"),
            [_claim(one) for one in asked],
            said,
        )
        if asked
        else None,
        "may_measure": request.actor.may("claim.write") and contract.archived_at is None,
        "breadcrumbs": crumbs(
            request,
            (contract.name, url(request, "contract", contract.public_id)),
            (_("Mesuré"), ""),
        ),
    }
    return show(request, "contracts/measured.html", context)


@require_POST
@policy("claim.write")
def measure(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    """Measure again after a level, a price or the end of a period changed what is known."""
    contract = contract_of(request, contract_id)
    return act(
        request,
        partial(refreshing.measure_levels, by=request.actor, at=timezone.now()),
        to=url(request, "contract-measured", contract.public_id),
        message=_("Les niveaux sont en cours de mesure : rechargez la page dans un instant."),
    )


def _key(row: LevelResult) -> Key:
    return replies.level(level=row.level_id, period=row.period_kind, start=row.period_start)


def _claim(one: LevelClaim) -> Key:
    return replies.claim(one.pk)


def _level(
    request: CompanyRequest,
    one: Followed,
    names: Names,
    said: Mapping[Key, Sequence[Beside]],
    *,
    on: date,
) -> dict[str, Any]:
    told = _telling(one.results) if one.results else None
    return {
        "voices": voices.lines(said.get(_key(told), ())) if told else [],
        "ask_url": _ask_url(request, one, told) if told else "",
        "title": one.level.title,
        "place": level_words.place(one.level),
        "promise": level_words.target(one),
        "consequence": level_words.consequence(one.level),
        "unfit": level_words.UNFIT.get(one.unfit, ""),
        "figure": _figure(request, one, names) if one.last else None,
        "streak": level_words.streak(one),
        "challenge_url": _challenge(request, one, on=on),
        "trend": level_words.trend(one),
        "promises": [
            _promise(one, promise, names) for promise in level_results.promises(one, on=on)
        ],
        "days": (one.level.start_date, one.level.end_date),
    }


def _challenge(request: CompanyRequest, one: Followed, *, on: date) -> str:
    """Where « Recadrer » leads, with the missed periods that are shown."""
    missed = [row for row in one.over(on=on) if row.is_held is False]
    if not missed or one.level.contract.provider_id is None:
        return ""
    return challenge_words.begin_url(request, *(evidence.key(row) for row in missed[-MOST:]))


def _ask_url(request: CompanyRequest, one: Followed, told: LevelResult) -> str:
    """Where a provider is asked to reply to a period of a level."""
    if not one.level.contract.provider_id or not request.actor.may("reply.link"):
        return ""
    here = url(request, "reply-ask-level", one.level.public_id)
    return f"{here}?debut={told.period_start}"


def _figure(request: CompanyRequest, one: Followed, names: Names) -> Figure:
    last = _telling(one.results)
    target = one.level.target
    return Figure(
        label=period_names.label(last.period_kind, last.period_start),
        value=level_words.scaled(one, last.value),
        unit=level_words.unit(one),
        state=level_words.state(last),
        target=level_words.counts(last),
        aim=level_words.scaled(one, target),
        history=tuple(level_words.scaled(one, row.value) for row in one.results),
        history_label=_("les %(count)s dernières périodes") % {"count": len(one.results)}
        if len(one.results) > 1
        else "",
        coverage=Coverage(covered=last.covered, expected=last.expected) if last.expected else None,
        facts_url=_facts_url(request, names, one, last),
    )


def _telling(results: Sequence[LevelResult]) -> LevelResult:
    """The last measured period, else the last one."""
    measured = [row for row in results if row.value is not None]
    return (measured or results)[-1]


def _facts_url(request: CompanyRequest, names: Names, one: Followed, row: LevelResult) -> str:
    """The cases of a level over a period; nothing for who may not read facts."""
    if one.definition is None or not request.actor.may("fact.read"):
        return ""
    level = one.level
    group = Group(
        unit=level.site_id, provider=level.contract.provider_id, activity=level.activity_id
    )
    return readings.facts_url(
        request.company.slug,
        one.definition.metric,
        kind=row.period_kind,
        start=row.period_start,
        group=group,
        names=names,
    )


def _promise(one: Followed, promise: Promise, names: Names) -> dict[str, Any]:
    """What is promised to sites, and who stands exposed."""
    site = names.units[promise.unit][1] if promise.unit else _("tous les sites")
    text = " ".join(_bounds(one, promise))
    if promise.is_stricter:
        told = _("%(site)s : %(bounds)s promis, plus que ce que doit le prestataire")
        exposed = _(
            "L’écart est à votre charge : le prestataire peut tenir son contrat et vous,"
            " manquer votre promesse."
        )
    else:
        told = _("%(site)s : %(bounds)s promis, couvert par le prestataire")
        exposed = ""
    return {"text": told % {"site": site, "bounds": text}, "exposed": exposed}


def _bounds(one: Followed, promise: Promise) -> Iterator[str]:
    if promise.low is not None:
        yield _("au moins %(value)s") % {"value": level_words.value(one, promise.low)}
    if promise.high is not None:
        yield _("au plus %(value)s") % {"value": level_words.value(one, promise.high)}
