"""`timonerie doctor`: each fault is found, said with its remedy, and mended where it can be."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from tests.cli.conftest import Run, run_command
from tests.factories import facts
from tests.factories.recorded import recorded
from timonerie.cli import doctor
from timonerie.domains.facts import store
from timonerie.domains.facts.models import FactFile, FileKind
from timonerie.domains.performance.models import Progress
from timonerie.foundations.accounts import actors
from timonerie.foundations.audit.models import Head
from timonerie.foundations.documents.papers import languages
from timonerie.foundations.scope import current, triggers
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.slow


@pytest.fixture
def company(run: Run, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Company:
    """A company with a fact and its figures, in an instance where all is well."""
    data_dir.chmod(0o700)
    # The PostgreSQL of the tests is fast and forgetful on purpose: its own settings are told apart.
    if connection.vendor == "postgresql":
        monkeypatch.setattr(doctor, "POSTGRESQL", {})
    return _well()


@recorded
def _well() -> Company:
    run_command("init", company="a", zone="UTC")
    company = Company.objects.get(slug="a")
    with current.company(company.pk):
        facts.bring(actors.system(company), [facts.event("A")], at=timezone.now())
    assert run_command("doctor", fix=True).code == 0
    return company


def _faults(run: Run, **options: object) -> list[dict[str, Any]]:
    answer = run("doctor", json=True, **options)
    found = [finding for finding in answer.json["findings"] if not finding["ok"]]
    assert (answer.code, answer.json["ok"]) == (1 if found else 0, not found)
    assert all(fault["remedy"] for fault in found)
    return found


def _checks(run: Run, **options: object) -> list[str]:
    return [fault["check"] for fault in _faults(run, **options)]


def _mended(run: Run) -> list[str]:
    findings = run("doctor", fix=True, json=True).json["findings"]
    return [finding["check"] for finding in findings if finding["fixed"]]


def _path(company: Company) -> Path:
    with current.company(company.pk):
        file = FactFile.objects.filter(kind=FileKind.CASES).live().get()
        return store.paths(company.public_id, [file.name])[0]


def test_a_sound_instance_is_said_sound(run: Run, company: Company) -> None:
    assert _checks(run) == []
    answer = run("doctor")
    assert (answer.code, answer.out.splitlines()[-1]) == (0, "Tout va bien.")


def test_a_missing_fact_file_is_found(run: Run, company: Company) -> None:
    _path(company).unlink()

    (fault,) = _faults(run)
    assert (fault["check"], fault["company"]) == ("fact files", "a")
    assert "FAUTE" in run("doctor").out


def test_a_fact_file_cut_short_is_found(run: Run, company: Company) -> None:
    path = _path(company)
    path.write_bytes(path.read_bytes()[:100])

    assert _checks(run) == ["fact files"]


def test_rows_that_differ_from_the_manifest_are_found(run: Run, company: Company) -> None:
    with current.company(company.pk):
        FactFile.objects.filter(kind=FileKind.CASES).update(rows=2)

    assert _checks(run) == ["fact files"]


def test_orphans_are_found_then_swept(run: Run, company: Company) -> None:
    folder = store.folder(company.public_id)
    orphans = [folder / "cases-0.parquet", folder / "cases-1.partial", folder / "staged/x.parquet"]
    for path in orphans:
        path.write_bytes(b"rest")

    assert _checks(run) == ["orphan files"]
    assert _mended(run) == ["orphan files"]
    assert not any(path.exists() for path in orphans)
    assert _path(company).exists()
    assert _checks(run) == []


def test_an_upload_is_an_orphan_only_after_an_hour(run: Run, company: Company) -> None:
    upload = store.folder(company.public_id).parent / "incoming" / "deadbeef"
    upload.write_bytes(b"half")
    assert _checks(run) == []

    os.utime(upload, (0, 0))

    assert _checks(run) == ["orphan files"]


def test_a_case_that_stands_twice_is_found(run: Run, company: Company) -> None:
    with current.company(company.pk):
        file = FactFile.objects.filter(kind=FileKind.CASES).live().get()
        copy = store.folder(company.public_id) / "cases-copy.parquet"
        copy.write_bytes(_path(company).read_bytes())
        FactFile.objects.create(
            source=file.source,
            batch=file.batch,
            kind=file.kind,
            name=copy.name,
            rows=file.rows,
            added_in=file.added_in,
        )

    assert _checks(run) == ["cases"]


def test_figures_behind_the_facts_are_found_then_computed(run: Run, company: Company) -> None:
    with current.company(company.pk):
        Progress.objects.update(facts_version=0)

    assert _checks(run) == ["results"]
    assert _mended(run) == ["results"]
    assert _checks(run) == []


def test_guards_off_are_found_then_put_back(run: Run, company: Company) -> None:
    with connection.cursor() as cursor:
        for statement in triggers.dropped("guard_audit_event_never_update", connection.vendor):
            cursor.execute(statement)

    assert _checks(run) == ["database guards"]
    assert _mended(run) == ["database guards"]
    assert triggers.are_on("default")


def test_an_altered_trail_is_found(run: Run, company: Company) -> None:
    head = Head.objects.get(company_id=company.pk)
    head.seq += 1
    head.save()

    assert _checks(run) == ["audit chain"]


def test_a_folder_open_to_others_is_found(run: Run, company: Company, data_dir: Path) -> None:
    data_dir.chmod(0o755)

    (fault,) = _faults(run)
    assert fault["check"] == "data folder"
    assert "chmod go-rwx" in fault["remedy"]


@pytest.mark.engine("postgresql")
def test_a_forgetful_postgresql_is_found(run: Run, data_dir: Path) -> None:
    data_dir.chmod(0o700)

    (fault,) = _faults(run)
    assert fault["check"] == "database settings"
    assert "fsync = on" in fault["remedy"]


@pytest.mark.engine("sqlite")
def test_a_forgetful_sqlite_is_found(
    run: Run, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "SQLITE", doctor.SQLITE | {"synchronous": "3"})

    (fault,) = _faults(run)
    assert "synchronous = 2" in fault["wrong"]


def test_screens_that_were_not_built_are_found(
    run: Run, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "BUNDLES", ("build/absent.js",))

    assert _checks(run) == ["static files"]


def test_a_machine_that_reads_no_scan_is_well_and_says_what_to_install(
    run: Run, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(languages, "FOLDERS", ())
    findings = run("doctor", json=True).json["findings"]
    [scans] = [one for one in findings if one["check"] == "scanned pages"]
    assert scans["ok"]
    assert "apt-get install tesseract-ocr-fra" in scans["note"]
