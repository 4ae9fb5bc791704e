"""Commitments that a rung makes a provider take: noted where all the commitments are."""

from collections.abc import Sequence
from datetime import date, datetime

from timonerie.domains.challenge.models import Challenge
from timonerie.domains.challenge.papers.letters import Promised
from timonerie.domains.commitments.models import Commitment
from timonerie.domains.commitments.operations import commitments
from timonerie.domains.commitments.operations.said import Origin, Said
from timonerie.domains.commitments.queries import commitments as queries
from timonerie.foundations.accounts.actors import Actor

KIND = "challenge"
"""The kind of their origin."""


def make(
    *, by: Actor, at: datetime, challenge: Challenge, rows: Sequence[Promised], path: str
) -> list[Commitment]:
    """All or none; `path` is the page of the challenge. Raises LineRefused."""
    if not rows:
        return []
    origin = Origin(kind=KIND, public_id=challenge.public_id, label=challenge.title, path=path)
    said = [
        Said(
            what=one.what,
            promised_for=one.day,
            provider=challenge.provider,
            unit=challenge.unit,
            origin=origin,
            to_seat=challenge.owner,
        )
        for one in rows
    ]
    return commitments.make_several(by=by, at=at, said=said)


def running(challenge: Challenge, *, on: date) -> list[Promised]:
    """What it made the provider promise and that still runs, for a later letter."""
    rows = queries.of_origin(KIND, challenge.public_id)
    return [Promised(one.what, one.due_date) for one in rows if one.is_open and one.due_date >= on]
