"""Missions of direction: a seat entrusted by a letter, with its limits and its end."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Contract, Mission
from timonerie.domains.contracts.operations import contract_checks
from timonerie.domains.organisation.models import Person, Provider, Seat
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.models import StatementOfWork
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

MOST_CENTS = 10**13


@dataclass(frozen=True, kw_only=True)
class Said:
    """A mission as its letter says it; `delegation_cents` is the most that it commits alone."""

    title: str
    start_date: date
    provider: Provider | None = None
    person: Person | None = None
    seat: Seat | None = None
    deputy: Seat | None = None
    letter: StatementOfWork | None = None
    contract: Contract | None = None
    end_date: date | None = None
    delegation: str = ""
    delegation_cents: int | None = None
    delegation_end_date: date | None = None


def create(*, by: Actor, at: datetime, said: Said) -> Mission:
    """Raises Refused: nobody or two holders, days out of order, a deputy who is the seat itself, or
    out of reach."""
    by.require("contract.write")
    values = _checked(by, at, said)
    with transaction.atomic():
        mission: Mission = Mission.objects.create(**values)
        told = {name: changes.words(value) for name, value in values.items()}
        audited(by, at, "mission.created", mission, told)
    return mission


def change(*, by: Actor, at: datetime, mission: Mission, version: int, said: Said) -> None:
    """Say it again. Raises Refused, as in `create`; Conflict."""
    require(by, at, mission)
    values = _checked(by, at, said)
    with transaction.atomic():
        made = changes.replace(mission, version=version, values=values)
        if made:
            audited(by, at, "mission.changed", mission, made)


def require(by: Actor, at: datetime, mission: Mission) -> None:
    """Raises Refused out of the writer's reach."""
    by.require("contract.write")
    contract_checks.require_reach(by, at=at, provider=mission.provider)


def audited(by: Actor, at: datetime, act: str, mission: Mission, told: dict[str, Any]) -> None:
    audit.record(
        by=by,
        at=at,
        act=act,
        kind="mission",
        public_id=mission.public_id,
        detail={"title": mission.title, **told},
    )


def _checked(by: Actor, at: datetime, said: Said) -> dict[str, Any]:
    values = dict(vars(said))
    values["title"] = " ".join(said.title.split())
    values["delegation"] = said.delegation.strip()
    if not values["title"] or len(values["title"]) > 200:
        raise Refused(_("Nommez la mission en une ligne."), field="title")
    if (said.provider is None) == (said.person is None):
        raise Refused(
            _("Dites qui la tient : un prestataire, ou un dirigeant à temps partagé."),
            field="provider",
        )
    contract_checks.require_reach(by, at=at, provider=said.provider)
    _check_contract(said)
    _check_days(said)
    if said.deputy is not None and said.deputy == said.seat:
        raise Refused(_("Le suppléant est un autre poste que celui de la mission."), field="deputy")
    if said.delegation_cents is not None and not 0 <= said.delegation_cents <= MOST_CENTS:
        raise Refused(_("Le montant est un nombre positif."), field="delegation_cents")
    if len(values["delegation"]) > 1000:
        raise Refused(_("Les limites tiennent en 1 000 caractères."), field="delegation")
    return values


def _check_contract(said: Said) -> None:
    if said.contract is not None and said.contract.provider_id not in (
        None,
        said.provider.pk if said.provider else None,
    ):
        raise Refused(_("Ce contrat est signé avec un autre prestataire."), field="contract")


def _check_days(said: Said) -> None:
    if said.end_date and said.end_date < said.start_date:
        raise Refused(_("La fin vient après le début."), field="end_date")
    if said.delegation_end_date and said.delegation_end_date < said.start_date:
        raise Refused(
            _("La délégation finit après le début de la mission."), field="delegation_end_date"
        )
    has_limits = said.delegation.strip() or said.delegation_cents is not None
    if said.delegation_end_date and not has_limits:
        raise Refused(
            _("Dites ce qui est délégué, en mots ou en montant, avant d’en donner la fin."),
            field="delegation",
        )
