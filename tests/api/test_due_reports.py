"""Reports by the API: read as far as one reaches, handed in, judged, asked about; rules, links."""

import json
from typing import Any

import pytest
import time_machine

from tests.api.conftest import Get, Readers
from tests.factories import reports
from tests.factories.figures import NOW
from timonerie.domains.organisation.models import Provider
from timonerie.domains.reporting.models import DueReport, ReportBinding, ReportRule
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.usefixtures("figures")


@pytest.fixture
def row(alice: Actor) -> DueReport:
    nova = Provider.objects.get(name="Nova")
    reports.expected(alice, reports.contract(alice, nova))
    reports.follow(alice, at=NOW)
    return reports.opened(alice, NOW)[0]


def send(readers: Readers, company: Company, who: str, method: str, path: str, **body: Any) -> Any:
    call = getattr(readers[who], method)
    address = f"/api/{company.slug}/{path}"
    return call(address, json.dumps(body), content_type="application/json")


@time_machine.travel(NOW)
def test_reports_are_read_with_their_fields(get: Get, row: DueReport) -> None:
    told = get("director", "due-reports")["items"]
    assert [one["due_date"] for one in told] == ["2026-03-06", "2026-04-08"]
    read = get("director", f"due-reports/{row.public_id}")
    assert read["report"]["state"] == "upcoming"
    assert [one["code"] for one in read["fields"]][:2] == ["payslips", "redone"]
    assert get("site manager", "due-reports")["items"] == []
    assert get("director", "due-reports?state=late")["items"] == []


@time_machine.travel(NOW)
def test_a_version_is_handed_in_then_judged_then_corrected(
    readers: Readers, company: Company, row: DueReport
) -> None:
    path = f"due-reports/{row.public_id}"
    refused = send(
        readers, company, "director", "post", f"{path}/versions", values={"payslips": "cent"}
    )
    assert (refused.status_code, "cent" in refused.json()["message"]) == (422, True)
    done = send(readers, company, "director", "post", f"{path}/versions", values=reports.WHOLE)
    assert (done.status_code, done.json()["report"]["state"]) == (201, "on_time")
    version = done.json()["report"]["version"]
    judged = {"decision": "return", "text": "Et Lyon ?", "version": version}
    back = send(readers, company, "director", "post", f"{path}/judgement", **judged)
    assert back.json()["report"]["state"] == "to_correct"
    stale = send(
        readers, company, "director", "post", f"{path}/versions",
        values=reports.WHOLE, reason="Lyon ajouté", version=version,
    )  # fmt: skip
    assert stale.status_code == 409
    again = send(
        readers, company, "director", "post", f"{path}/versions",
        values=reports.WHOLE, reason="Lyon ajouté",
    )  # fmt: skip
    assert (again.json()["report"]["state"], len(again.json()["versions"])) == ("corrected", 2)


@time_machine.travel(NOW)
def test_questions_answers_and_notes_are_kept(
    readers: Readers, company: Company, row: DueReport, get: Get
) -> None:
    path = f"due-reports/{row.public_id}"
    early = send(readers, company, "director", "post", f"{path}/questions", text="Alors ?")
    assert early.status_code == 422
    send(readers, company, "director", "post", f"{path}/versions", values=reports.WHOLE)
    asked = send(readers, company, "director", "post", f"{path}/questions", text="Pourquoi ?")
    assert asked.json()["report"]["is_asked"]
    lonely = send(readers, company, "director", "post", f"{path}/replies", text="Parce que")
    assert lonely.status_code == 422
    noted = send(readers, company, "director", "post", f"{path}/notes", text="À revoir")
    assert [one["kind"] for one in noted.json()["exchanges"]] == ["question", "note"]
    wrong = send(readers, company, "director", "post", f"{path}/handing-over", on="2026-03-01")
    assert wrong.status_code == 422
    [theirs, _ours] = get("director", "report-punctuality")
    assert (theirs["on_time"], theirs["due"], theirs["rate"]) == (1, 1, 1.0)


@time_machine.travel(NOW)
def test_a_link_is_told_once_renewed_and_revoked(
    readers: Readers, company: Company, row: DueReport, get: Get
) -> None:
    path = f"due-reports/{row.public_id}/links"
    made = send(readers, company, "director", "post", path, recipient="Léa", days=30)
    assert (made.status_code, "/rapport/" in made.json()["address"]) == (201, True)
    [listed] = get("director", "report-links")["items"]
    assert (listed["state"], listed["address"]) == ("made", "")
    link = f"report-links/{made.json()['id']}"
    again = send(readers, company, "director", "post", f"{link}/renewal")
    assert again.json()["address"] != made.json()["address"]
    gone = send(readers, company, "director", "delete", f"report-links/{again.json()['id']}")
    assert gone.status_code == 204
    states = {one["state"] for one in get("director", "report-links")["items"]}
    assert states == {"revoked"}
    assert get("site manager", "report-links", status=403)


@time_machine.travel(NOW)
def test_rules_and_lines_are_said(
    readers: Readers, company: Company, row: DueReport, get: Get
) -> None:
    assert len(get("director", "report-models")) == 6
    body = {"title": "Point", "day": 3, "model": "assistant", "start_date": "2026-03-01"}
    made = send(readers, company, "director", "post", "report-rules", **body)
    assert made.status_code == 201
    rule = f"report-rules/{made.json()['id']}"
    changed = send(readers, company, "director", "put", rule, **{**body, "day": 8, "version": 1})
    assert changed.json()["day"] == 8
    stale = send(readers, company, "director", "put", rule, **{**body, "version": 1})
    assert stale.status_code == 409
    assert send(readers, company, "director", "delete", rule).status_code == 204
    assert [one["archived"] for one in get("director", "report-rules")["items"]] == [True]
    back = send(readers, company, "director", "post", f"{rule}/restoring")
    assert back.json()["archived"] is False
    assert ReportRule.objects.get().archived_at is None
    [line] = get("director", "report-lines")["items"]
    said = {"model": "it", "version": line["version"]}
    done = send(readers, company, "director", "put", f"report-lines/{line['id']}", **said)
    assert (done.json()["model"], ReportBinding.objects.get().model) == ("it", "it")
