"""Providers: who they are and whom to call; what was signed with them lives elsewhere."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import changes, identifiers, matching
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

NAME_LENGTH = 150


class ProviderCodeTaken(Refused):
    pass


class ProviderInUse(Refused):
    pass


def create(
    *,
    by: Actor,
    at: datetime,
    name: str,
    code: str | None = None,
    siren: str = "",
    trade: str = "",
) -> Provider:
    """Without a code, the name is the code.

    Raises:
        ProviderCodeTaken: a provider already answers to the code.
        WrongIdentifier: the SIREN's length or key is wrong.
    """
    by.require("provider.write")
    values = _checked(name=name, code=code or "", siren=siren, trade=trade)
    with transaction.atomic():
        provider: Provider = Provider.objects.create(**values)
        audit.record(
            by=by,
            at=at,
            act="provider.created",
            kind="provider",
            public_id=provider.public_id,
            detail=values,
        )
    return provider


def update(
    *,
    by: Actor,
    at: datetime,
    provider: Provider,
    version: int,
    name: str,
    code: str,
    siren: str,
    trade: str,
) -> None:
    """Raises ProviderCodeTaken, WrongIdentifier, as in `create`; Conflict."""
    by.require("provider.write")
    values = _checked(name=name, code=code, siren=siren, trade=trade, but=provider)
    with transaction.atomic():
        made = changes.replace(provider, version=version, values=values)
        if made:
            audit.record(
                by=by,
                at=at,
                act="provider.changed",
                kind="provider",
                public_id=provider.public_id,
                detail=made,
            )


def archive(*, by: Actor, at: datetime, provider: Provider, version: int) -> None:
    """Raises ProviderInUse while it holds a seat; Conflict."""
    by.require("provider.write")
    holdings = provider.holdings.filter(end_date=None).select_related("seat")[:3]
    seats = [holding.seat.name for holding in holdings]
    if seats:
        raise ProviderInUse(
            _("« %(provider)s » tient encore %(seats)s. Mettez fin à ces tenues de poste d’abord.")
            % {"provider": provider, "seats": ", ".join(seats)}
        )
    with transaction.atomic():
        changes.replace(provider, version=version, values={"archived_at": at})
        audit.record(
            by=by, at=at, act="provider.archived", kind="provider", public_id=provider.public_id
        )


def restore(*, by: Actor, at: datetime, provider: Provider, version: int) -> None:
    """Take a provider out of the archives. Raises Conflict."""
    by.require("provider.write")
    with transaction.atomic():
        if changes.replace(provider, version=version, values={"archived_at": None}):
            audit.record(
                by=by,
                at=at,
                act="provider.restored",
                kind="provider",
                public_id=provider.public_id,
            )


def ensure(*, by: Actor, at: datetime, names: Iterable[str]) -> dict[str, int]:
    """Ids of the providers that names read in a file mean, by code or by name; the missing ones
    are created. Needs the right to write only when something is missing; one audit event.
    """
    wanted = list(dict.fromkeys(names))
    known = _known()
    missing = matching.missing(wanted, known)
    if not missing:
        return matching.ids(wanted, known)
    by.require("provider.write")
    with transaction.atomic():
        Provider.objects.bulk_create(
            [
                Provider(
                    company_id=by.company_id,
                    name=name[:NAME_LENGTH],
                    code=rules.code_from(name),
                )
                for name in missing
            ],
            batch_size=1000,
        )
        audit.record(
            by=by,
            at=at,
            act="providers.created",
            kind="company",
            public_id=by.company_id,
            detail={"count": len(missing), "names": missing[:50]},
        )
    return matching.ids(wanted, _known())


def _known() -> dict[str, int]:
    return matching.index(Provider.objects.order_by("-pk").values_list("pk", "code", "name"))


def _checked(
    *, name: str, code: str, siren: str, trade: str, but: Provider | None = None
) -> dict[str, str]:
    name = " ".join(name.split())
    code = code.strip() or rules.code_from(name)
    other = Provider.objects.filter(code__iexact=code).exclude(pk=but.pk if but else 0).first()
    if other is not None:
        raise ProviderCodeTaken(
            _("Le code « %(code)s » désigne déjà « %(other)s ». Donnez un autre code.")
            % {"code": code, "other": other},
            field="code",
        )
    return {
        "name": name,
        "code": code,
        "siren": identifiers.siren(siren) if siren.strip() else "",
        "trade": trade.strip(),
    }
