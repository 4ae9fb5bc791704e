"""The links that open without an account never reach the log."""

import logging
import sys
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from tests.matrix.routes import every
from timonerie.foundations import secret_addresses

SECRET = "Jx3-ah_Q9"


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the console shows, through the filters that the settings give it."""
    shown = StringIO()
    handler = logging.StreamHandler(shown)
    logged: Any = settings.LOGGING
    for name in logged["handlers"]["console"]["filters"]:
        assert logged["filters"][name]["()"].endswith("secret_addresses.Filter")
        handler.addFilter(secret_addresses.Filter())
    logging.getLogger().addHandler(handler)
    yield shown
    logging.getLogger().removeHandler(handler)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/offre/%s/", "/declarer/%s/", "/offre/%s/fichiers/1/", "/prestataire/%s/"]
)
def test_a_page_that_is_refused_does_not_tell_its_link(
    client: Client, log: StringIO, path: str
) -> None:
    assert client.get(path % SECRET).status_code >= 400
    assert path.partition("%")[0] in log.getvalue()
    assert SECRET not in log.getvalue()


def test_no_kind_of_link_is_forgotten() -> None:
    """Every address that holds a secret is cut, whatever it opens."""
    links = [route for route in every(get_resolver().url_patterns) if "token" in route.parameters]
    assert len(links) >= 5
    told = [f"/{route.at(dict.fromkeys(route.parameters, SECRET)).lstrip('/')}" for route in links]
    assert [one for one in told if SECRET in secret_addresses.without(one)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("sign", ["/", r"\/", "%2F"])
def test_nor_does_a_report_of_a_browser(
    client: Client, caplog: pytest.LogCaptureFixture, sign: str
) -> None:
    told = f'{{"csp-report": {{"document-uri": "https://t.example/offre/{SECRET}/"}}}}'
    client.post("/csp", told.replace("/", sign), content_type="application/csp-report")
    [said] = caplog.messages
    assert "document-uri" in said
    assert SECRET not in said


def test_nor_a_traceback_nor_a_message_that_does_not_take_its_arguments(log: StringIO) -> None:
    record = logging.makeLogRecord({"msg": "%d %d", "args": (f"/offre/{SECRET}",)})
    secret_addresses.Filter().filter(record)
    assert record.getMessage() == "%d %d ('/offre/…',)"
    try:
        raise LookupError(f"/declarer/{SECRET}")
    except LookupError:
        logging.getLogger("t").warning("lost", exc_info=sys.exc_info())
    assert "/declarer/…" in log.getvalue()
    assert SECRET not in log.getvalue()


def test_other_lines_stay_as_they_are() -> None:
    record = logging.makeLogRecord({"msg": "%s lines", "args": (3,)})
    assert secret_addresses.Filter().filter(record)
    assert (record.msg, record.args) == ("%s lines", (3,))
