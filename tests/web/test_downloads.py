"""Files handed over run nothing, in a spreadsheet or in a browser."""

import csv
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client

from tests.conftest import ROOT
from tests.factories import accounts, facts, organisation
from tests.web.sheets import sheet
from timonerie.domains.facts.models import ImportBatch
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.domains.organisation.operations.imports import files
from timonerie.foundations.documents.inert import inert, without_apostrophe
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company
from timonerie.web import downloads, exports, workbooks

ACTIVE = [
    "=cmd|'/c calc'!A1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\0=1",
    "＝1",
    "＋1",
    "－1",
    "＠A",
]
HEADER = ["nom", "montant"]


@pytest.mark.rule("FIL-08")
@pytest.mark.parametrize("text", ACTIVE)
def test_a_cell_that_would_run_is_a_text_in_every_file(text: str) -> None:
    rows: list[list[Any]] = [[text, -12.5]]

    for write in (exports.csv_file, exports.long_csv_file):
        written = StringIO(body(write("liste", HEADER, rows)), newline="")
        assert list(csv.reader(written, delimiter=";"))[1] == [f"'{text}", "-12,5"]
    if text.isprintable():
        assert sheet(workbooks.xlsx_file("liste", HEADER, rows).content)[1] == [text, -12.5]


@pytest.mark.rule("FIL-08")
@pytest.mark.parametrize("text", [*ACTIVE, "Lyon", "", "'quoted", "l’été"])
def test_our_own_apostrophe_is_taken_off_again(text: str) -> None:
    assert without_apostrophe(inert(text)) == text
    if text.isprintable() and text == text.strip():
        assert files.cell(inert(text)) == text


@pytest.mark.rule("FIL-08")
def test_a_title_that_would_run_is_a_text() -> None:
    told = body(exports.csv_file("liste", ["=1", "b"], []))

    assert told.splitlines()[0] == "\ufeff'=1;b"


@pytest.mark.rule("FIL-08")
def test_files_are_written_in_one_place() -> None:
    """The rejects of an import, the facts of a cycle and the chronology that a command writes are
    the only other files of texts of others, and inert too; the demo and the working times write
    what they made themselves."""
    writers = re.compile(r"csv\.writer\(|xlsxwriter\.Workbook\(")
    source = ROOT / "src" / "timonerie"
    found = {
        str(path.relative_to(source))
        for path in source.rglob("*.py")
        if writers.search(path.read_text(encoding="utf-8"))
    }
    assert found == {
        "web/exports.py",
        "web/workbooks.py",
        "domains/facts/operations/batches.py",
        "domains/reporting/operations/cycle_facts.py",
        "cli/challenges.py",
        "cli/demo/writer.py",
        "engine/worktime_files.py",
    }


def body(response: HttpResponse | StreamingHttpResponse) -> str:
    return response.getvalue().decode()


@pytest.fixture
def company(db: None) -> Company:
    return organisation.company()


@pytest.fixture
def browser(company: Company) -> Client:
    client = Client()
    with current.company(company.pk):
        alice = accounts.actor(company)
        rows = [facts.event("A"), facts.event("B", received="=1+1", site="=2")]
        facts.read(alice, rows, mapping=facts.whole_cases(), name="envoi été.csv")
    client.force_login(accounts.user_of(alice))
    return client


@pytest.mark.rule("FIL-08")
def test_a_column_named_as_a_formula_runs_nothing_in_the_rejects(
    company: Company, browser: Client
) -> None:
    with current.company(company.pk):
        alice = accounts.actor(company)
        mapping = Mapping.from_dict({"zone": "UTC", "columns": {"case": "a", "amount": "=b"}})
        batch = facts.read(alice, b"a;=b\nA;@c\n", mapping=mapping)

    answer = browser.get(f"/{company.slug}/donnees/{batch.public_id}/rejets.csv")

    assert "2;'=b;'@c;NUM-01;" in answer.getvalue().decode("utf-8-sig")


@pytest.mark.rule("FIL-03")
@pytest.mark.parametrize("part", ["fichier/", "rejets.csv"])
def test_a_file_is_handed_over_and_never_opened_in_place(
    part: str, company: Company, browser: Client
) -> None:
    with current.company(company.pk):
        batch = ImportBatch.objects.get()

    answer = browser.get(f"/{company.slug}/donnees/{batch.public_id}/{part}")

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == downloads.ASIDE
    content = answer.getvalue().decode("utf-8-sig")
    assert ("'=1+1" if part == "rejets.csv" else ";=1+1;") in content


@pytest.mark.rule("FIL-03")
def test_a_file_is_handed_over_to_those_who_see_it_only(company: Company, browser: Client) -> None:
    with current.company(company.pk):
        batch = ImportBatch.objects.get()
    address = f"/{company.slug}/donnees/{batch.public_id}/fichier/"
    other = Client()
    other.force_login(accounts.user_of(accounts.actor(organisation.company("autre", name="Autre"))))

    assert other.get(address).status_code == 404
    assert Client().get(address).status_code in (302, 404)


@pytest.mark.rule("FIL-03")
def test_exports_are_handed_over_the_same_way(tmp_path: Path) -> None:
    for answer in (exports.csv_file("a", [], []), workbooks.xlsx_file("a", ["b"], [])):
        assert answer.headers["Content-Security-Policy"] == downloads.ASIDE
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="a.')
