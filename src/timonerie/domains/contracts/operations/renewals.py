"""Decision files: opened in time, what is assumed in them, what is decided, and taken back."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Contract, RenewalFile, RenewalSetting
from timonerie.domains.contracts.models.renewals import USUAL_AHEAD
from timonerie.domains.contracts.operations import contract_checks
from timonerie.domains.contracts.queries import renewals as queries
from timonerie.domains.contracts.renewal_enums import RenewalChoice, RenewalState
from timonerie.domains.contracts.rules import renewals as rules
from timonerie.domains.contracts.rules.timelines import Term
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.wording import formats

LONGEST = 1000
MOST_PERCENT = 100
MOST_AHEAD = 365


@dataclass(frozen=True, kw_only=True)
class Said:
    """A decision as somebody says it; the reason is asked of everybody."""

    choice: str
    reason: str
    dissent: str = ""


def open_file(*, by: Actor, at: datetime, contract: Contract) -> RenewalFile:
    """The file of what there is to decide next of a contract; the one that stands, if any.

    Raises Refused: archived, out of reach, or no decision date is known."""
    by.require("contract.write")
    _require_reach(by, at=at, contract=contract)
    if contract.archived_at is not None:
        raise Refused(_("Ce contrat est archivé : reprenez-le avant d’ouvrir son dossier."))
    term = queries.deadline(contract, on=timezone.localdate(at))
    if term is None or term.end is None:
        raise Refused(
            _(
                "Aucune date de décision n’est connue : complétez la durée, la reconduction et le"
                " préavis dans les termes du contrat."
            )
        )
    return _opened(by, at, contract, term)


def open_due(*, by: Actor, at: datetime) -> int:
    """Open the files whose day has come, follow those whose dates moved, and say which have
    passed; how many were opened. Run again, it writes nothing."""
    by.require("contract.write")
    on, ahead, made = timezone.localdate(at), queries.days_ahead(), 0
    for contract in Contract.objects.filter(archived_at__isnull=True).order_by("pk"):
        term = queries.deadline(contract, on=on)
        if term is None or term.end is None or not _is_due(term, on=on, ahead=ahead):
            continue
        known = RenewalFile.objects.filter(contract=contract, term_end=term.end).first()
        if known is None:
            _opened(by, at, contract, term)
            made += 1
        else:
            _follow(known, term)
    _lapse(by, at, on=on)
    return made


def assume(
    *,
    by: Actor,
    at: datetime,
    file: RenewalFile,
    version: int,
    percent: Decimal | None,
    exit_cents: int | None,
) -> None:
    """Say what a renegotiation is assumed to change of the price, and what leaving costs once.

    Raises:
        Refused: out of -100 to 100 per cent, a negative cost, or it is too late.
        Conflict: somebody changed the file since `version`.
    """
    by.require("contract.write")
    _require_changing(by, at, file)
    if percent is not None and abs(percent) > MOST_PERCENT:
        raise Refused(_("Donnez un pourcentage de −100 à 100."), field="percent")
    if exit_cents is not None and exit_cents < 0:
        raise Refused(_("Le coût du départ est un nombre positif."), field="exit_cents")
    values = {"percent": percent, "exit_cents": exit_cents}
    with transaction.atomic():
        if made := changes.replace(file, version=version, values=values):
            _record(by, at, "renewal.assumed", file, made)


def decide(*, by: Actor, at: datetime, file: RenewalFile, version: int, said: Said) -> None:
    """Record what is decided; nothing is sent to anybody. The same again writes nothing.

    Raises:
        Refused: no choice, no reason, already decided otherwise, or the last useful day is past.
        Conflict: somebody changed the file since `version`.
    """
    by.require("contract.write")
    values = _decision(said)
    _require_changing(by, at, file)
    if file.state == RenewalState.DECIDED:
        if not changes.between(file, values):
            return
        raise Refused(_("Une décision est déjà prise : défaites-la avant d’en prendre une autre."))
    on = timezone.localdate(at)
    signed = {"decided_on": on, "decided_by": by.name, "user_id": by.user_id}
    with transaction.atomic():
        written = {**values, **signed, "state": RenewalState.DECIDED}
        changes.replace(file, version=version, values=written)
        _record(by, at, "renewal.decided", file, {k: v for k, v in values.items() if v})


def undo(*, by: Actor, at: datetime, file: RenewalFile, version: int) -> None:
    """Take a decision back, until the last useful day. Twice is once.

    Raises Refused after that day; Conflict."""
    by.require("contract.write")
    if file.state == RenewalState.OPEN:
        return
    _require_changing(by, at, file)
    was = file.choice
    values: dict[str, Any] = {
        "state": RenewalState.OPEN, "choice": "", "reason": "", "dissent": "",
        "decided_on": None, "decided_by": "", "user_id": None,
    }  # fmt: skip
    with transaction.atomic():
        changes.replace(file, version=version, values=values)
        _record(by, at, "renewal.undone", file, {"choice": was})


def set_ahead(*, by: Actor, at: datetime, days_ahead: int, version: int | None = None) -> None:
    """Say how many days before their decision date the files open.

    Raises:
        Refused: out of 1 to 365.
        Conflict: somebody set it since `version`.
    """
    by.require("contract.write")
    if not 1 <= days_ahead <= MOST_AHEAD:
        raise Refused(_("Donnez un nombre de 1 à 365 jours."), field="days_ahead")
    with transaction.atomic():
        row, created = RenewalSetting.objects.get_or_create(defaults={"days_ahead": USUAL_AHEAD})
        values = {"days_ahead": days_ahead}
        if made := changes.replace(row, version=None if created else version, values=values):
            audit.record(
                by=by, at=at, act="renewal_setting.set", kind="renewal_setting",
                public_id=row.public_id, detail=made,
            )  # fmt: skip


def _decision(said: Said) -> dict[str, str]:
    """Raises Refused."""
    if said.choice not in RenewalChoice.values:
        raise Refused(_("Choisissez reconduire, renégocier ou partir."), field="choice")
    reason, dissent = said.reason.strip(), said.dissent.strip()
    if not reason:
        raise Refused(_("Dites pourquoi : on vous le demandera dans un an."), field="reason")
    for name, text in (("reason", reason), ("dissent", dissent)):
        if len(text) > LONGEST:
            raise Refused(_("Écrivez 1 000 caractères au plus."), field=name)
    return {"choice": said.choice, "reason": reason, "dissent": dissent}


def _opened(by: Actor, at: datetime, contract: Contract, term: Term) -> RenewalFile:
    assert term.end is not None
    with transaction.atomic():
        # Who opens at this instant holds the contract: one of them makes the file.
        Contract.objects.select_for_update(no_key=True, of=("self",)).get(pk=contract.pk)
        file, created = RenewalFile.objects.get_or_create(
            contract=contract,
            term_end=term.end,
            defaults={
                **_dates(term),
                "opened_on": timezone.localdate(at),
                "opened_by": by.name,
            },
        )
        if created:
            _record(by, at, "renewal.opened", file, {"end_date": file.term_end.isoformat()})
    return file


def _dates(term: Term) -> dict[str, date]:
    last = term.notice_by or term.end
    assert last is not None
    return {"last_day": last, "decide_by": min(term.decide_by or last, last)}


def _is_due(term: Term, *, on: date, ahead: int) -> bool:
    return rules.opens_on(_dates(term)["decide_by"], days_ahead=ahead) <= on


def _follow(file: RenewalFile, term: Term) -> None:
    """The dates of an open file are those of its contract, whose change is in the trail."""
    if file.state == RenewalState.OPEN:
        changes.replace(file, version=None, values=_dates(term))


def _lapse(by: Actor, at: datetime, *, on: date) -> None:
    rows = RenewalFile.objects.open().filter(last_day__lt=on).select_related("contract")
    for file in rows.order_by("pk"):
        with transaction.atomic():
            changes.replace(file, version=None, values={"state": RenewalState.LAPSED})
            _record(by, at, "renewal.lapsed", file, {"end_date": file.term_end.isoformat()})


def _require_reach(by: Actor, *, at: datetime, contract: Contract) -> None:
    contract_checks.require_reach(by, at=at, provider=contract.provider)


def _require_changing(by: Actor, at: datetime, file: RenewalFile) -> None:
    """Raises Refused out of reach, or once the last useful day is past."""
    _require_reach(by, at=at, contract=file.contract)
    if not file.may_still_change(on=timezone.localdate(at)):
        raise Refused(
            _(
                "Le dernier jour utile était le %(day)s : ce dossier ne change plus. La période"
                " suivante aura le sien."
            )
            % {"day": formats.day(file.last_day)}
        )


def _record(by: Actor, at: datetime, act: str, file: RenewalFile, detail: dict[str, Any]) -> None:
    audit.record(
        by=by, at=at, act=act, kind="contract", public_id=file.contract.public_id, detail=detail
    )
