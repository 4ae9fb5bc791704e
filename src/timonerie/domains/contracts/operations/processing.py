"""Records of personal data (GDPR art. 28): begun, said, their further processors, archived."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.contracts import duty_sentences
from timonerie.domains.contracts.duty_enums import Authorisation, PrivacyRole, Transfers
from timonerie.domains.contracts.models import Contract, FurtherProcessor, ProcessingRecord
from timonerie.domains.contracts.operations import duty_checks as checks
from timonerie.domains.contracts.queries import processing as queries
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

FIELDS = (
    *("role", "role_reason", "subject", "duration", "nature", "purpose", "data_kinds", "people"),
    *("instructions", "confidentiality", "security", "subprocessing", "assistance", "breach"),
    *("fate", "audit", "transfers", "transfers_note"),
)


def begin(
    *, by: Actor, at: datetime, provider: Provider, contract: Contract | None = None
) -> ProcessingRecord:
    """Begin a record with what the statement of work of the contract already says; nothing is made
    up. Twice is once.

    Raises Refused: a contract of another provider, or a provider out of reach."""
    checks.require_open(by, at=at, provider=provider)
    if contract is not None and contract.provider_id != provider.pk:
        raise Refused(_("Ce contrat est d’un autre prestataire."), field="contract")
    with transaction.atomic():
        Provider.objects.select_for_update(of=("self",), no_key=True).get(pk=provider.pk)
        known = ProcessingRecord.objects.active().filter(provider=provider, contract=contract)
        found: ProcessingRecord | None = known.first()
        if found is not None:
            return found
        said = queries.prefilled(contract) if contract is not None else {}
        made: ProcessingRecord = ProcessingRecord.objects.create(
            provider=provider, contract=contract, **said
        )
        _audited(by, at, "processing.begun", made, {"fields": _words(said)})
    return made


def change(
    *, by: Actor, at: datetime, record: ProcessingRecord, version: int, said: Mapping[str, str]
) -> None:
    """Say a record again, by `FIELDS`; what is left out stays.

    Raises:
        Refused: a role without its reason, an answer that does not exist.
        Conflict: somebody changed it since `version`.
    """
    checks.require_open(by, at=at, provider=record.provider)
    values = {name: " ".join(said[name].split()) for name in FIELDS if name in said}
    role = values.get("role", record.role)
    if role not in PrivacyRole.values:
        raise Refused(_("Choisissez l’un des rôles proposés."), field="role")
    if role != PrivacyRole.UNQUALIFIED and not values.get("role_reason", record.role_reason):
        raise Refused(
            _("Dites pourquoi ce rôle : il dépend de qui décide des finalités."),
            field="role_reason",
        )
    if values.get("transfers") and values["transfers"] not in Transfers.values:
        raise Refused(_("Choisissez l’une des réponses proposées."), field="transfers")
    _require_short(values)
    with transaction.atomic():
        differ = changes.replace(record, version=version, values=values)
        if differ:
            _audited(by, at, "processing.changed", record, {"fields": _words(differ)})


def add_processor(
    *,
    by: Actor,
    at: datetime,
    record: ProcessingRecord,
    name: str,
    country: str,
    task: str,
    authorisation: str,
) -> FurtherProcessor:
    """List whom the provider entrusts data to. Raises Refused: nothing named, or named already."""
    checks.require_open(by, at=at, provider=record.provider)
    told = {"name": name, "country": country, "task": task}
    values = {field: " ".join(text.split()) for field, text in told.items()}
    for field, text in values.items():
        if not text:
            raise Refused(_("Remplissez ce champ."), field=field)
    if authorisation not in Authorisation.values:
        raise Refused(_("Choisissez l’une des réponses proposées."), field="authorisation")
    with transaction.atomic():
        held = ProcessingRecord.objects.select_for_update(of=("self",)).get(pk=record.pk)
        if held.further_processors.filter(name__iexact=values["name"]).exists():
            raise Refused(_("Ce sous-traitant est déjà dans la liste."), field="name")
        made: FurtherProcessor = FurtherProcessor.objects.create(
            record=held, **values, authorisation=authorisation, added_at=at
        )
        told = {"processor": made.name, "country": made.country}
        _audited(by, at, "processing.processor_added", record, told)
    return made


def remove_processor(*, by: Actor, at: datetime, processor: FurtherProcessor) -> None:
    """Take one off the list; the trail remembers it."""
    record = processor.record
    checks.require_open(by, at=at, provider=record.provider)
    with transaction.atomic():
        told = {"processor": processor.name, "country": processor.country}
        if FurtherProcessor.objects.filter(pk=processor.pk).delete()[0]:
            _audited(by, at, "processing.processor_removed", record, told)


def archive(*, by: Actor, at: datetime, record: ProcessingRecord, version: int) -> None:
    """Out of the register. Twice is once. Raises Conflict."""
    checks.require_open(by, at=at, provider=record.provider)
    if record.archived_at is not None:
        return
    with transaction.atomic():
        if changes.replace(record, version=version, values={"archived_at": at}):
            _audited(by, at, "processing.archived", record, {})


def _require_short(values: Mapping[str, str]) -> None:
    for name, text in values.items():
        most = getattr(ProcessingRecord._meta.get_field(name), "max_length", None)  # noqa: SLF001
        if most is not None and len(text) > most:
            raise Refused(_("%(most)s caractères au plus.") % {"most": most}, field=name)


def _words(fields: Iterable[str]) -> str:
    """The fields as the trail names them, in the order of the article."""
    changed, names = set(fields), duty_sentences.items()
    return ", ".join(names[one] for one in names if one in changed)


def _audited(
    by: Actor, at: datetime, act: str, record: ProcessingRecord, detail: dict[str, Any]
) -> None:
    audit.record(
        by=by,
        at=at,
        act=act,
        kind="processing",
        public_id=record.public_id,
        detail={"provider": record.provider.name, **detail},
    )
