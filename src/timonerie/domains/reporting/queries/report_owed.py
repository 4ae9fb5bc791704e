"""What is owed, and from which line of which contract or rule: what a period is opened from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from timonerie.domains.contracts.enums import Stage
from timonerie.domains.contracts.models import Contract, ExpectedReport, Obligation
from timonerie.domains.contracts.obligation_enums import ObligationKind
from timonerie.domains.contracts.queries import contracts, due_dates, lives
from timonerie.domains.contracts.queries.due_dates import DueDate, Hours
from timonerie.domains.contracts.rules import occurrences
from timonerie.domains.contracts.rules.occurrences import Occurrence, Stretch
from timonerie.domains.contracts.rules.occurrences import ReportRule as Dated
from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.models import BusinessFunction, Unit
from timonerie.domains.reporting.models import ReportBinding, ReportRule, ReportRuleTerms
from timonerie.domains.sourcing.enums import Side

AHEAD: Final = timedelta(days=570)
"""A year and the days that a report may take after it: what opens today is due by then."""

Line = ExpectedReport | Obligation


@dataclass(frozen=True)
class OwedByRule:
    """A period that a site owes under the terms of a rule."""

    terms: ReportRuleTerms
    site: Unit
    occurrence: Occurrence


def lines() -> list[Line]:
    """The reports of both sides and the inputs of ours that fall on days, of contracts that are
    signed; two queries."""
    signed = Contract.objects.filter(stage=Stage.SIGNED, archived_at__isnull=True)
    reports = ExpectedReport.objects.filter(contract__in=signed, archived_at__isnull=True)
    inputs = Obligation.objects.filter(
        contract__in=signed, archived_at__isnull=True, side=Side.OURS, kind=ObligationKind.INPUT
    )
    related = ("contract__provider", "site")
    found: list[Line] = list(reports.select_related(*related))
    found += inputs.select_related(*related)
    silent = {one.pk for one in due_dates.undated(found) if isinstance(one, Obligation)}
    return [one for one in found if not (isinstance(one, Obligation) and one.pk in silent)]


def of_lines(
    followed: Iterable[ReportBinding], *, since: dict[int, date], today: date, at: datetime
) -> Iterator[tuple[ReportBinding, DueDate]]:
    """The periods open on a day of some followed lines, from the day `since` which each is
    followed or was last opened; none that begins after the end of the contract."""
    by = {(type(one), one.pk): binding for binding in followed if (one := line_of(binding))}
    if not by:
        return
    ends = _ends({one.contract_id for one in map(line_of, by.values())}, on=today)
    first = min(since[binding.pk] for binding in by.values())
    rows = [line for binding in by.values() if (line := line_of(binding))]
    for due in due_dates.among(rows, start=first, end=today + AHEAD, at=at):
        binding = by[type(due.row), due.row.pk]  # type: ignore[index]
        start = due.period_start or due.day
        end = ends.get(due.row.contract_id)
        if due.day >= since[binding.pk] and start <= today and (end is None or start <= end):
            yield binding, due


def line_of(binding: ReportBinding) -> Line:
    line = binding.expected or binding.obligation
    assert line is not None
    return line


def of_rules(
    *, since: dict[tuple[int, int], date], today: date, at: datetime
) -> Iterator[OwedByRule]:
    """The periods open on a day of every rule in force, site by site; `since` by rule and site.
    The terms are those of the first day of the period; three queries beside the hours."""
    hours = Hours.known(at=at)
    sites = list(Unit.objects.filter(kind=UnitKind.SITE, archived_at__isnull=True))
    for rule in ReportRule.objects.filter(archived_at__isnull=True):
        stretches = _stretches(rule)
        for terms, stretch in stretches:
            named = {one.unit_id for one in terms.sites.all()}
            for site in sites:
                if named and site.pk not in named:
                    continue
                dated = Dated(terms.cadence, terms.day, terms.grace_days, Stretch())
                first = since.get((rule.pk, site.pk), stretches[0][1].start or today)
                for one in occurrences.of_report(
                    dated, first=first, last=today + AHEAD, worked=hours.of(site.pk)
                ):
                    start = one.period_start or one.day
                    if start <= today and stretch.holds(start):
                        yield OwedByRule(terms, site, one)


def _stretches(rule: ReportRule) -> list[tuple[ReportRuleTerms, Stretch]]:
    """The terms of a rule in their order, each until the next; the last said of a day stands."""
    rows = rule.terms.prefetch_related("sites").order_by("start_date", "pk")
    kept = list({one.start_date: one for one in rows}.values())
    ends = [one.start_date - timedelta(days=1) for one in kept[1:]]
    return [
        (one, Stretch(one.start_date, end)) for one, end in zip(kept, [*ends, None], strict=True)
    ]


def _ends(ids: Iterable[int], *, on: date) -> dict[int, date | None]:
    """The last day of the contracts that are over; two queries."""
    rows = Contract.objects.filter(pk__in=set(ids)).prefetch_related(*lives.PARTS)
    found: dict[int, date | None] = {}
    for one in rows:
        timeline = contracts.dates_of(one, on=on).timeline
        if timeline is not None and timeline.status == "ended" and timeline.terms:
            found[one.pk] = timeline.terms[-1].end
    return found


def functions_of(ids: Iterable[int]) -> dict[int, frozenset[str]]:
    """The codes of the functions that each contract entrusts; one query."""
    rows = BusinessFunction.objects.filter(activities__contracts__contract__in=set(ids))
    told: dict[int, set[str]] = {}
    for contract, code in rows.values_list("activities__contracts__contract", "code"):
        told.setdefault(contract, set()).add(code)
    return {pk: frozenset(codes) for pk, codes in told.items()}
