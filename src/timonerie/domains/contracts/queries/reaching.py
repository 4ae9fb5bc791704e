"""How far a reader sees among the contracts.

What is signed with a provider binds the whole company: who is narrowed to sites or to functions
reads none of it, who is narrowed to providers reads theirs."""

from datetime import date

from timonerie.domains.organisation.queries.reach import Ids, reach
from timonerie.foundations.accounts.actors import Actor

NOTHING: Ids = frozenset()


def provider_ids(actor: Actor, *, on: date) -> Ids | None:
    """The providers whose contracts a reader sees; None for every contract, those without a
    provider among them."""
    seen = reach(actor, on=on)
    if seen.unit_ids is not None or seen.function_ids is not None:
        return NOTHING
    return seen.provider_ids


def holds(actor: Actor, *, on: date, provider: int | None) -> bool:
    seen = provider_ids(actor, on=on)
    return seen is None or provider in seen


def sees_all(actor: Actor, *, on: date) -> bool:
    return provider_ids(actor, on=on) is None
