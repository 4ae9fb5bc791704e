"""Files dropped together, in any order: each is recognised and taken, or says why not."""

import os
from collections.abc import Iterable
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.facts.operations import dropped
from timonerie.domains.facts.operations.accounting import MOST_BYTES
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.documents import confinement
from timonerie.foundations.documents import operations as documents
from timonerie.foundations.documents.connectors import FileRefused, clean_name, zips
from timonerie.web.first_hour import recognising, waiting
from timonerie.web.first_hour.recognising import Guess
from timonerie.web.first_hour.shapes import Arrival, Dropped, Outcome
from timonerie.web.first_hour.sheet.shapes import Asked
from timonerie.web.pages.import_views import told


def take(asked: Asked, sent: Iterable["UploadedFile[bytes]"]) -> list[Arrival]:
    """One refused does not keep the others out; an archive is as many files as it holds."""
    return [arrival for one in sent for arrival in _brought(asked, one)]


def _brought(asked: Asked, sent: "UploadedFile[bytes]") -> list[Arrival]:
    name = sent.name or ""
    try:
        _require_acceptable(asked, name, sent.size or 0)
        cleaned, _notices = clean_name(name)
        with confinement.put_aside(sent.chunks()) as path:
            file = Dropped(path, cleaned)
            return _unpacked(asked, file) if zips.fits(path, cleaned) else [_taken(asked, file)]
    except FileRefused as fault:
        if fault.code in zips.OF_A_MEMBER and fault.value:
            name = f"{name} : {fault.value}"
        return [_refused(name, told(fault.code, fault.remedy))]


def _unpacked(asked: Asked, archive: Dropped) -> list[Arrival]:
    """Raises FileRefused for what concerns the whole archive."""
    work = f"{zips.__name__}.{zips.every.__name__}"
    with confinement.opened(work, {"path": str(archive.path)}) as (held, folder):
        archive.path.unlink()
        files = [Dropped(folder / one["file"], one["name"]) for one in held["files"]]
        return [_member(asked, archive, one) for one in files]


def _member(asked: Asked, archive: Dropped, file: Dropped) -> Arrival:
    """Gone as soon as it is read: a payroll waits for nothing. What is erased also shows that the
    folders are in use."""
    try:
        return replace(_taken(asked, file), name=f"{archive.name} : {file.name}")
    finally:
        file.path.unlink(missing_ok=True)
        os.utime(archive.path.parent)


def _taken(asked: Asked, file: Dropped) -> Arrival:
    try:
        _require_acceptable(asked, file.name, file.size)
        return _received(asked, file)
    except FileRefused as fault:
        return _refused(file.name, told(fault.code, fault.remedy))
    except Refused as refusal:
        return _refused(file.name, str(refusal.message))
    except PermissionDenied:
        return _refused(file.name, _("Votre rôle ne permet pas d’apporter ce fichier."))


def _require_acceptable(asked: Asked, name: str, size: int) -> None:
    documents.require_acceptable(
        by=asked.actor, at=timezone.now(), name=name, size=size, most=MOST_BYTES
    )


def _received(asked: Asked, file: Dropped) -> Arrival:
    guess = recognising.guess(file)
    if not guess.kinds:
        return _refused(file.name, _unknown())
    if guess.is_sure or not guess.is_table:
        kind = guess.kinds[0]
        asked.actor.require(kind.permission)
        return kind.take(asked, file)
    return _asks(asked, file, guess)


def _asks(asked: Asked, file: Dropped, guess: Guess) -> Arrival:
    held = dropped.hold(
        by=asked.actor,
        at=timezone.now(),
        chunks=file.chunks(),
        file_name=file.name,
        kinds=[one.code for one in guess.kinds],
        is_sure=False,
    )
    return Arrival(
        name=file.name,
        outcome=Outcome.ASKS,
        sentence=_("Ce tableau peut être plusieurs choses : dites laquelle."),
        url=waiting.url_of(asked, held),
        gesture=_("Dire ce qu’il contient"),
    )


def _refused(name: str, sentence: str) -> Arrival:
    return Arrival(name=name, outcome=Outcome.REFUSED, sentence=sentence)


def _unknown() -> str:
    return _(
        "Ce fichier n’est d’aucun format lu ici. Apportez un FEC, une DSN, un tableau CSV ou XLSX,"
        " un PDF de contrat, un calendrier .ics ou un export XES."
    )
