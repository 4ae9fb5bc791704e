"""The sheet of a provider: its identifiers, where it stands, and who owns it."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import changes, identifiers
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What is said of a firm as a whole; what nobody knows is empty."""

    siren: str = ""
    siret: str = ""
    vat: str = ""
    legal_form: str = ""
    address: str = ""
    website: str = ""
    order_number: str = ""
    parent: Provider | None = None

    @classmethod
    def of(cls, provider: Provider) -> "Sheet":
        return cls(**{one.name: getattr(provider, one.name) for one in fields(cls)})


def checked(sheet: Sheet) -> dict[str, Any]:
    """The values to write, each number with its key.

    Raises:
        WrongIdentifier: a SIREN, a SIRET or a VAT number is wrong, or is another firm's.
        Refused: an address of the web that is none, a text too long.
    """
    siren = identifiers.siren(sheet.siren) if sheet.siren.strip() else ""
    values: dict[str, Any] = {
        name: " ".join(getattr(sheet, name).split())
        for name in ("legal_form", "address", "website", "order_number")
    }
    for name, text in values.items():
        _require_length(name, text)
    _require_address(values["website"])
    return {
        **values,
        "siren": siren,
        "siret": _siret(sheet.siret, siren),
        "vat": identifiers.vat(sheet.vat, siren=siren) if sheet.vat.strip() else "",
        "parent": sheet.parent,
    }


def update(*, by: Actor, at: datetime, provider: Provider, version: int, sheet: Sheet) -> None:
    """Say the sheet again. Raises WrongIdentifier, Refused (a parent that it owns), Conflict."""
    by.require("provider.write")
    values = checked(sheet)
    with transaction.atomic():
        _lock_parents()
        _require_no_loop(provider, sheet.parent)
        made = changes.replace(provider, version=version, values=values)
        if made:
            audit.record(
                by=by,
                at=at,
                act="provider.sheet_changed",
                kind="provider",
                public_id=provider.public_id,
                detail=made,
            )


def _siret(text: str, siren: str) -> str:
    return identifiers.siret(text, siren=siren or None) if text.strip() else ""


def _require_length(name: str, text: str) -> None:
    most: int = Provider._meta.get_field(name).max_length  # type: ignore[union-attr,assignment]  # noqa: SLF001
    if len(text) > most:
        raise Refused(
            _("Ce champ tient en %(most)s caractères.") % {"most": most},
            field=name,
        )


def _require_address(text: str) -> None:
    if not text:
        return
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError as error:
        raise Refused(
            _("Écrivez une adresse comme https://www.exemple.fr."), field="website"
        ) from error


def _lock_parents() -> None:
    """Of two writers who would close a loop together, the second reads what the first wrote."""
    list(Provider.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def _require_no_loop(provider: Provider, parent: Provider | None) -> None:
    if parent is None:
        return
    rows = Provider.objects.filter(parent__isnull=False).values_list("pk", "parent_id")
    links = {pk: [above] for pk, above in rows if above is not None}
    if rules.leads_to(links, start=parent.pk, goal=provider.pk):
        raise Refused(
            _(
                "« %(parent)s » dépend déjà de « %(provider)s » : une société ne peut être la mère"
                " de sa propre mère. Choisissez-en une autre, ou corrigez d’abord l’autre fiche."
            )
            % {"parent": parent, "provider": provider},
            field="parent",
        )
