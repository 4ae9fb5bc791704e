"""Founding a company: what it needs before anything else can happen in it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.models import BusinessFunction, Unit
from timonerie.domains.organisation.operations import calendars
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts import actors
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

#: Support functions every company starts with (code, name), in the order of the screens.
FUNCTIONS = (
    ("accounting", "Comptabilité et finance"),
    ("payroll", "Paie"),
    ("hr", "Ressources humaines"),
    ("legal", "Juridique"),
    ("it", "Informatique"),
    ("purchasing", "Achats"),
    ("assistance", "Assistanat et services généraux"),
    ("sales", "Commercial, marketing et CRM"),
    ("quality", "Qualité, sécurité, environnement, technique"),
    ("direction", "Direction"),
)
DEFAULT_CALENDAR_NAME = "Horaires de bureau"
_WORKING_DAYS = ["mon", "tue", "wed", "thu", "fri"]


#: First parts of addresses that are not a company's.
RESERVED = frozenset(
    [
        "agenda",
        "api",
        "composants",
        "compte",
        "connexion",
        "csp",
        "declarer",
        "deconnexion",
        "flash-du-site",
        "invitation",
        "langue",
        "parole",
        "prestataire",
        "rapport",
        "static",
        "temps",
    ]
)


class SlugTaken(Refused):
    pass


class UnusableSlug(Refused):
    pass


def found(
    *,
    slug: str,
    name: str,
    zone: str = "Europe/Paris",
    calendar: Mapping[str, Any] | None = None,
    at: datetime,
) -> Company:
    """A company with its group, its usual hours and its support functions.

    Raises:
        SlugTaken: a company already has that address.
        UnusableSlug: the address holds something else than letters, digits and hyphens.
        UnusableHours: `calendar` (or `zone`) cannot be read.
    """
    _refuse_slug(slug)
    hours = calendars.read(calendar or office_hours(zone))
    with transaction.atomic():
        company = Company.objects.create(slug=slug, name=name, zone=zone, created_at=at)
        by = actors.system(company)
        with current.company(company.pk):
            audit.record(
                by=by,
                at=at,
                act="company.founded",
                kind="company",
                public_id=company.public_id,
                detail={"slug": slug, "name": name, "zone": zone},
            )
            usual = calendars.create(
                by=by, at=at, name=DEFAULT_CALENDAR_NAME, document=hours.to_dict()
            )
            group = Unit.objects.create(kind=UnitKind.GROUP, name=name, code=slug, calendar=usual)
            group.path = f"/{group.pk}/"
            group.save(update_fields=["path"])
            for rank, (code, function_name) in enumerate(FUNCTIONS):
                BusinessFunction.objects.create(code=code, name=function_name, rank=rank)
    return company


def office_hours(zone: str) -> dict[str, Any]:
    """Monday to Friday, 9:00 to 12:30 and 14:00 to 18:00, French public holidays."""
    return {
        "zone": zone,
        "country": "FR",
        "holidays": True,
        "week": [
            {"days": _WORKING_DAYS, "open": "09:00", "close": "12:30"},
            {"days": _WORKING_DAYS, "open": "14:00", "close": "18:00"},
        ],
    }


def _refuse_slug(slug: str) -> None:
    if not slug or slugify(slug) != slug or slug in RESERVED:
        raise UnusableSlug(
            _(
                "« %(slug)s » ne peut pas servir d’adresse. Écrivez-la en minuscules sans accent,"
                " avec des traits d’union, par exemple « ateliers-martin »."
            )
            % {"slug": slug},
            field="slug",
        )
    if Company.objects.filter(slug=slug).exists():
        raise SlugTaken(
            _("L’adresse « %(slug)s » est déjà prise. Choisissez-en une autre.") % {"slug": slug},
            field="slug",
        )
