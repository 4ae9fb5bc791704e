"""Browsers report what our policy refused; a report is a line of the log, and nothing more."""

import pytest
from django.test import Client

REPORT = b'{"csp-report": {"blocked-uri": "inline"}}\nforged line'

pytestmark = [pytest.mark.django_db, pytest.mark.rule("CSP-01")]


def test_every_page_names_where_to_report(client: Client) -> None:
    assert "report-uri /csp" in client.get("/connexion/")["Content-Security-Policy"]


def test_a_report_is_one_line_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/csp", REPORT, content_type="application/csp-report")
    assert answer.status_code == 204
    [said] = caplog.messages
    assert "inline" in said
    assert "\n" not in said


@pytest.mark.rule("RAT-01")
def test_reports_without_end_are_refused(client: Client) -> None:
    for _time in range(60):
        client.post("/csp", REPORT, content_type="application/csp-report")
    answer = client.post("/csp", REPORT, content_type="application/csp-report")
    assert answer.status_code == 429
