"""The decisions of the next twelve months, by month; and the days that count of one contract."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from timonerie.domains.contracts.queries.contracts import DatedContract
from timonerie.domains.contracts.rules.dating import Dated
from timonerie.foundations.wording import formats, months
from timonerie.web import contract_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url

YEAR = 365


def of(
    request: CompanyRequest, found: Sequence[DatedContract], *, on: date
) -> list[dict[str, Any]]:
    """The months in which something is to be decided, each with its contracts by day."""
    soon = [one for one in found if 0 <= _days(one, on) <= YEAR]
    by_month = groupby(soon, key=lambda one: _month(one.decide_by or on))
    return [
        {
            "month": months.month_label(month),
            "lines": [_line(request, one, on) for one in same],
        }
        for month, same in by_month
    ]


def _days(one: DatedContract, on: date) -> int:
    days = one.days_left(on=on)
    return -1 if days is None else days


def _month(day: date) -> date:
    return day.replace(day=1)


def _line(request: CompanyRequest, one: DatedContract, on: date) -> dict[str, Any]:
    day, end = one.decide_by or on, one.dated.end
    told = [contract_words.provider(one.contract), contract_words.amount(one.contract)]
    if end is not None:
        told.append(_("période jusqu’au %(day)s") % {"day": formats.day(end, style="short")})
    return {
        "day": formats.day(day),
        "left": contract_words.left(one, on=on),
        "title": one.contract.name,
        "url": url(request, "contract", one.contract.public_id),
        "text": " · ".join(part for part in told if part),
        "urgency": contract_words.urgency(one, on=on),
    }


def steps_of(dated: Dated, *, on: date) -> list[dict[str, Any]]:
    """The days that count from today on, and the start of the current term, in their order."""
    days = sorted(dict.fromkeys(_days_of(dated, on)), key=lambda step: step[0])
    return [{"when": formats.day(day), "title": title, "is_past": day < on} for day, title in days]


def _days_of(dated: Dated, on: date) -> Iterator[tuple[date, str]]:
    if dated.timeline is None:
        return
    yield on, _("aujourd’hui")
    first = dated.timeline.current or 0
    for rank, term in enumerate(dated.timeline.terms[first:], first):
        if rank > 0 or dated.start_is_known:
            yield term.start, _("début de la période")
        if term.decide_by is not None and term.decide_by != term.notice_by:
            yield term.decide_by, _("à décider au plus tard")
        if term.notice_by is not None:
            yield term.notice_by, _("dernier jour utile du préavis")
        if term.end is not None:
            yield term.end, _("dernier jour de la période")
