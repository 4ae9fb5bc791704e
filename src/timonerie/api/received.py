"""A file sent with a request: put aside while it is read, or refused in one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.files import UploadedFile

from timonerie.api.access import CompanyRequest
from timonerie.api.errors import Refusal
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.organisation.operations.imports.files import UnreadableFile
from timonerie.domains.organisation.operations.imports.lists import FaultyLines
from timonerie.domains.organisation.sentences import said
from timonerie.foundations.accounts import limits
from timonerie.foundations.documents import confinement
from timonerie.foundations.documents import operations as documents
from timonerie.foundations.documents.connectors import FileRefused


@contextmanager
def aside(request: CompanyRequest, file: UploadedFile) -> Iterator[Path]:
    """Counts as one import of the hour. What the reading of it refuses is answered with its code.

    Raises:
        Refusal: the file cannot be taken, or what is read in it.
        TooMany, StoreDown: the hour is full, or cannot be counted.
    """
    at, name = timezone.now(), file.name or ""
    limits.take(limits.Gesture.IMPORT, of=str(request.user.pk), at=at)
    try:
        documents.require_acceptable(by=request.actor, at=at, name=name, size=file.size or 0)
        with file, confinement.put_aside(file.chunks()) as path:
            yield path
    except FileRefused as fault:
        raise Refusal(422, fault.code, said(fault.remedy), said(fault.remedy)) from fault
    except UnreadableFile as refusal:
        raise Refusal(422, refusal.code, refusal.message, refusal.message) from refusal
    except FaultyLines as refusal:
        remedy = _("Renvoyez la liste sans « write » pour lire les lignes fautives.")
        raise Refusal(409, "faulty-lines", refusal.message, remedy) from refusal
    except Conflict:
        raise
    except Refused as refusal:
        raise Refusal(422, "refused", refusal.message, refusal.message) from refusal
