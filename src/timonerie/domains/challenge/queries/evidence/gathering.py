"""Every source of facts, in the order in which they are proposed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import translation

from timonerie.domains.challenge.enums import FactKind
from timonerie.domains.challenge.queries.evidence import (
    claims,
    duties,
    figures,
    incidents,
    keys,
    levels,
    signals,
)
from timonerie.domains.challenge.queries.evidence.shapes import (
    MONTHS_BACK,
    Asked,
    Named,
    Source,
)
from timonerie.domains.challenge.rules.lines import Line
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.accounts.actors import Actor

LANGUAGE = "fr"
"""That of the letters."""
ALL = 400
"""More of one source, and nobody reads it."""
SOURCES: Final[Sequence[Source]] = (
    Source(FactKind.LEVEL, levels.found, levels.named),
    Source(FactKind.FIGURE, figures.found, figures.named),
    Source(FactKind.CLAIM, claims.found, claims.named),
    Source(FactKind.INCIDENT, incidents.found, incidents.named),
    Source(FactKind.SIGNAL, signals.found, signals.named),
    Source(FactKind.DUTY, duties.found, duties.named),
)


@dataclass(frozen=True)
class Proposed:
    """What one kind of source knows of a provider."""

    kind: FactKind
    lines: Sequence[Line]


def found(actor: Actor, provider: Provider, *, on: date) -> list[Proposed]:
    """What is known against a provider, as far as the reader reaches; kinds that know nothing are
    left out."""
    return _found(Asked(actor, provider, on, on - MONTHS_BACK))


def everything(actor: Actor, provider: Provider, *, on: date) -> list[Proposed]:
    """The same, as far back as anything is known."""
    return _found(Asked(actor, provider, on, date.min, ALL))


def without(proposed: Sequence[Proposed], known: Collection[str]) -> list[Proposed]:
    """What is proposed, less the facts whose keys are known already."""
    left = [
        Proposed(one.kind, [line for line in one.lines if line.key not in known])
        for one in proposed
    ]
    return [one for one in left if one.lines]


def _found(asked: Asked) -> list[Proposed]:
    with translation.override(LANGUAGE):
        told = [Proposed(FactKind(one.kind), one.found(asked)) for one in SOURCES]
    return [one for one in told if one.lines]


def named(actor: Actor, key: str, *, on: date) -> Named | None:
    """The fact that a key names, as it is known now; None for none, or out of reach."""
    kind, parts = keys.split(key)
    source = next((one for one in SOURCES if one.kind == kind), None)
    if source is None:
        return None
    with translation.override(LANGUAGE):
        return source.named(actor, parts, on)
