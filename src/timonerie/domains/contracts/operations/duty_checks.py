"""What every write about legal duties checks alike, and the trace that it leaves."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.catalogue import duties as catalogue
from timonerie.domains.contracts.catalogue.duties import Kind
from timonerie.domains.contracts.operations.contract_checks import require_reach
from timonerie.domains.organisation.models import LegalEntity, Provider
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

LONGEST_REASON = 500


def kind_called(code: str) -> Kind:
    """Raises Refused for a kind that is not of the catalogue."""
    found = catalogue.by_code().get(code)
    if found is None:
        raise Refused(_("Choisissez l’une des pièces proposées."), field="kind")
    return found


def kinds_called(codes: Iterable[str]) -> list[str]:
    """In the order of the catalogue, each once. Raises Refused for none, or an unknown one."""
    wanted = {kind_called(code).code for code in codes}
    if not wanted:
        raise Refused(_("Choisissez au moins une pièce à demander."), field="pieces")
    return [one.code for one in catalogue.kinds() if one.code in wanted]


def require_open(by: Actor, *, at: datetime, provider: Provider) -> None:
    """Raises Refused outside the writer's mandate."""
    by.require("duty.write")
    require_reach(by, at=at, provider=provider)


def require_entity(entity: LegalEntity | None) -> None:
    if entity is not None and entity.archived_at is not None:
        raise Refused(_("Cette entité est archivée : choisissez-en une autre."), field="entity")


def reason(text: str, *, field: str = "reason") -> str:
    """On one line. Raises Refused for nothing, or too much."""
    told = " ".join(text.split())
    if not told or len(told) > LONGEST_REASON:
        raise Refused(_("Dites pourquoi, en 500 caractères au plus."), field=field)
    return told


def today(at: datetime) -> Any:
    return timezone.localdate(at)


def audited(
    by: Actor,
    at: datetime,
    act: str,
    provider: Provider,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """One event, about the provider."""
    audit.record(
        by=by,
        at=at,
        act=act,
        kind="provider",
        public_id=provider.public_id,
        detail=dict(detail or {}),
    )
