"""Every page that links lead to, once per kind of page."""

import re
from collections.abc import Iterator
from html import unescape

from django.test import Client

from tests.repository import templates
from tests.web import answers
from timonerie.domains.facts.models import Source
from timonerie.domains.organisation.models import (
    BusinessFunction,
    Calendar,
    Contact,
    LegalEntity,
    Person,
    Provider,
    Seat,
    Unit,
)
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.accounts.models import User
from timonerie.foundations.scope.models import Company

LINK = re.compile(r'href="(/[^"#]*)')
WRITTEN = re.compile(r"(?<=>)[^<]*(?=</textarea>)")
IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
FACT, INDICATOR = re.compile(r"/faits/ID/.*"), re.compile(r"/indicateurs/[a-z_0-9-]+/")
NAMED = (
    Activity, BusinessFunction, Calendar, Company, Contact, LegalEntity, Person, Provider, Seat,
    Source, Unit, User,
)  # fmt: skip
#: The gallery shows invented data, in the language of the house.
LEFT = ("/static/", "/api/", "/composants/", "/deconnexion/")


def pages(client: Client, *starts: str) -> Iterator[tuple[str, str]]:
    """Address and content of each page that opens; what is not a page is passed over."""
    waiting, seen = list(starts), set[str]()
    while waiting:
        address = waiting.pop(0)
        kind = _kind(address)
        if kind in seen or address.startswith(LEFT):
            continue
        seen.add(kind)
        answer = client.get(address, follow=True)
        body = answers.body(answer)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            content = body.decode()
            waiting += [unescape(link) for link in LINK.findall(content)]
            yield address, content


def sentences(content: str) -> list[str]:
    """What a reader of the page reads, without what the company named and wrote."""
    names = {name for model in NAMED for name in _names(model) if name}
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    ours = WRITTEN.sub("", content)
    return [re.sub(known, "x", text).strip() for text in templates.texts(ours)]


def _names(model: type) -> Iterator[str]:
    yield from model._base_manager.values_list("name", flat=True)  # type: ignore[attr-defined]


def _kind(address: str) -> str:
    """Two sites are one kind of page; so are two months of the same."""
    path = IDENTIFIER.sub("ID", address.partition("?")[0])
    return INDICATOR.sub("/indicateurs/one/", FACT.sub("/faits/one/", path))
