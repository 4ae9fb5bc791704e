"""What is known of what a contract promises: the stored measures of its levels, which stand above
the contracts, what its provider owes by law, and who works behind it."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from timonerie.domains.contracts import level_sentences
from timonerie.domains.contracts.models import Contract, ServiceLevel
from timonerie.domains.contracts.queries import duties, subcontracting
from timonerie.domains.contracts.rules.realities import DatedPaper, MeasuredLevel, Subcontractor
from timonerie.domains.performance.models import LevelResult
from timonerie.domains.performance.queries import level_results
from timonerie.web import duty_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url


def levels(request: CompanyRequest, contract: Contract, *, on: date) -> Iterator[MeasuredLevel]:
    """The levels in force that promise something, with the last period that is over; two queries.
    One that was never measured is told as missing."""
    link = url(request, "contract-measured", contract.public_id)
    for one in level_results.of_contract(contract):
        if one.level.target is not None and _is_in_force(one.level, on):
            over = one.over(on=on)
            yield _measured(one.level, over[-1] if over else None, link)


def papers(request: CompanyRequest, contract: Contract, *, on: date) -> list[DatedPaper]:
    """Legal documents of the provider that are over or end soon, for who may read them; one query
    beside the reach. Those that never came are told at its own page."""
    if contract.provider is None or not request.actor.may("duty.read"):
        return []
    link = url(request, "provider-duties", contract.provider.public_id)
    rows = duties.ending(request.actor, on=on).filter(provider=contract.provider)
    return [
        DatedPaper(
            duty_words.title(one.kind), one.ends_on, timezone.localdate(one.received_at), link
        )
        for one in rows.order_by("ends_on", "pk")
    ]


def subcontractors(request: CompanyRequest, contract: Contract) -> list[Subcontractor]:
    """Those of the provider, whichever way they came to be known; one query."""
    if contract.provider is None:
        return []
    link = url(request, "provider-subcontractors", contract.provider.public_id)
    return [
        Subcontractor(one.name, is_declared=is_declared, link=link)
        for one, is_declared in subcontracting.known(contract.provider)
    ]


def _is_in_force(level: ServiceLevel, on: date) -> bool:
    is_begun = level.start_date is None or level.start_date <= on
    return is_begun and (level.end_date is None or level.end_date >= on)


def _measured(level: ServiceLevel, row: LevelResult | None, link: str) -> MeasuredLevel:
    assert level.target is not None
    return MeasuredLevel(
        title=level.title,
        target=level.target,
        at_least=level.at_least,
        unit=level.unit,
        start=row.period_start if row else None,
        value=row.value if row else None,
        is_idle=row is not None and row.state == "no_activity",
        promise=level_sentences.target(level),
        link=link,
    )
