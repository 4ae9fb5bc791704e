"""The files of the books stand with those of the facts: kept, swept, exported, checked."""

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.factories import books
from tests.factories.books import NOW
from timonerie.domains.facts import store
from timonerie.domains.facts.books import SPEND
from timonerie.domains.facts.models import AccountingState
from timonerie.domains.facts.operations import accounting, sweeping
from timonerie.domains.facts.queries import accounting_lines, health
from timonerie.domains.facts.queries.accounting_lines import Asked
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.portability import exports
from timonerie.foundations.scope.models import Company

LATER = NOW + timedelta(days=365 * 20)


def test_what_no_file_names_is_swept_and_the_rest_is_kept(alice: Actor, company: Company) -> None:
    first = books.read(alice)
    books.read(alice, books.content(books.year(monthly=2000)))
    lines = list(accounting_lines.every(Asked()))
    left = store.write(company.public_id, SPEND.empty_table(), kind="spend")

    swept = sweeping.sweep(company=company, at=LATER)

    assert [path.name for path in swept] == [left]
    assert list(accounting_lines.every(Asked())) == lines
    # What was replaced stays: it may be taken back.
    assert store.paths(company.public_id, [first.lines_file])[0].exists()


def test_a_file_that_lost_its_lines_is_found(alice: Actor, company: Company) -> None:
    file = books.read(alice)
    assert list(health.faulty_files(company=company)) == []

    store.paths(company.public_id, [file.spend_file])[0].unlink()

    assert list(health.faulty_files(company=company)) == [(file.spend_file, file.spend_rows, None)]


def test_an_export_carries_the_books(alice: Actor, company: Company, tmp_path: Path) -> None:
    file = books.read(alice)

    exports.export(by=alice, at=NOW, company=company, to=tmp_path / "export.zip")

    names = set(zipfile.ZipFile(tmp_path / "export.zip").namelist())
    assert {f"files/facts/{file.lines_file}", f"files/facts/{file.spend_file}"} <= names
    assert {"tables/facts.accountingfile.jsonl", "tables/facts.thirdparty.jsonl"} <= names
    assert any(file.blob.sha256 in name for name in names)


@pytest.mark.slow
def test_a_child_reads_the_books_as_we_do(alice: Actor, settings: Settings) -> None:
    here = books.read(alice)
    settings.CONFINES_READING = True

    child = books.read(alice, books.content(books.year(monthly=2000)))
    broken = books.read(alice, b"JournalCode\n")

    assert (child.state, child.lines) == (AccountingState.READ, here.lines)
    assert (broken.state, broken.refusal["code"]) == (AccountingState.REFUSED, "FEC-01")


def test_a_reading_that_was_stopped_is_taken_up_again(alice: Actor) -> None:
    file = books.received(alice)
    type(file).objects.filter(pk=file.pk).update(state=AccountingState.READING)

    accounting.read(by=alice, at=NOW, file=file)

    assert file.state == AccountingState.READ
    with pytest.raises(accounting.NotReady):
        accounting.read(by=alice, at=NOW, file=file)
