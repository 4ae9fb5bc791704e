"""The company's own DOCX: added once it has been checked, removed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.models import CompanyTemplate
from timonerie.domains.sourcing.operations.checks import OutOfReach
from timonerie.domains.sourcing.queries import reaching
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.documents import confinement, connectors
from timonerie.foundations.documents import operations as blobs

LIMIT = 10_000_000
"""Bytes of a template: a logo and styles weigh much less."""
Look = Callable[[Path], Sequence[str]]
"""Says what is wrong with a received file, each with its remedy; it opens it in a child."""


class TemplateFaulty(Refused):
    """`remedies` says each fault and what to do about it."""

    def __init__(self, remedies: Sequence[str]) -> None:
        super().__init__(_("Ce modèle n’a pas été pris : rien n’a changé."), field="file")
        self.remedies = tuple(remedies)


def add(
    *, by: Actor, at: datetime, chunks: Iterable[bytes], file_name: str, look: Look
) -> CompanyTemplate:
    """Keep a template in which nothing is wrong; it serves from now on, the ones before it are
    removed.

    Raises:
        TemplateFaulty: something is wrong with it; nothing is kept.
        FileRefused: too heavy, a name that hides something, or a quota forbids it.
        OutOfReach: a template is the whole company's.
    """
    by.require("statement.write")
    _require_whole(by, at)
    name, _notices = connectors.clean_name(file_name)
    with confinement.put_aside(chunks, weigh=lambda size: _weigh(size, name)) as path:
        if faults := look(path):
            raise TemplateFaulty(faults)
        blob = blobs.keep(by=by, at=at, chunks=_read(path), name=name, most=LIMIT)
    with transaction.atomic():
        CompanyTemplate.objects.filter(removed_at__isnull=True).update(removed_at=at)
        made: CompanyTemplate = CompanyTemplate.objects.create(
            blob=blob, file_name=name[:150], added_by=by.name, user_id=by.user_id, added_at=at
        )
        _record(by, at, "template.added", made)
    return made


def remove(*, by: Actor, at: datetime, template: CompanyTemplate) -> None:
    """Documents are set in ours again; twice is once. Raises OutOfReach."""
    by.require("statement.write")
    _require_whole(by, at)
    if template.removed_at is not None:
        return
    with transaction.atomic():
        template.removed_at = at
        template.save(update_fields=["removed_at"])
        _record(by, at, "template.removed", template)


def _require_whole(by: Actor, at: datetime) -> None:
    if not reaching.sees_everything(by, on=timezone.localdate(at)):
        raise OutOfReach(
            _("Le modèle est celui de toute la société : demandez à la direction."), field="file"
        )


def _weigh(size: int, name: str) -> None:
    connectors.require_weight(size, name, most=LIMIT)


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            yield piece


def _record(by: Actor, at: datetime, act: str, template: CompanyTemplate) -> None:
    audit.record(
        by=by,
        at=at,
        act=act,
        kind="template",
        public_id=template.public_id,
        detail={"file": template.file_name, "sha256": template.blob.sha256},
    )
