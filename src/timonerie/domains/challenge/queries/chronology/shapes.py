"""What a chronology is asked, and its lines."""

from dataclasses import dataclass
from datetime import date

from timonerie.domains.organisation.models import Provider
from timonerie.foundations.accounts.actors import Actor

MOST = 400
"""More lines of one kind, and nobody reads them: the last ones are told."""


@dataclass(frozen=True)
class Asked:
    """Whose chronology, for whom: nothing out of the reach of the reader is answered."""

    actor: Actor
    provider: Provider
    on: date


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line. `proof` says what shows it, `letter` which letter it is or led to; `key` names what
    it comes from, as `evidence.keys` writes it, so that a screen may lead there."""

    day: date
    kind: str
    fact: str
    proof: str = ""
    letter: str = ""
    key: str = ""
