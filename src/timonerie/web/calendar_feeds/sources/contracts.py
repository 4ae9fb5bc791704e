"""The days of the contracts: to decide by, last useful day, end of a term."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from timonerie.domains.contracts.queries import contracts as queries
from timonerie.domains.contracts.queries.contracts import DatedContract
from timonerie.domains.contracts.rules.timelines import Term
from timonerie.web import contract_words
from timonerie.web.calendar_feeds.registry import Event, Reader, register

PAST = timedelta(days=90)
"""How long a day that is over stays in a calendar."""


@register(permission="contract.read")
def contracts(reader: Reader) -> Iterator[Event]:
    for one in queries.listed(reader.actor, on=reader.on):
        yield from _of(reader, one)


def _of(reader: Reader, one: DatedContract) -> Iterator[Event]:
    found = one.dated.timeline
    if found is None:
        return
    is_left = found.status in ("notice_given", "ended")
    for rank, term in enumerate(found.terms):
        for kind, day, title in _days(term, is_left=is_left):
            if day >= reader.on - PAST:
                yield _event(reader, one, f"{kind}-{rank}", day, title)


def _days(term: Term, *, is_left: bool) -> Iterator[tuple[str, date, str]]:
    """What there is to decide is over once notice is given."""
    if term.decide_by is not None and term.decide_by != term.notice_by and not is_left:
        yield "decide", term.decide_by, _("À décider : %(contract)s")
    if term.notice_by is not None and not is_left:
        yield "notice", term.notice_by, _("Dernier jour utile du préavis : %(contract)s")
    if term.end is not None:
        yield "end", term.end, _("Fin de période : %(contract)s")


def _event(reader: Reader, one: DatedContract, kind: str, day: date, title: str) -> Event:
    contract = one.contract
    told = [contract_words.provider(contract), contract_words.amount(contract)]
    told.append(_("Calculé d’après les termes connus, à faire valider par un conseil."))
    return Event(
        key=f"{kind}-{contract.public_id}",
        day=day,
        title=title % {"contract": contract.name},
        text="\n".join(part for part in told if part),
        path=reverse("contract-decision", args=[reader.company.slug, contract.public_id]),
        rings=not kind.startswith("end"),
    )
