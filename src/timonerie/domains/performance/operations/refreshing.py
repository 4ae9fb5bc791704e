"""Asking for the facts and the stored figures to follow what somebody decided: opening hours, a
definition, a reopening."""

from datetime import datetime

from timonerie.domains.performance.enums import JobKind
from timonerie.domains.performance.operations import results
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.jobs import operations as jobs
from timonerie.foundations.jobs.models import Job

_OF_HOURS = ("calendriers", "unites")
"""Lists that may change the hours of a site."""
_OF_FUNCTIONS = ("activites", "acces")
"""Lists that may change which functions have readers of their own."""


def ask(*, by: Actor, at: datetime, everything: bool = False) -> Job:
    """Put the computation off until after the running transaction. Each decision has its own job:
    one that runs already may have read what stood before. `everything` computes every period."""
    payload = {"everything": everything}
    return jobs.put_off(by=by, kind=JobKind.REFRESH, key=at.isoformat(), payload=payload, at=at)


def measure_levels(*, by: Actor, at: datetime) -> Job:
    """Put off the measure of the promised levels: somebody changed a level, or the price of its
    contract, or a period ended since the last one."""
    return jobs.put_off(by=by, kind=JobKind.LEVELS, key=at.isoformat(), payload={}, at=at)


def measure_again(*, by: Actor, at: datetime) -> Job:
    """Put off the measure of every fact by the opening hours of now; each change has its own job,
    as in `ask`."""
    return jobs.put_off(by=by, kind=JobKind.MEASURE, key=at.isoformat(), payload={}, at=at)


def follow_list(*, by: Actor, at: datetime, kind: str) -> None:
    """What an imported list changed has its facts and its figures follow."""
    if kind in _OF_HOURS:
        measure_again(by=by, at=at)
    if kind in _OF_FUNCTIONS:
        follow_mandates(by=by, at=at)


def follow_mandates(*, by: Actor, at: datetime) -> Job | None:
    """Ask for the figures of the functions that mandates name, when they are not those stored: a
    mandate was given or ended, an activity changed its function."""
    return None if results.has_every_perimeter(on=at.date()) else ask(by=by, at=at)
