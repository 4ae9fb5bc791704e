import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.factories import organisation as factory
from timonerie.cli.organisation import organisation
from timonerie.domains.organisation.models import Unit
from timonerie.domains.performance.enums import JobKind
from timonerie.foundations.audit.models import Event
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

FAULTY = "niveau;nom\nsite;Brest\nagence volante;Nice\n"


@pytest.fixture
def company(db: None) -> Company:
    return factory.company()


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "unites.csv"
    path.write_text("niveau;nom\nsite;Brest\n", encoding="utf-8")
    return path


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(organisation, ["import", *map(str, arguments)])
    return result.exit_code, result.output


def sites(company: Company) -> list[str]:
    with current.company(company.pk):
        return [unit.name for unit in Unit.objects.sites()]


def test_a_list_is_imported_as_the_system(company: Company, listed: Path) -> None:
    code, output = run("unites", listed, "--company", "brevent")
    assert (code, sites(company)) == (0, ["Brest"])
    assert "en ajout : 1" in output
    assert Event.objects.filter(company_id=company.pk).latest("seq").actor == "système"


def test_a_list_that_may_change_hours_has_the_facts_measured_again(
    company: Company, tmp_path: Path
) -> None:
    path = tmp_path / "calendriers.csv"
    path.write_text("calendrier;jour;ouvre;ferme\nAtelier;lundi;08:00;16:00\n", encoding="utf-8")
    assert run("calendriers", path, "--company", "brevent")[0] == 0
    with current.company(company.pk):
        assert Job.objects.filter(kind=JobKind.MEASURE).count() == 1


def test_a_dry_run_writes_nothing(company: Company, listed: Path) -> None:
    code, output = run("unites", listed, "--company", "brevent", "--dry-run", "--json")
    assert (code, sites(company)) == (0, [])
    assert json.loads(output) == {
        "created": 1,
        "changed": 0,
        "same": 0,
        "faulty": 0,
        "questions": 0,
    }


def test_faulty_lines_are_told_and_stop_everything(company: Company, listed: Path) -> None:
    listed.write_text(FAULTY, encoding="utf-8")
    code, output = run("unites", listed, "--company", "brevent")
    assert (code, sites(company)) == (2, [])
    assert "ligne 3, niveau « agence volante »" in output
    assert run("unites", listed, "--company", "brevent", "--leave-faulty")[0] == 0
    assert sites(company) == ["Brest"]


def test_an_unknown_company_or_list_is_refused(company: Company, listed: Path) -> None:
    assert run("unites", listed, "--company", "ailleurs")[0] == 2
    assert run("recettes", listed, "--company", "brevent")[0] == 2
