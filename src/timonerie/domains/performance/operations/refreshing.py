"""Asking for the stored figures to follow what somebody decided: a definition, a reopening."""

from datetime import datetime

from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.jobs import operations as jobs
from timonerie.foundations.jobs.models import Job

REFRESH = "results.refresh"


def ask(*, by: Actor, at: datetime, everything: bool = False) -> Job:
    """Put the computation off until after the running transaction. Each decision has its own job:
    one that runs already may have read what stood before. `everything` computes every period."""
    payload = {"everything": everything}
    return jobs.put_off(by=by, kind=REFRESH, key=at.isoformat(), payload=payload, at=at)
