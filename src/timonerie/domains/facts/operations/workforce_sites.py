"""Sites for the places of work that payroll declares: created, or matched by their SIRET."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.facts.queries.workforce_places import Place
from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.models import Establishment, LegalEntity, Unit
from timonerie.domains.organisation.operations import legal, units
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor


@dataclass(frozen=True)
class Wanted:
    """A place and the site that will stand for it; without one, a site is created."""

    place: Place
    site: Unit | None = None


def create_sites(*, by: Actor, at: datetime, wanted: Sequence[Wanted]) -> list[Unit]:
    """Each place becomes an establishment of its legal entity, and a site stands for it. Sites are
    named after their town; all are done, or none.

    Raises:
        Refused: two places for one site, a site that has another establishment, an unknown entity.
        PermissionDenied: the organisation is not theirs to write.
    """
    by.require("organisation.write")
    chosen = [one.site.pk for one in wanted if one.site is not None]
    if len(chosen) != len(set(chosen)):
        raise Refused(_("Un site ne tient lieu que d’un SIRET. Choisissez un site par ligne."))
    with transaction.atomic():
        return [_place(by, at, one) for one in wanted]


def _place(by: Actor, at: datetime, one: Wanted) -> Unit:
    establishment = _establishment(by, at, one.place)
    if one.site is None:
        return _create(by, at, one.place, establishment)
    site = one.site
    if site.establishment_id not in (None, establishment.pk):
        raise Refused(
            _("« %(site)s » a déjà un autre établissement. Créez un site pour ce SIRET.")
            % {"site": site.name}
        )
    units.update(
        by=by,
        at=at,
        unit=site,
        version=site.version,
        name=site.name,
        code=site.code,
        establishment=establishment,
        calendar=site.calendar,
    )
    return site


def _create(by: Actor, at: datetime, place: Place, establishment: Establishment) -> Unit:
    """A second site of a town says its SIRET beside."""
    try:
        return units.create(
            by=by, at=at, kind=UnitKind.SITE, name=place.label, establishment=establishment
        )
    except units.UnitCodeTaken:
        name = f"{place.label} ({place.siret[9:]})"
        return units.create(
            by=by, at=at, kind=UnitKind.SITE, name=name, establishment=establishment
        )


def _establishment(by: Actor, at: datetime, place: Place) -> Establishment:
    there = Establishment.objects.filter(siret=place.siret).first()
    if there is not None:
        return there
    entity = LegalEntity.objects.filter(siren=place.siret[:9]).first()
    if entity is None:
        raise Refused(
            _("Aucune entité n’a le SIREN %(siren)s : créez-la d’abord dans les réglages.")
            % {"siren": place.siret[:9]}
        )
    return legal.add_establishment(
        by=by,
        at=at,
        legal_entity=entity,
        siret=place.siret,
        name=place.label,
        town=place.town.title(),
    )
