"""Files handed over: saved by the browser, never shown nor run in the page of the product."""

from pathlib import Path
from typing import TypeVar

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

Answer = TypeVar("Answer", bound=HttpResponseBase)

ASIDE = "sandbox; default-src 'none'"
"""A policy under which a file that is opened all the same can do nothing."""


def attached(response: Answer, name: str) -> Answer:
    """Says that a response is a file of that name (RFC 6266), and shuts it in."""
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["Content-Security-Policy"] = ASIDE
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def file(path: Path, *, name: str, kind: str = "application/octet-stream") -> HttpResponseBase:
    """A file of the disk, sent by pieces."""
    return attached(FileResponse(path.open("rb"), content_type=kind), name)
