"""What the books answer, computed once for the files that count."""

from datetime import date, datetime

from timonerie.domains.facts import books, store
from timonerie.domains.facts.models import AccountingAnswers, AccountingFile
from timonerie.domains.facts.operations import third_parties
from timonerie.domains.facts.queries import accounting as queries
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company

KEPT = 4
"""Answers kept: those of the files before, for who takes a file back."""


def refresh(*, by: Actor, at: datetime) -> AccountingAnswers | None:
    """Compute what the files that count answer, unless it is known, and look for the providers that
    their third parties are. None without a file.

    Raises:
        FileRefused: FIC-06 to FIC-08, where the files together are too much.
    """
    files = list(AccountingFile.objects.all().live().order_by("siren", "first_date", "pk"))
    if not files:
        return None
    basis = queries.basis(files)
    found = AccountingAnswers.objects.filter(basis=basis).first()
    if found is None:
        document = _computed(by, files)
        found, _made = AccountingAnswers.objects.update_or_create(
            company_id=by.company_id,
            basis=basis,
            defaults={"document": document, "computed_at": at},
        )
        _prune()
    third_parties.follow(by=by, at=at, found=found.document["providers"])
    return found


def _computed(by: Actor, files: list[AccountingFile]) -> dict[str, object]:
    company = Company.objects.get(pk=by.company_id).public_id
    last = max(one.last_date for one in files if one.last_date is not None)
    return books.answer(
        lines=store.paths(company, [one.lines_file for one in files]),
        spend=store.paths(company, [one.spend_file for one in files]),
        last=last,
        closing=_closing(files, last),
    )


def _closing(files: list[AccountingFile], last: date) -> date | None:
    """The closing that the names of the files agree on, where it is near what they cover."""
    named = {one.profile.get("name_closing") for one in files if one.last_date == last}
    if len(named) != 1 or not (text := named.pop()):
        return None
    closing = date.fromisoformat(text)
    return closing if abs((closing - last).days) <= 366 else None


def _prune() -> None:
    kept = AccountingAnswers.objects.order_by("-computed_at", "-pk").values_list("pk", flat=True)
    AccountingAnswers.objects.exclude(pk__in=list(kept[:KEPT])).delete()
