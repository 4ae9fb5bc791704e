"""The legal tree: entities, known by their SIREN, and their establishments, by their SIRET."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Establishment, LegalEntity
from timonerie.domains.organisation.operations import changes, identifiers
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit


class IdentifierTaken(Refused):
    pass


class CircularOwnership(Refused):
    pass


class StillInUse(Refused):
    pass


def add_entity(
    *, by: Actor, at: datetime, name: str, siren: str, parent: LegalEntity | None = None
) -> LegalEntity:
    """Raises:
    WrongIdentifier: the SIREN's length or key is wrong.
    IdentifierTaken: an entity of the company already has it.
    """
    by.require("organisation.write")
    siren = identifiers.siren(siren)
    _refuse_taken_siren(siren)
    with transaction.atomic():
        entity = LegalEntity.objects.create(name=" ".join(name.split()), siren=siren, parent=parent)
        audit.record(
            by=by,
            at=at,
            act="legal_entity.created",
            kind="legal_entity",
            public_id=entity.public_id,
            detail={"name": entity.name, "siren": siren, "parent": changes.words(parent)},
        )
    return entity


def update_entity(
    *,
    by: Actor,
    at: datetime,
    entity: LegalEntity,
    version: int,
    name: str,
    siren: str,
    parent: LegalEntity | None,
) -> None:
    """Raises:
    WrongIdentifier, IdentifierTaken: as in `add_entity`.
    CircularOwnership: the parent is the entity itself or one of its subsidiaries.
    Conflict: the entity changed since `version`.
    """
    by.require("organisation.write")
    siren = identifiers.siren(siren)
    _refuse_taken_siren(siren, but=entity)
    refuse_circle(entity, parent)
    values = {"name": " ".join(name.split()), "siren": siren, "parent": parent}
    with transaction.atomic():
        made = changes.replace(entity, version=version, values=values)
        if made:
            audit.record(
                by=by,
                at=at,
                act="legal_entity.changed",
                kind="legal_entity",
                public_id=entity.public_id,
                detail=made,
            )


def archive_entity(*, by: Actor, at: datetime, entity: LegalEntity, version: int) -> None:
    """Raises StillInUse while it has subsidiaries or establishments; Conflict."""
    by.require("organisation.write")
    held = [
        *entity.subsidiaries.filter(archived_at=None).values_list("name", flat=True)[:3],
        *entity.establishments.filter(archived_at=None).values_list("name", flat=True)[:3],
    ]
    if held:
        raise StillInUse(
            _("« %(entity)s » porte encore %(held)s. Rattachez-les ailleurs ou archivez-les.")
            % {"entity": entity, "held": ", ".join(held)}
        )
    with transaction.atomic():
        changes.replace(entity, version=version, values={"archived_at": at})
        audit.record(
            by=by,
            at=at,
            act="legal_entity.archived",
            kind="legal_entity",
            public_id=entity.public_id,
        )


def add_establishment(
    *,
    by: Actor,
    at: datetime,
    legal_entity: LegalEntity,
    siret: str,
    name: str,
    town: str = "",
) -> Establishment:
    """Raises:
    WrongIdentifier: the SIRET's key is wrong, or it starts with another SIREN.
    IdentifierTaken: an establishment of the company already has it.
    """
    by.require("organisation.write")
    siret = identifiers.siret(siret, siren=legal_entity.siren)
    _refuse_taken_siret(siret)
    with transaction.atomic():
        establishment = Establishment.objects.create(
            legal_entity=legal_entity, siret=siret, name=" ".join(name.split()), town=town.strip()
        )
        audit.record(
            by=by,
            at=at,
            act="establishment.created",
            kind="establishment",
            public_id=establishment.public_id,
            detail={"name": establishment.name, "siret": siret, "entity": legal_entity.name},
        )
    return establishment


def update_establishment(
    *,
    by: Actor,
    at: datetime,
    establishment: Establishment,
    version: int,
    siret: str,
    name: str,
    town: str,
) -> None:
    """Raises WrongIdentifier, IdentifierTaken, as in `add_establishment`; Conflict."""
    by.require("organisation.write")
    siret = identifiers.siret(siret, siren=establishment.legal_entity.siren)
    _refuse_taken_siret(siret, but=establishment)
    values = {"siret": siret, "name": " ".join(name.split()), "town": town.strip()}
    with transaction.atomic():
        made = changes.replace(establishment, version=version, values=values)
        if made:
            audit.record(
                by=by,
                at=at,
                act="establishment.changed",
                kind="establishment",
                public_id=establishment.public_id,
                detail=made,
            )


def archive_establishment(
    *, by: Actor, at: datetime, establishment: Establishment, version: int
) -> None:
    """Raises StillInUse while an active unit stands in it; Conflict."""
    by.require("organisation.write")
    units = list(establishment.units.filter(archived_at=None).values_list("name", flat=True)[:3])
    if units:
        raise StillInUse(
            _("« %(place)s » abrite encore %(units)s. Rattachez d’abord ces unités ailleurs.")
            % {"place": establishment, "units": ", ".join(units)}
        )
    with transaction.atomic():
        changes.replace(establishment, version=version, values={"archived_at": at})
        audit.record(
            by=by,
            at=at,
            act="establishment.archived",
            kind="establishment",
            public_id=establishment.public_id,
        )


def refuse_circle(entity: LegalEntity, parent: LegalEntity | None) -> None:
    """Raises CircularOwnership."""
    above = parent
    while above is not None:
        if above.pk == entity.pk:
            raise CircularOwnership(
                _("« %(entity)s » ne peut pas être détenue par elle-même ni par sa filiale.")
                % {"entity": entity},
                field="parent",
            )
        above = above.parent


def _refuse_taken_siren(siren: str, *, but: LegalEntity | None = None) -> None:
    other = LegalEntity.objects.filter(siren=siren).exclude(pk=but.pk if but else 0).first()
    if other is not None:
        raise IdentifierTaken(
            _("Le SIREN %(siren)s est déjà celui de « %(other)s ».")
            % {"siren": siren, "other": other},
            field="siren",
        )


def _refuse_taken_siret(siret: str, *, but: Establishment | None = None) -> None:
    other = Establishment.objects.filter(siret=siret).exclude(pk=but.pk if but else 0).first()
    if other is not None:
        raise IdentifierTaken(
            _("Le SIRET %(siret)s est déjà celui de « %(other)s ».")
            % {"siret": siret, "other": other},
            field="siret",
        )
