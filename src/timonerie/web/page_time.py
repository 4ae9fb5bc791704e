"""How long pages are looked at: a mark on each page, that the browser sends back with seconds.

The mark names the company, the page and a kind of reader, and nobody: it is signed, so that only
our pages are counted, and it is the same for every reader of that kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.core import signing
from django.http import HttpRequest

from timonerie.domains.publications.enums import Readers
from timonerie.domains.publications.queries import minutes
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company
from timonerie.web.access import CompanyRequest

SALT = "page-time"
#: The pages that a link opens without an account, and who reads them.
PUBLIC: Mapping[str, Readers] = {
    "cycle-by-link": Readers.PROVIDER,
    "declare": Readers.PROVIDER,
    "duty-hand-in": Readers.PROVIDER,
    "flash-tell": Readers.SITE,
    "offer-answer": Readers.PROVIDER,
    "provider-answer": Readers.PROVIDER,
    "report-answer": Readers.PROVIDER,
    "voice-tell": Readers.PROVIDER,
}


@dataclass(frozen=True)
class Marked:
    company: UUID
    route: str
    readers: Readers


def marked(request: CompanyRequest, route: str) -> str:
    """The mark of a page of a company; empty where nobody counts it."""
    readers = minutes.readers_of(request.actor.role)
    if readers is None or not route:
        return ""
    return _signed(Marked(request.company.public_id, route, readers))


def marked_public(request: HttpRequest) -> str:
    """The mark of a page behind a link, whose secret told the company; empty elsewhere."""
    match = request.resolver_match
    readers = PUBLIC.get(match.url_name or "") if match else None
    if match is None or readers is None:
        return ""
    try:
        company = Company.objects.get(pk=current.current_id())
    except current.ScopeMissing:
        return ""
    return _signed(Marked(company.public_id, cast(str, match.url_name), readers))


def read(mark: str) -> Marked:
    """Raises BadSignature for a mark that we did not make."""
    company, route, readers = signing.Signer(salt=SALT).unsign_object(mark)
    return Marked(UUID(company), route, Readers(readers))


def _signed(one: Marked) -> str:
    found = [one.company.hex, one.route, one.readers.value]
    return signing.Signer(salt=SALT).sign_object(found)
