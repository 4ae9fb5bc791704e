"""The legal entities that a payroll file declares for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import LegalEntity
from timonerie.domains.organisation.operations import legal
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.foundations.scope.models import Company


def sirens(*, by: Actor, at: datetime, told: Sequence[dict[str, Any]], creates: bool) -> set[str]:
    """The SIREN of the group, once those of a file are among them: created where that was agreed.

    Raises:
        FileRefused: DSN-05, with the line of the declaration.
        WrongIdentifier: a SIREN to create has a wrong key.
        PermissionDenied: entities are to be created by somebody who may not.
    """
    known = set(LegalEntity.objects.values_list("siren", flat=True))
    for one in told:
        siren = one["siren"]
        if siren in known:
            continue
        if not creates:
            raise _of_nobody(siren, one["line"])
        legal.add_entity(by=by, at=at, name=_name(by, siren, is_first=not known), siren=siren)
        known.add(siren)
    return known


def _name(by: Actor, siren: str, *, is_first: bool) -> str:
    """A DSN does not say what an entity is called: the first one takes the company's name."""
    if is_first:
        return Company.objects.get(pk=by.company_id).name
    return f"SIREN {siren[:3]} {siren[3:6]} {siren[6:]}"


def _of_nobody(siren: str, line: int) -> FileRefused:
    return FileRefused(
        "DSN-05",
        _(
            "Le SIREN %(siren)s n’est celui d’aucune entité de la société. Créez l’entité dans les"
            " réglages, ou redéposez le fichier en acceptant qu’elle soit créée."
        )
        % {"siren": siren},
        line=line,
    )
