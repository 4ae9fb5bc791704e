"""A company in one file that anybody can read: rows as JSON, files as they are, and a manifest."""

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Model, QuerySet

from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.models import User
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.audit.models import Head
from timonerie.foundations.backups import folders
from timonerie.foundations.documents import storage
from timonerie.foundations.portability import (
    belongings,
    readme,
    snapshots,
    verification,
    withheld,
)
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

FORMAT = 1
PIECE = 1024 * 1024
ACT = "company.exported"
OF_A_USER = ("public_id", "email", "name", "language", "is_active")

Report = Callable[[float, str], None]


def export(
    *,
    by: Actor,
    at: datetime,
    company: Company,
    to: Path,
    report: Report = lambda progress, step: None,
) -> dict[str, Any]:
    """Write a company to a new file, read it again to check it, and record it in its trail.
    Returns the manifest, with the SHA-256 of the file under "sha256".

    Raises:
        FileExistsError: `to` exists.
        BackupRefused: a backup or a removal is running.
        verification.ExportDamaged: what was written does not read back.
    """
    by.require("company.export")
    temporary = to.with_name(to.name + ".partial")
    if to.exists():
        raise FileExistsError(to)
    with folders.alone():
        try:
            _write(temporary, company, at, report)
            report(0.9, "contrôle")
            manifest = verification.verify(temporary)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        temporary.rename(to)
        storage.sync_folder(to.parent)
    manifest["sha256"] = verification.hash_of(to)
    with current.company(company.pk), transaction.atomic():
        audit.record(
            by=by,
            at=at,
            act=ACT,
            kind="company",
            public_id=company.public_id,
            detail={"sha256": manifest["sha256"], "bytes": to.stat().st_size},
        )
    return manifest


def _write(path: Path, company: Company, at: datetime, report: Report) -> None:
    with folders.work() as work, ExitStack() as stack:
        with folders.still():
            using = stack.enter_context(snapshots.frozen())
            folders.link(work, names=(f"companies/{company.public_id}",))
        stack.enter_context(current.company(company.pk))
        out = stack.enter_context(
            open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        )
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            writer = _Writer(archive, withheld.files(company_id=company.pk, using=using))
            head = Head.objects.using(using).filter(pk=company.pk).values("seq", "hash").first()
            about = {"format": FORMAT, "product": version("timonerie"), "head": head}
            about |= {"company": company.slug, "at": at.astimezone(UTC).isoformat()}
            words = {"name": company.name, "slug": company.slug, "at": f"{at:%d/%m/%Y %H:%M}"}
            writer.text("LISEZ-MOI.txt", readme.TEXT.format(**words, product=about["product"]))
            writer.tables(company, using, report)
            writer.files(work / "companies" / str(company.public_id), report)
            writer.close(about)
        out.flush()
        os.fsync(out.fileno())


class _Writer:
    """Members of the archive, and what the manifest says of them."""

    def __init__(self, archive: zipfile.ZipFile, left_out: Collection[str]) -> None:
        self.archive = archive
        self.left_out = left_out
        self.members: dict[str, dict[str, Any]] = {}
        self.fields: dict[str, dict[str, str]] = {}

    def text(self, name: str, content: str) -> None:
        self._member(name, iter([content.encode()]))

    def tables(self, company: Company, using: str, report: Report) -> None:
        known = list(belongings.models())
        for rank, (model, lookup) in enumerate(known):
            label = model._meta.label_lower  # noqa: SLF001
            report(0.5 * rank / len(known), str(model._meta.verbose_name_plural))  # noqa: SLF001
            every = belongings.rows(model, lookup, company_id=company.pk, using=using)
            rows = withheld.told(every, self.left_out)
            self.fields[label] = {
                field.attname: str(field.verbose_name)
                for field in model._meta.concrete_fields  # noqa: SLF001
            }
            self._member(f"tables/{label}.jsonl", _lines(rows), counted=True)
        members = User.objects.using(using).filter(memberships__company=company).distinct()
        self._member("users.jsonl", _lines(members.order_by("pk"), only=OF_A_USER), counted=True)

    def files(self, folder: Path, report: Report) -> None:
        every = sorted(path for path in folder.rglob("*") if path.is_file())
        paths = [path for path in every if path.name not in self.left_out]
        for rank, path in enumerate(paths):
            report(0.5 + 0.4 * rank / len(paths), "fichiers")
            # Parquet is compressed already; what was received may be.
            kind = zipfile.ZIP_STORED if path.suffix == ".parquet" else zipfile.ZIP_DEFLATED
            name = f"files/{path.relative_to(folder).as_posix()}"
            self._member(name, _pieces(path), kind=kind)

    def close(self, about: dict[str, Any]) -> None:
        document = {**about, "members": self.members, "fields": self.fields}
        self.archive.writestr("manifest.json", json.dumps(document, ensure_ascii=False, indent=1))

    def _member(
        self,
        name: str,
        pieces: Iterator[bytes],
        *,
        counted: bool = False,
        kind: int = zipfile.ZIP_DEFLATED,
    ) -> None:
        digest, size, rows = hashlib.sha256(), 0, 0
        info = zipfile.ZipInfo(name)
        info.compress_type = kind
        with self.archive.open(info, "w", force_zip64=True) as member:
            for piece in pieces:
                digest.update(piece)
                member.write(piece)
                size, rows = size + len(piece), rows + 1
        self.members[name] = {"size": size, "sha256": digest.hexdigest()}
        if counted:
            self.members[name]["rows"] = rows


def _lines(rows: QuerySet[Any], *, only: tuple[str, ...] = ()) -> Iterator[bytes]:
    for row in rows.iterator(chunk_size=2000):
        yield json.dumps(_told(row, only), cls=_Encoder, ensure_ascii=False).encode() + b"\n"


def _told(row: Model, only: tuple[str, ...]) -> dict[str, Any]:
    names = only or [field.attname for field in row._meta.concrete_fields]  # noqa: SLF001
    hidden = withheld.masked(row)
    return {name: None if name in hidden else getattr(row, name) for name in names}


class _Encoder(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        # Django cuts instants to the millisecond: the seal of an event holds all of it.
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
