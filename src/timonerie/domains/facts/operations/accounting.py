"""The way in of an accounting entries file: received, read, counted; retired where it was wrong."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.facts import books, store
from timonerie.domains.facts.books import Known, Told
from timonerie.domains.facts.enums import JobKind
from timonerie.domains.facts.models import AccountingFile, AccountingState
from timonerie.domains.facts.operations import accounting_answers as answers
from timonerie.domains.facts.operations.accounting_rights import require_whole
from timonerie.domains.facts.rules.accounting import placing, sentences
from timonerie.domains.facts.rules.accounting.placing import Books, Decision, Place
from timonerie.domains.organisation.models import LegalEntity
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.documents import codes
from timonerie.foundations.documents import operations as documents
from timonerie.foundations.documents.connectors import FileRefused, clean_name
from timonerie.foundations.jobs import operations as jobs
from timonerie.foundations.scope.models import Company

MOST_BYTES = 200 * 1024 * 1024
TO_READ = (AccountingState.RECEIVED, AccountingState.READING, AccountingState.REFUSED)
"""States of a file that may be read, or read again after a stop."""

Report = Callable[[float, str], None]


class NotReady(Refused):
    """The file is not in the state that the gesture needs."""


def receive(*, by: Actor, at: datetime, chunks: Iterable[bytes], file_name: str) -> AccountingFile:
    """Keep an accounting file as it came; nothing is read yet.

    Raises:
        FileRefused: its name (FIC-04), its size (FIC-02) or a quota (FIC-09, FIC-10) forbid it.
        PermissionDenied: the reader does not see the whole company.
    """
    require_whole(by, at)
    name, _notices = clean_name(file_name)
    blob = documents.keep(by=by, at=at, chunks=chunks, name=name, most=MOST_BYTES)
    with transaction.atomic():
        file: AccountingFile = AccountingFile.objects.create(
            blob=blob,
            file_name=name,
            created_by=by.name,
            user_id=by.user_id,
            created_at=at,
        )
        _record(by, at, "accounting.received", file, {"file": name, "sha256": blob.sha256})
    return file


def put_off_reading(*, by: Actor, at: datetime, file: AccountingFile) -> None:
    """Have a file read by a job."""
    require_whole(by, at)
    key = str(file.public_id)
    jobs.put_off(by=by, kind=JobKind.READ_BOOKS, key=key, payload={"file": key}, at=at)


def read(
    *,
    by: Actor,
    at: datetime,
    file: AccountingFile,
    report: Report = lambda progress, step: None,
) -> AccountingFile:
    """Read a file that was received, control it and count its entries. The same entries again
    change nothing; others of the same entity and months take the place of those that were there.
    A file that cannot be read is refused, with the reason in `refusal`, and changes nothing.

    Raises:
        NotReady: it was read already.
    """
    require_whole(by, at)
    file.refresh_from_db()
    if file.state not in TO_READ:
        raise NotReady(_("Ce fichier a déjà été lu."))
    AccountingFile.objects.filter(pk=file.pk).update(state=AccountingState.READING)
    try:
        told = _told(by, file, report)
    except FileRefused as fault:
        return _refuse(by, at, file, fault)
    _describe(file, told)
    company = Company.objects.get(pk=by.company_id).public_id
    with store.lock(company):
        decision = placing.decide(_books_of(file), map(_books_of, _live()))
        if decision.place == Place.UNKNOWN_ENTITY:
            return _refuse(by, at, file, _unknown_entity(decision))
        if decision.place == Place.SAME:
            return _set_unchanged(by, at, file, decision)
        report(0.8, _("enregistrement"))
        file.lines_file = store.write(company, told.lines, kind="accounting")
        file.spend_file = store.write(company, told.spend, kind="spend")
        _count(by, at, file, decision)
    report(0.85, _("calcul des réponses"))
    answers.refresh(by=by, at=at)
    return file


def retire(*, by: Actor, at: datetime, file: AccountingFile) -> AccountingFile:
    """Take the entries of a file out of every figure; those that it had replaced count again.

    Raises:
        NotReady: its entries do not count.
    """
    require_whole(by, at)
    company = Company.objects.get(pk=by.company_id)
    with store.lock(company.public_id), transaction.atomic():
        file.refresh_from_db()
        if file.state != AccountingState.READ:
            raise NotReady(_("Les écritures de ce fichier ne sont pas comptées."))
        file.state, file.retired_at = AccountingState.RETIRED, at
        file.save()
        _record(by, at, "accounting.retired", file, {"file": file.file_name})
        for one in file.stands_for.filter(state=AccountingState.RETIRED).order_by("-retired_at"):
            _take_back(by, at, one)
    return file


def _take_back(by: Actor, at: datetime, file: AccountingFile) -> None:
    """Count a replaced file again, unless another covers its months since."""
    if placing.decide(_books_of(file), map(_books_of, _live())) != Decision(Place.NEW):
        return
    file.state, file.retired_at, file.counted_by = AccountingState.READ, None, None
    file.save()
    _record(by, at, "accounting.restored", file, {"file": file.file_name})


def _told(by: Actor, file: AccountingFile, report: Report) -> Told:
    company = Company.objects.get(pk=by.company_id)
    path = documents.path_of(company=company, blob=file.blob)
    sirens = sorted(LegalEntity.objects.filter(archived_at=None).values_list("siren", flat=True))
    known = Known(
        sirens=sirens,
        # Of a company of one entity, the books are its own.
        siren=sirens[0] if len(sirens) == 1 else "",
        fingerprints=[one.fingerprint for one in _live()],
    )
    size = max(file.blob.size, 1)

    def advance(count: int) -> None:
        # Lines are not counted before they are read: 150 bytes each is a fair guess.
        share = min(0.75, 0.75 * count * 150 / size)
        report(share, _("%(count)s lignes lues") % {"count": count})

    return books.read(path, file.file_name, key=str(file.public_id), known=known, progress=advance)


def _live() -> list[AccountingFile]:
    return list(AccountingFile.objects.all().live())


def _describe(file: AccountingFile, told: Told) -> None:
    file.siren = told.siren
    file.legal_entity = LegalEntity.objects.filter(siren=told.siren).first()
    file.fingerprint = told.fingerprint
    file.lines, file.entries = told.lines.num_rows, told.entries
    file.spend_rows = told.spend.num_rows
    file.first_date, file.last_date = told.covered
    file.profile, file.findings = told.profile, told.findings
    file.refusal = {}


def _books_of(file: AccountingFile) -> Books:
    assert file.first_date is not None
    assert file.last_date is not None
    return Books(file.pk, file.siren, file.first_date, file.last_date, file.fingerprint)


def _count(by: Actor, at: datetime, file: AccountingFile, decision: Decision) -> None:
    """One transaction: those replaced stop counting as this one starts."""
    file.state, file.read_at = AccountingState.READ, at
    replaced = list(AccountingFile.objects.filter(pk__in=decision.others))
    with transaction.atomic():
        for one in replaced:
            one.state, one.retired_at, one.counted_by = AccountingState.RETIRED, at, file
            one.save()
        file.save()
        detail = {"file": file.file_name, "rows": file.lines, "siren": file.siren}
        _record(by, at, "accounting.read", file, detail)
        for one in replaced:
            _record(by, at, "accounting.replaced", one, {"file": one.file_name})


def _set_unchanged(
    by: Actor, at: datetime, file: AccountingFile, decision: Decision
) -> AccountingFile:
    file.state, file.read_at = AccountingState.UNCHANGED, at
    file.counted_by_id = decision.others[0]
    with transaction.atomic():
        file.save()
        _record(by, at, "accounting.unchanged", file, {"file": file.file_name})
    return file


def _unknown_entity(decision: Decision) -> FileRefused:
    others = AccountingFile.objects.filter(pk__in=decision.others).order_by("pk")
    names = ", ".join(f"« {one.file_name} »" for one in others)
    return FileRefused("FEC-30", sentences.unknown_entity(names))


def _refuse(by: Actor, at: datetime, file: AccountingFile, fault: FileRefused) -> AccountingFile:
    file.state, file.read_at = AccountingState.REFUSED, at
    file.refusal = fault.to_dict() | {"example": codes.example_of(fault.code)}
    with transaction.atomic():
        file.save()
        _record(by, at, "accounting.refused", file, {"file": file.file_name, "code": fault.code})
    return file


def _record(
    by: Actor, at: datetime, act: str, file: AccountingFile, detail: dict[str, Any]
) -> None:
    audit.record(
        by=by, at=at, act=act, kind="accounting_file", public_id=file.public_id, detail=detail
    )
