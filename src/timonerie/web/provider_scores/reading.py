"""The scores of some providers over the last months, and over those before."""

from collections.abc import Mapping, Sequence
from datetime import date

from timonerie.domains.contracts.queries import scores as queries
from timonerie.domains.contracts.rules import scores as rules
from timonerie.domains.contracts.rules.scores import Note, Score
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance.queries import progress
from timonerie.domains.performance.queries.board import Board
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.wording.months import months_before
from timonerie.web.provider_scores import registry
from timonerie.web.provider_scores.registry import Given, Read

MONTHS = 3


def of(
    actor: Actor,
    providers: Sequence[int],
    *,
    on: date,
    weights: Mapping[str, int] | None = None,
) -> dict[int, Score]:
    """By row id, with the weights in force or others to try; the months before give the trend."""
    last = progress.last_complete(kind="month", on=on)
    if last is None or not providers:
        return {}
    months = months_before(last, 2 * MONTHS)
    read = registry.read(Given(actor, Board(reach(actor, on=on)), providers, months))
    weighed = queries.weights(queries.in_force()) if weights is None else weights
    return {
        provider: rules.scored(
            _notes(read, provider, months[MONTHS:]),
            weighed,
            before=_notes(read, provider, months[:MONTHS]),
        )
        for provider in providers
    }


def _notes(
    read: Mapping[str, Read], provider: int, months: Sequence[date]
) -> dict[str, list[Note]]:
    return {
        code: [found[provider, month] for month in months if (provider, month) in found]
        for code, found in read.items()
    }
