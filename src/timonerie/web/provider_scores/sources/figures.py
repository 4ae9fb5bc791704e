"""Levels and punctuality: shares of the cases of a month, as stored."""

from datetime import date

from timonerie.domains.contracts.rules.scores import Note
from timonerie.domains.performance.queries import board
from timonerie.domains.performance.rules import Group
from timonerie.web.provider_scores.registry import Given, Read, register

LEVELS, PUNCTUALITY = "sla_met", "on_time_delivery"
PERCENT = 100


@register(criterion="levels", permission="indicator.read")
def levels(given: Given) -> Read:
    return _shares(given, LEVELS)


@register(criterion="punctuality", permission="indicator.read")
def punctuality(given: Given) -> Read:
    return _shares(given, PUNCTUALITY)


def _shares(given: Given, code: str) -> Read:
    series = board.shaped(providers=given.providers).filter(indicator__code=code)
    rows = given.board.readings(series, kind="month", starts=list(given.months))
    found: dict[tuple[int, date], Note] = {
        (row.group.provider or 0, row.start): Note("measured", _share(row.value))
        for row in rows
        if row.value is not None
    }
    for provider in given.providers:
        for month in given.months:
            if (provider, month) not in found:
                found[provider, month] = _silent(given, provider, month)
    return found


def _share(value: float) -> float:
    return min(max(PERCENT * value, 0.0), float(PERCENT))


def _silent(given: Given, provider: int, month: date) -> Note:
    told = given.board.silence(Group(provider=provider), kind="month", start=month)
    return Note("no_activity" if told == "no_activity" else "missing")
