"""From the proposals that somebody ticked to what is written: who does what where, and what the
files know of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.facts.operations import third_parties
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.sourcing import catalogue
from timonerie.domains.sourcing.enums import Certainty, Origin, ValueField
from timonerie.domains.sourcing.operations import proposals
from timonerie.domains.sourcing.operations.proposals import Accepted, Worth
from timonerie.domains.sourcing.operations.values import Source
from timonerie.domains.sourcing.queries import payee_costs
from timonerie.domains.sourcing.rules.proposing import Proposal
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.wording import formats, months
from timonerie.web.pages.sourcing.evidence import EURO, Evidence, Payer

#: Payslips a year of somebody who stays.
PAYSLIPS = 12
COUNTED_IN_PAYSLIPS = "bulletins"


@dataclass(frozen=True)
class Ticked:
    """What a form says: the proposals, the sites named for a payee (by key, "" for ourselves), and
    since when."""

    proposals: Sequence[Proposal]
    sites: Mapping[str, tuple[Unit, ...]]
    start_date: date


def accept(
    *, by: Actor, at: datetime, found: Evidence, ticked: Ticked, everywhere: Sequence[Unit]
) -> int:
    """All of it or nothing; those who are paid and are no provider yet become one. Returns how many
    activities are new. Raises Refused."""
    with transaction.atomic():
        firms = _firms(by, at, found, ticked)
        accepted = [
            Accepted(
                code=one.code,
                provider=firms.get(one.provider or ""),
                start_date=ticked.start_date,
                units=ticked.sites.get(one.provider or "", ()),
                everywhere=tuple(everywhere),
                worths=tuple(_worths(found, ticked, one, everywhere)),
            )
            for one in ticked.proposals
        ]
        return proposals.accept(by=by, at=at, accepted=accepted)


def _firms(by: Actor, at: datetime, found: Evidence, ticked: Ticked) -> dict[str, Provider]:
    """The provider of each payee that is ticked, made where it is none yet."""
    keys = dict.fromkeys(one.provider for one in ticked.proposals if one.provider)
    payers = [found.payers[key] for key in keys]
    new = [row for one in payers if one.provider is None for row in one.third_parties]
    if new:
        third_parties.create_providers(by=by, at=at, third_parties=new)
    firms = {}
    for payer in payers:
        firm = payer.provider
        if firm is None:
            # What was made is linked to the rows that were given.
            firm = next(row.provider for row in payer.third_parties if row.provider)
        firms[payer.payee.key] = firm
    return firms


def _worths(
    found: Evidence, ticked: Ticked, one: Proposal, everywhere: Sequence[Unit]
) -> Iterator[Worth]:
    payer = found.payers.get(one.provider or "")
    if payer is not None:
        yield from _cost(found, ticked, one, payer)
    line = next(line for line in catalogue.lines() if line.code == one.code)
    if line.volume_unit.startswith(COUNTED_IN_PAYSLIPS):
        yield from _payslips(found, {unit.pk: unit for unit in everywhere})


def _is_told(found: Evidence, payer: Payer) -> bool:
    """Whether an activity taken earlier holds what the payee costs: it is written once."""
    firm = payer.provider
    names = {payer.name, *(row.label for row in payer.third_parties)}
    names |= {firm.name} if firm else set()
    others = {one.name for one in found.payers.values()}
    return payee_costs.is_told(names, among=others)


def _cost(found: Evidence, ticked: Ticked, one: Proposal, payer: Payer) -> Iterator[Worth]:
    """What a payee costs stands on the first of its activities that is ticked, never shared out nor
    written again."""
    same = [other for other in ticked.proposals if other.provider == one.provider]
    cents = payer.payee.yearly_cents
    if cents is None or same[0] is not one or _is_told(found, payer):
        return
    named = ticked.sites.get(one.provider or "", ())
    yield Worth(
        field=ValueField.YEARLY_COST,
        value={"cents": cents, "currency": EURO},
        unit=named[0] if len(named) == 1 else None,
        source=Source(
            origin=Origin.BOOKS if payer.from_books else Origin.CONTRACT,
            certainty=_sure(payer, count=len(same)),
            evidence=_said(found, payer, count=len(same)),
        ),
    )


def _sure(payer: Payer, *, count: int) -> Certainty:
    if count > 1:
        return Certainty.ESTIMATED
    return Certainty.MEASURED if payer.from_books else Certainty.DECLARED


def _said(found: Evidence, payer: Payer, *, count: int) -> str:
    told = [payer.name]
    if payer.from_books and found.window is not None:
        words = {
            "first": months.month_label(found.window.months[0]),
            "last": months.month_label(found.window.months[-1]),
        }
        told.append(_("de %(first)s à %(last)s") % words)
    if count > 1:
        told.append(_("pour %(n)s activités ensemble") % {"n": formats.number(count)})
    return ", ".join(told)


def _payslips(found: Evidence, sites: Mapping[int, Unit]) -> Iterator[Worth]:
    """Twelve a head, at each site that stands for a place of work."""
    people: dict[int, int] = {}
    for one in found.workplaces:
        if one.unit_id is not None and one.unit_id in sites:
            people[one.unit_id] = people.get(one.unit_id, 0) + one.people
    for unit, heads in people.items():
        count = formats.plural(heads)
        words = {"n": formats.number(heads), "month": months.month_label(found.month or date.min)}
        yield Worth(
            field=ValueField.YEARLY_VOLUME,
            value=heads * PAYSLIPS,
            unit=sites[unit],
            source=Source(
                origin=Origin.PAYROLL,
                certainty=Certainty.ESTIMATED,
                evidence=ngettext(
                    "%(n)s salarié en %(month)s, douze bulletins",
                    "%(n)s salariés en %(month)s, douze bulletins chacun",
                    count,
                )
                % words,
            ),
        )
