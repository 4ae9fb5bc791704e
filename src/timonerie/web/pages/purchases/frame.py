"""What every page of purchases stands in: who may open it, its tabs, the address of its lines."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.facts.enums import JobKind
from timonerie.domains.facts.models import AccountingFile
from timonerie.domains.facts.queries import accounting, purchases
from timonerie.domains.facts.queries.purchases import Window
from timonerie.foundations.jobs.enums import JobState
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.wording import formats, months
from timonerie.web import purchase_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import Crumb, url


def whole(request: CompanyRequest) -> None:
    """Raises Http404 for who does not see the whole company: the books are all of it."""
    if not accounting.sees_all(request.actor, on=timezone.localdate()):
        raise Http404


def file_of(request: CompanyRequest, accounting_id: UUID) -> AccountingFile:
    """Raises Http404 for one that does not exist, or for who does not see the books."""
    rows = accounting.visible_to(request.actor, on=timezone.localdate())
    found: AccountingFile = get_object_or_404(rows, public_id=accounting_id)
    return found


def crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    home = {"label": _("Achats"), "url": url(request, "purchases")}
    return [home, *({"label": label, "url": link} for label, link in steps)]


def context(request: CompanyRequest, here: str) -> dict[str, Any]:
    """What the template of every page reads: its tabs, what the figures are about, and what to do
    where there are none."""
    span = purchases.window()
    return {
        "tabs": tabs(request, here),
        "window": span,
        "coverage": coverage(span) if span else "",
        "missing": purchase_words.months_missing(len(span.missing)) if span else "",
        "is_waiting": span is None and bool(accounting.live()),
        "is_computing": span is None and _is_computing(),
        "may_write": request.actor.may("ledger.write"),
        "breadcrumbs": [],
    }


def tabs(request: CompanyRequest, here: str) -> list[dict[str, Any]]:
    waiting = sum(one.state in ("doubtful", "to_ask") for one in purchases.third_parties().values())
    pages = (
        ("purchases", _("Qui coûte combien"), None),
        ("purchases-regular", _("Récurrents"), None),
        ("purchases-delays", _("Délais de paiement"), None),
        ("purchases-fees", _("Honoraires"), None),
        ("purchases-unlettered", _("Non lettrés"), None),
        ("purchases-third-parties", _("Comptes de tiers"), waiting or None),
        ("purchases-files", _("Fichiers"), None),
    )
    return [
        {"label": label, "url": url(request, route), "current": route == here, "count": count}
        for route, label, count in pages
    ]


def coverage(span: Window) -> str:
    """ "De janvier à décembre 2025, hors taxes, d’après 2 fichiers"."""
    return _("de %(first)s à %(last)s, hors taxes") % {
        "first": months.month_label(span.first),
        "last": months.month_label(span.last),
    }


def lines_url(
    request: CompanyRequest,
    *,
    keys: Iterable[str] = (),
    side: str = "charges",
    first: date | None = None,
    last: date | None = None,
    account: str = "",
    places: Iterable[tuple[str, int]] = (),
) -> str:
    """The lines behind a figure. `first` and `last` are first days of months."""
    query: list[tuple[str, str]] = [("tiers", key) for key in keys]
    query += [("sens", side)] if side else []
    query += [("du", f"{first:%Y-%m}")] if first else []
    query += [("au", f"{last:%Y-%m}")] if last else []
    query += [("compte", account)] if account else []
    query += [("ligne", f"{file}:{line}") for file, line in places]
    return f"{url(request, 'purchases-lines')}?{urlencode(query)}"


def span_of(file: AccountingFile) -> str:
    """The months that a file covers, in words."""
    if file.first_date is None or file.last_date is None:
        return "—"
    return _("du %(first)s au %(last)s") % {
        "first": formats.day(file.first_date, style="short"),
        "last": formats.day(file.last_date, style="short"),
    }


def _is_computing() -> bool:
    jobs = Job.objects.filter(kind__in=(JobKind.ANSWER_BOOKS, JobKind.READ_BOOKS))
    return bool(jobs.filter(state__in=(JobState.WAITING, JobState.RUNNING)).exists())
