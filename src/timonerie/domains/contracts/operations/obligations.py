"""Reports, obligations and proofs of a contract, said by hand; a proof, once it came."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import (
    Contract,
    ExpectedReport,
    Obligation,
    SecurityProof,
)
from timonerie.domains.contracts.obligation_enums import Anchor, Cadence, ObligationKind
from timonerie.domains.contracts.operations import level_checks, owed_rows
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing import works
from timonerie.domains.sourcing.enums import Side
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.accounts.actors import Actor

MOST_DAYS: Final = 60
MOST_AROUND: Final = 40
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, kw_only=True)
class Said:
    """What any of them says; fields as the models."""

    title: str
    side: str = Side.THEIRS
    site: Unit | None = None
    start_date: date | None = None
    end_date: date | None = None


@dataclass(frozen=True, kw_only=True)
class ReportSaid(Said):
    cadence: str = Cadence.MONTHLY
    day: int = 15
    grace_days: int = 0
    content: str = ""


@dataclass(frozen=True, kw_only=True)
class ObligationSaid(Said):
    kind: str
    text: str = ""
    activity: Activity | None = None
    cadence: str = ""
    when: str = ""
    anchor: str = ""
    day: int | None = None
    event_day: int | None = None
    hour: str = ""
    who: str = ""
    format: str = ""
    acceptance: str = ""


@dataclass(frozen=True, kw_only=True)
class ProofSaid(Said):
    measure: str = ""
    expected: str = ""
    when: str = ""
    due_date: date | None = None


Row = ExpectedReport | Obligation | SecurityProof
MODELS: Final[dict[type[Said], Any]] = {
    ReportSaid: ExpectedReport,
    ObligationSaid: Obligation,
    ProofSaid: SecurityProof,
}


def add(*, by: Actor, at: datetime, contract: Contract, said: Said) -> Row:
    """Raises Refused: it cannot stand, or leaves the writer's mandate."""
    by.require("contract.write")
    values, model = check(said), MODELS[type(said)]
    made: Row = owed_rows.add(by=by, at=at, contract=contract, model=model, values=values)
    return made


def change(*, by: Actor, at: datetime, row: Row, version: int, said: Said) -> None:
    """Say the whole of it again. Raises Refused; Conflict."""
    by.require("contract.write")
    owed_rows.change(by=by, at=at, row=row, version=version, values=check(said))


def give_proof(
    *,
    by: Actor,
    at: datetime,
    proof: SecurityProof,
    version: int,
    given_on: date,
    text: str,
    due_date: date | None,
) -> None:
    """Say that a proof came, and when the next one is due. Raises Refused; Conflict."""
    by.require("contract.write")
    if not text.strip():
        raise Refused(_("Dites en une ligne ce qui a été remis."), field="text")
    if given_on > timezone.localdate(at):
        raise Refused(_("Cette date n’est pas encore venue."), field="given_on")
    if due_date is not None and due_date <= given_on:
        raise Refused(_("La prochaine preuve vient après celle-ci."), field="due_date")
    values = {"given_on": given_on, "given_text": text.strip(), "due_date": due_date}
    signed = {"given_by": by.name, "user_id": by.user_id}
    if any(getattr(proof, name) != value for name, value in values.items()):
        owed_rows.give(by=by, at=at, proof=proof, version=version, values={**values, **signed})


def check(said: Said) -> dict[str, Any]:
    """The values to write. Raises Refused, naming the field."""
    level_checks.check_title(said.title)
    if said.side not in Side.values:
        raise Refused(_("Choisissez l’une des réponses proposées."), field="side")
    level_checks.check_stretch(said.start_date, said.end_date)
    match said:
        case ReportSaid():
            _check_report(said)
        case ObligationSaid():
            _check_obligation(said)
        case ProofSaid():
            _check_proof(said)
    return {**vars(said), "title": " ".join(said.title.split())}


def _check_report(said: ReportSaid) -> None:
    if said.cadence not in Cadence.values:
        raise Refused(_("Choisissez l’une des réponses proposées."), field="cadence")
    for name in ("day", "grace_days"):
        if not 0 <= getattr(said, name) <= MOST_DAYS:
            raise Refused(_("Donnez un nombre de jours ouvrés, de 0 à 60."), field=name)


def _check_obligation(said: ObligationSaid) -> None:
    for name, choices in (("kind", ObligationKind), ("cadence", Cadence), ("anchor", Anchor)):
        value = getattr(said, name)
        if value not in choices.values and (value or name == "kind"):
            raise Refused(_("Choisissez l’une des réponses proposées."), field=name)
    if said.hour and not _HOUR.fullmatch(said.hour):
        raise Refused(_("Écrivez une heure comme 12:00."), field="hour")
    _check_day(said)


def _check_day(said: ObligationSaid) -> None:
    if said.day is not None and not (said.anchor or said.cadence == Cadence.WEEKLY):
        raise Refused(_("Dites depuis quoi ce jour se compte."), field="anchor")
    if said.event_day is not None and not _is_of_a_month(said.event_day):
        raise Refused(
            _("Donnez un jour du mois, de 1 à 31 ; -1 est le dernier."), field="event_day"
        )
    if said.day is None:
        return
    if said.cadence == Cadence.WEEKLY:
        if not 1 <= said.day <= 7:
            raise Refused(_("Dans la semaine, le jour va de 1 (lundi) à 7."), field="day")
    elif said.anchor == Anchor.MONTH and not _is_of_a_month(said.day):
        raise Refused(_("Donnez un jour du mois, de 1 à 31 ; -1 est le dernier."), field="day")
    elif not -MOST_AROUND <= said.day <= MOST_AROUND:
        raise Refused(_("Donnez un nombre de jours ouvrés, de -40 à 40."), field="day")


def _check_proof(said: ProofSaid) -> None:
    if said.measure and said.measure not in {one.code for one in works.measures()}:
        raise Refused(_("Choisissez l’une des mesures proposées."), field="measure")


def _is_of_a_month(day: int) -> bool:
    return day == -1 or 1 <= day <= 31
