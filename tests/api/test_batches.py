"""A file goes all the way in through the API, and out again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import MULTIPART_CONTENT
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.api.conftest import Get, Readers, names
from tests.factories import facts
from tests.factories.facts import event
from timonerie.domains.facts.models import ImportBatch
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.usefixtures("cases")

Post = Callable[..., Any]
LOG = facts.log().to_toml()


@pytest.fixture
def post(
    company: Company,
    readers: Readers,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> Post:
    """Send something and let the work behind it be done."""

    def send(
        reader: str, address: str, body: dict[str, Any], *, status: int = 202, form: bool = False
    ) -> Any:
        client: Client = readers[reader]
        kind = MULTIPART_CONTENT if form else "application/json"
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(f"/api/{company.slug}/{address}", body, content_type=kind)
        assert answer.status_code == status, answer.content
        return answer.json()

    return send


def form_of(*rows: facts.Row, **fields: str) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("mars.csv", facts.content(rows))} | fields


def test_a_file_is_sent_read_accepted_and_undone(get: Get, post: Post) -> None:
    form = form_of(event("D", resolved="2026-01-08 10:00"), source="outil", mapping=LOG)

    sent = post("director", "batches", form, form=True)
    address = f"batches/{sent['id']}"
    read = get("director", address)
    post("director", f"{address}/accept", {})
    accepted = names(get("director", "cases"), "case")
    post("director", f"{address}/undo", {})

    assert (read["state"], read["rows"], read["rejected"]) == ("read", 1, 0)
    assert accepted == {"A", "B", "C", "D"}
    assert names(get("director", "cases"), "case") == {"A", "B", "C"}
    assert get("director", address)["state"] == "undone"


def test_a_source_remembers_its_mapping(get: Get, post: Post) -> None:
    sent = post("director", "batches", form_of(event("D"), source="outil"), form=True)
    assert get("director", f"batches/{sent['id']}")["state"] == "read"


def test_a_file_without_a_mapping_waits_for_one(get: Get, post: Post) -> None:
    sent = post("director", "batches", form_of(event("D"), source="nouvelle"), form=True)
    address = f"batches/{sent['id']}"

    assert sent["state"] == "received"
    assert post("director", f"{address}/accept", {}, status=409)["code"] == "not-ready"
    post("director", f"{address}/read", {"mapping": facts.log().to_dict()})
    assert get("director", address)["state"] == "read"


def test_rejected_lines_are_listed_and_accepted_by_name(get: Get, post: Post) -> None:
    form = form_of(event("D"), event("E", received="hier"), source="outil", mapping=LOG)
    address = f"batches/{post('director', 'batches', form, form=True)['id']}"

    told = get("director", address)

    assert [(one["line"], one["value"]) for one in told["rejects"]] == [(3, "hier")]
    assert post("director", f"{address}/accept", {}, status=409)["code"] == "rejects"
    post("director", f"{address}/accept", {"accept_rejects": True})
    assert get("director", address)["state"] == "accepted"


def test_a_wrong_mapping_says_which_key_and_leaves_nothing(post: Post) -> None:
    before = ImportBatch.objects.count()
    form = form_of(event("D"), source="outil", mapping="color = 1")

    refused = post("director", "batches", form, form=True, status=422)

    assert (refused["code"], "color" in refused["message"]) == ("mapping", True)
    assert ImportBatch.objects.count() == before


def test_a_provider_feeds_its_own_sources_and_sees_their_files(get: Get, post: Post) -> None:
    taken = form_of(event("D"), source="outil")
    assert post("provider", "batches", taken, form=True, status=409)["code"] == "source-taken"

    sent = post("provider", "batches", form_of(event("D"), source="nova"), form=True)

    assert names(get("provider", "batches"), "id") == {sent["id"]}
    assert names(get("provider", "sources")) == {"nova"}
    assert get("director", "batches?state=accepted")["count"] == 1


@pytest.mark.parametrize(
    ("reader", "status"), [("auditor", 403), ("stranger", 404), ("nobody", 401)]
)
def test_others_send_nothing(post: Post, reader: str, status: int) -> None:
    post(reader, "batches", form_of(event("D"), source="outil"), form=True, status=status)
    assert ImportBatch.objects.count() == 1
