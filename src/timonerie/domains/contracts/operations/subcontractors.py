"""The sub-contractors of a provider: declared by it, entered here, or discovered; then accepted."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Subcontractor
from timonerie.domains.contracts.operations import contract_checks
from timonerie.domains.contracts.provider_enums import SubcontractorState
from timonerie.domains.contracts.queries import subcontracting
from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import changes, identifiers
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

_ACTS = {
    SubcontractorState.DECLARED: "subcontractor.declared",
    SubcontractorState.DISCOVERED: "subcontractor.discovered",
}


@dataclass(frozen=True, kw_only=True)
class Said:
    """A sub-contractor as somebody says it; what nobody knows is left out."""

    name: str
    task: str
    siren: str = ""
    country: str = ""
    known: Provider | None = None
    activity: Activity | None = None
    above: Subcontractor | None = None
    handles_personal_data: bool | None = None


def declare(
    *,
    by: Actor,
    at: datetime,
    provider: Provider,
    said: Said,
    is_discovered: bool = False,
    by_them: bool = False,
) -> Subcontractor:
    """Declared today, to be accepted; or discovered, which nobody had declared.

    Raises:
        Refused: out of reach, a name or a task missing, the same twice, or a loop: a firm would
            work behind itself.
        WrongIdentifier: the SIREN's length or key is wrong.
    """
    _require(by, at, provider)
    state = SubcontractorState.DISCOVERED if is_discovered else SubcontractorState.DECLARED
    with transaction.atomic():
        _lock()
        values = _checked(provider, said)
        _require_once(provider, values)
        made: Subcontractor = Subcontractor.objects.create(
            **values,
            provider=provider,
            state=state,
            said_by_them=by_them,
            declared_date=timezone.localdate(at),
        )
        told = {"name": made.name, "siren": made.siren, "task": made.task, "state": made.state}
        _record(by, at, _ACTS[state], provider, told)
    return made


def change(*, by: Actor, at: datetime, row: Subcontractor, version: int, said: Said) -> None:
    """Say it again. Raises Refused, WrongIdentifier, as in `declare`; Conflict."""
    _require(by, at, row.provider)
    with transaction.atomic():
        _lock()
        values = _checked(row.provider, said, but=row)
        _require_once(row.provider, values, but=row)
        made = changes.replace(row, version=version, values=values)
        if made:
            _record(by, at, "subcontractor.changed", row.provider, {"of": row.name, **made})


def decide(
    *,
    by: Actor,
    at: datetime,
    row: Subcontractor,
    version: int,
    state: str,
    day: date,
    reason: str = "",
) -> None:
    """Accept, refuse, end, or note that it was declared at last. What the company accepts it also
    approves the terms of payment of (loi du 31 décembre 1975, art. 3).

    Raises:
        Refused: a day to come, or a refusal without a reason. Conflict.
    """
    _require(by, at, row.provider)
    reason = " ".join(reason.split())
    _check_decision(state, day, reason, timezone.localdate(at))
    dates: dict[SubcontractorState, dict[str, date | None]] = {
        SubcontractorState.ACCEPTED: {"accepted_date": day, "end_date": None},
        SubcontractorState.ENDED: {"end_date": day},
        SubcontractorState.DECLARED: {"declared_date": day, "end_date": None},
        SubcontractorState.REFUSED: {},
    }
    with transaction.atomic():
        _lock()
        if state not in subcontracting.OVER:
            _require_no_loop(row.provider, row.known, row.above)
        values: dict[str, Any] = {
            "state": state,
            "reason": reason,
            **dates[SubcontractorState(state)],
        }
        made = changes.replace(row, version=version, values=values)
        if made:
            _record(by, at, "subcontractor.decided", row.provider, {"of": row.name, **made})


def _check_decision(state: str, day: date, reason: str, today: date) -> None:
    if state not in SubcontractorState.values or state == SubcontractorState.DISCOVERED:
        raise Refused(_("Choisissez l’une des réponses proposées."), field="state")
    if day > today:
        raise Refused(_("Donnez un jour passé, ou aujourd’hui."), field="day")
    if state == SubcontractorState.REFUSED and not reason:
        raise Refused(
            _("Dites pourquoi vous le refusez : le prestataire le demandera."), field="reason"
        )
    if len(reason) > 500:
        raise Refused(_("Le motif tient en 500 caractères."), field="reason")


def check(provider: Provider, said: Said) -> dict[str, Any]:
    """What would be written, where it can be; nothing is. Raises Refused, WrongIdentifier."""
    return _checked(provider, said)


def _checked(provider: Provider, said: Said, *, but: Subcontractor | None = None) -> dict[str, Any]:
    siren = identifiers.siren(said.siren) if said.siren.strip() else ""
    known = said.known or _of_siren(siren)
    name = " ".join(said.name.split()) or (known.name if known else "")
    task = " ".join(said.task.split())
    if not name or len(name) > 150:
        raise Refused(_("Donnez le nom du sous-traitant."), field="name")
    if not task or len(task) > 300:
        raise Refused(_("Dites en une ligne ce qu’il fait."), field="task")
    if len(said.country) > 60:
        raise Refused(_("Le pays tient en 60 caractères."), field="country")
    if siren and siren == provider.siren:
        raise _itself(provider)
    if said.above is not None and said.above.provider_id != provider.pk:
        raise Refused(_("Ce sous-traitant travaille pour un autre prestataire."), field="above")
    _require_no_loop(provider, known, said.above, but=but)
    return {
        "name": name,
        "task": task,
        "siren": siren,
        "country": " ".join(said.country.split()),
        "known": known,
        "activity": said.activity,
        "above": said.above,
        "handles_personal_data": said.handles_personal_data,
    }


def _of_siren(siren: str) -> Provider | None:
    """The same SIREN is the same firm."""
    found: Provider | None = None
    if siren:
        found = Provider.objects.active().filter(siren=siren).order_by("pk").first()
    return found


def _require_once(
    provider: Provider, values: dict[str, Any], *, but: Subcontractor | None = None
) -> None:
    rows = Subcontractor.objects.filter(
        provider=provider, above=values["above"], activity=values["activity"]
    )
    rows = rows.exclude(state__in=subcontracting.OVER).exclude(pk=but.pk if but else 0)
    wanted = rules.key(values["name"])
    if any(rules.key(name) == wanted for name in rows.values_list("name", flat=True)):
        raise Refused(
            _("« %(name)s » est déjà dans la liste pour cette activité : modifiez sa ligne.")
            % {"name": values["name"]},
            field="name",
        )


def _require_no_loop(
    provider: Provider,
    known: Provider | None,
    above: Subcontractor | None,
    *,
    but: Subcontractor | None = None,
) -> None:
    over = above
    while over is not None:
        if but is not None and over.pk == but.pk:
            raise Refused(_("Il ne peut pas travailler sous lui-même."), field="above")
        if known is not None and over.known_id == known.pk:
            raise _itself(known)
        over = over.above
    if known is None:
        return
    links = subcontracting.links()
    goals = {provider.pk}
    over = above
    while over is not None:
        goals |= {over.known_id} if over.known_id is not None else set()
        over = over.above
    if any(rules.leads_to(links, start=known.pk, goal=goal) for goal in goals):
        raise _itself(known)


def _itself(provider: Provider) -> Refused:
    return Refused(
        _(
            "« %(name)s » se retrouverait sous-traitant de lui-même. Vérifiez qui travaille pour"
            " qui, ou terminez d’abord l’autre ligne."
        )
        % {"name": provider},
        field="known",
    )


def _lock() -> None:
    """Of two writers who would close a loop together, the second reads what the first wrote."""
    list(Provider.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def _require(by: Actor, at: datetime, provider: Provider) -> None:
    by.require("contract.write")
    contract_checks.require_reach(by, at=at, provider=provider)


def _record(by: Actor, at: datetime, act: str, provider: Provider, told: dict[str, Any]) -> None:
    audit.record(by=by, at=at, act=act, kind="provider", public_id=provider.public_id, detail=told)
