"""Every address, by every method, of objects of every origin, asked by every reader.

What each must answer is worked out apart (`oracle`); every refusal stands beside a twin, with the
one missing right, that is served.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from tests.matrix import addresses, routes
from tests.matrix.conftest import World
from tests.matrix.oracle import NOT_THEIRS, READERS, Reader, Verdict, may_read, verdict
from tests.matrix.routes import METHODS, Route
from tests.matrix.world import CANARIES, FOREIGN, SIGNS
from tests.web import answers

pytestmark = [
    pytest.mark.slow,
    pytest.mark.engine("sqlite"),
    pytest.mark.rule("AUT-03", "AUT-04", "AUT-07", "ISO-01"),
]

ROUTES = [route for route in routes.every(get_resolver().url_patterns) if route.is_of_company]


@dataclass(frozen=True)
class Cell:
    reader: Reader
    method: str
    origin: str
    url: str
    expected: Verdict

    @property
    def is_asked(self) -> bool:
        """What differs by its object is asked of each; what is answered before anything is read of
        it, of one's own and of another company's. The campaign asks everything."""
        if self.expected == Verdict.NO_METHOD:
            return self.origin == "own" and self.reader.name in ("director", "anonymous")
        if self.reader.role is None:
            return self.origin in ("own", "foreign")
        if self.expected == Verdict.FORBIDDEN:
            return self.origin in ("own", "foreign", "deleted")
        if self.expected == Verdict.ABSENT or self.method == "GET":
            return True
        return self.origin == "own" and (self.method != "HEAD" or self.reader.name == "director")


def cells(route: Route, both: World) -> Iterator[Cell]:
    kind = addresses.kind_of(route)
    for origin, values in addresses.of(route, firm=both.firm, other=both.other):
        for method in METHODS:
            for reader in READERS:
                expected = verdict(reader, route, method, kind=kind, origin=origin)
                yield Cell(reader, method, origin, route.at(values), expected)


def ask(client: Client, route: Route, method: str, url: str) -> tuple[int, str, str]:
    """Status, headers and body; what the request wrote is undone."""
    is_sent = route.is_api and method in ("POST", "PUT")
    given, kind = addresses.sent(route) if is_sent else (b"", "")
    with transaction.atomic():
        answer = client.generic(method, url, given, content_type=kind)
        body = answers.body(answer).decode(errors="replace")
        transaction.set_rollback(True)
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return answer.status_code, headers, body


def judged(status: int, headers: str) -> Verdict | int:
    if status == 401 or "/connexion/" in headers:
        return Verdict.SIGN_IN
    known = {403: Verdict.FORBIDDEN, 404: Verdict.ABSENT, 405: Verdict.NO_METHOD}
    if status in known:
        return known[status]
    return status if status >= 500 else Verdict.SERVED


def plain(body: str) -> str:
    """Without what changes at each answer."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.address)
def test_each_answer_is_the_one_that_the_policy_says(
    route: Route, both: World, request: pytest.FixtureRequest
) -> None:
    faults, absent, served = [], set(), set()
    asks_all = request.config.getoption("--hypothesis-profile") == "campaign"
    for cell in cells(route, both):
        if not (cell.is_asked or asks_all):
            continue
        status, headers, body = ask(both.clients[cell.reader.name], route, cell.method, cell.url)
        found = judged(status, headers)
        if found != cell.expected:
            faults.append(f"{cell.reader.name} {cell.method} {cell.url} ({cell.origin}): {status}")
        if found == Verdict.ABSENT and cell.method == "GET":
            absent.add(plain(body))
        if found == Verdict.SERVED:
            served.add((cell.reader.name, cell.method, cell.origin))
        # What the reader wrote in the address comes back in the one of the sign-in page.
        faults += leaks(cell, unquote(headers).replace(cell.url, "") + body)
    assert "\n".join(faults) == ""
    assert len(absent) <= 1
    assert without_twin(route, both, served) == []


def leaks(cell: Cell, text: str) -> list[str]:
    """Names that the reader may not see, in what they were answered."""
    hidden = [CANARIES[part] for part in cell.reader.limits] + [FOREIGN]
    hidden += [sign for field, sign in SIGNS.items() if not may_read(cell.reader, field)]
    if cell.reader.name == "stranger":
        hidden = list(CANARIES.values())
    return [
        f"{cell.reader.name} {cell.method} {cell.url}: {name}" for name in hidden if name in text
    ]


SERVED_OR_NOT_THERE = (Verdict.SERVED, Verdict.NO_METHOD)


def without_twin(route: Route, both: World, served: set[tuple[str, str, str]]) -> list[Cell]:
    """Refusals that no served answer stands beside: the direction, on the same page or by the same
    gesture."""
    found = []
    for cell in cells(route, both):
        if cell.expected in SERVED_OR_NOT_THERE or addresses.kind_of(route) in NOT_THEIRS:
            continue
        twins = {("director", cell.method, "own")}
        if cell.method == "GET" and cell.origin not in ("foreign", "deleted"):
            twins = {("director", "GET", cell.origin)}
        if not twins & served:
            found.append(cell)
    return found
