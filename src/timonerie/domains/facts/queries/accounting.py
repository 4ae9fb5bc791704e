"""The accounting files of a company: which count, who may see them, what they answer."""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from timonerie.domains.facts.models import AccountingAnswers, AccountingFile
from timonerie.domains.facts.rules.accounting.documents import FORMAT
from timonerie.domains.organisation.queries.reach import Reach, reach
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.jobs.enums import JobState
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.scope.memory import once


def sees_all(actor: Actor, *, on: date) -> bool:
    """Whether a reader may see the books: they are the whole company's, so that nobody narrowed to
    a site, a function or a provider does."""
    return actor.may("ledger.read") and reach(actor, on=on) == Reach()


def sees_provider(actor: Actor, provider: int, *, on: date) -> bool:
    """Whether a reader may see what the books say of one provider: whoever sees them all, and whose
    mandate is that provider, whole."""
    seen = reach(actor, on=on)
    is_whole = seen.unit_ids is None and seen.function_ids is None
    return actor.may("ledger.read") and is_whole and seen.holds(provider=provider)


def visible_to(actor: Actor, *, on: date) -> "QuerySet[AccountingFile]":
    """Every accounting file for who sees the books, none for others."""
    rows: QuerySet[AccountingFile] = AccountingFile.objects.select_related(
        "legal_entity", "counted_by", "blob"
    )
    return rows if sees_all(actor, on=on) else rows.none()


@once
def live() -> list[AccountingFile]:
    """The files whose entries count, by entity then by date."""
    rows = AccountingFile.objects.all().live().select_related("legal_entity")
    return list(rows.order_by("siren", "first_date", "pk"))


def basis(files: Iterable[AccountingFile]) -> str:
    """What answers stand on: these files, and the form of the document."""
    keys = sorted(str(one.public_id) for one in files)
    return hashlib.sha256("|".join([str(FORMAT), *keys]).encode()).hexdigest()


@once
def answers() -> dict[str, Any] | None:
    """The answers of the files that count now; None without a file, or while they are computed."""
    files = live()
    if not files:
        return None
    found = AccountingAnswers.objects.filter(basis=basis(files)).first()
    return found.document if found else None


def running(file: AccountingFile) -> Job | None:
    """The work under way on a file, or the last one when it failed."""
    return (
        Job.objects.filter(key=str(file.public_id))
        .exclude(state=JobState.DONE)
        .order_by("-created_at")
        .first()
    )
