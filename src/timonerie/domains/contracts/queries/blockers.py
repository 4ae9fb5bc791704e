"""What keeps a contract from being approved, unless a reason is given."""

from collections.abc import Callable, Iterator
from typing import Final

from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Contract

Source = Callable[[Contract], Iterator[str]]


def of(contract: Contract) -> list[str]:
    """One sentence each, with what to do; at most one query for each of `SOURCES`."""
    return [sentence for source in SOURCES for sentence in source(contract)]


def _provider(contract: Contract) -> Iterator[str]:
    if contract.provider_id is None:
        yield _("Aucun prestataire n’est choisi : dites avec qui le contrat se signe.")


def _dates(contract: Contract) -> Iterator[str]:
    if contract.start_date is None:
        yield _("La prise d’effet n’est pas connue : aucune date ne peut être suivie.")
    if not contract.firm and contract.end_date is None:
        yield _("Ni durée ferme ni échéance : dites combien de temps il engage.")


def _activities(contract: Contract) -> Iterator[str]:
    if not contract.entrusted_activities.exists():
        yield _("Aucune activité n’est confiée : choisissez ce que ce contrat achète.")


#: What each part of a contract may hold against its approval, in the order it is read.
SOURCES: Final[list[Source]] = [_provider, _dates, _activities]
