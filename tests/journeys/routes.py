"""Every page that the product can show, by the name of its route."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver

from timonerie.web.urls import company_urls

#: Addresses that hand over a file, or a part of a page.
NOT_PAGES = (
    # Reached by sending a list: a test of its own opens it.
    "settings-import-preview",
    "export",
    "model",
    "rejects",
    "received",
    "progress",
    "suggestions",
    "glance",
    "provider-cost",
    "first-hour-pdf",
    "contract-decision-pdf",
    "duty-document-file",
    "duty-document-proof",
    "challenge-letter-docx",
    "challenge-letter-pdf",
    "challenge-reply-file",
    "provider-chronology-pdf",
    "provider-renegotiation-pdf",
    "report-file",
    "due-report-xlsx",
    "due-report-csv",
    "mission-docx",
    "mission-pdf",
    "processing-pdf",
    "paper-file",
    "activity-guard-rails",
    "statement-docx",
    "statement-pdf",
    "statement-template-default",
    "statement-template-current",
    # A line has no page before its article and its kind are chosen.
    "statement-line-new",
    "offer-memo",
    "offer-paper",
    ".csv",
    ".xlsx",
    "logo",
)


def names() -> list[str]:
    """The routes of a company that answer a page when they are opened."""
    return sorted({str(route.name) for route in _routes() if _is_page(route)})


def arguments(name: str) -> tuple[str, ...]:
    """What the address of that route asks for, beside the company."""
    return next(tuple(r.pattern.converters) for r in _routes() if r.name == name)


def _routes(routes: list[URLPattern | URLResolver] = company_urls) -> Iterator[URLPattern]:
    for route in routes:
        if isinstance(route, URLResolver):
            yield from _routes(route.url_patterns)
        else:
            yield route


def _is_page(route: URLPattern) -> bool:
    said = f"{route.name} {route.pattern}"
    return not any(part in said for part in NOT_PAGES) and not _is_gesture(route.callback)


def _is_gesture(view: Callable[..., Any] | None) -> bool:
    """Whether a decorator of Django's lets nothing but POST through."""
    while view is not None:
        if inspect.getclosurevars(view).nonlocals.get("request_method_list") == ["POST"]:
            return True
        view = getattr(view, "__wrapped__", None)
    return False
