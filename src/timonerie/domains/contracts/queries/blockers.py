"""What keeps a contract from being approved, unless a reason is given."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from timonerie.domains.contracts import clause_sentences
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.queries import clause_gaps

Source = Callable[[Contract, date], Iterator[str]]


def of(contract: Contract, *, on: date) -> list[str]:
    """One sentence each, with what to do, as it stands on a day; at most four queries."""
    return [sentence for source in SOURCES for sentence in source(contract, on)]


def _provider(contract: Contract, _on: date) -> Iterator[str]:
    if contract.provider_id is None:
        yield _("Aucun prestataire n’est choisi : dites avec qui le contrat se signe.")


def _dates(contract: Contract, _on: date) -> Iterator[str]:
    if contract.start_date is None:
        yield _("La prise d’effet n’est pas connue : aucune date ne peut être suivie.")
    if not contract.firm and contract.end_date is None:
        yield _("Ni durée ferme ni échéance : dites combien de temps il engage.")


def _activities(contract: Contract, _on: date) -> Iterator[str]:
    if not contract.entrusted_activities.exists():
        yield _("Aucune activité n’est confiée : choisissez ce que ce contrat achète.")


def _clauses(contract: Contract, on: date) -> Iterator[str]:
    """What somebody looked for and did not find; nobody is held by what was not looked at."""
    return map(clause_sentences.gap, clause_gaps.blocking(contract, on=on))


#: What each part of a contract may hold against its approval, in the order it is read.
SOURCES: Final[list[Source]] = [_provider, _dates, _activities, _clauses]
