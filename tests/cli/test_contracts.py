"""`timonerie contracts`: a list from the command line, seen or taken in."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.factories import contract_lists
from tests.factories import organisation as factory
from tests.factories.organisation import NOW
from timonerie.cli.contracts import contracts
from timonerie.domains.contracts.enums import Stage
from timonerie.domains.contracts.models import Contract, ContractList
from timonerie.domains.contracts.operations import contracts as operations
from timonerie.domains.contracts.operations.contract_checks import Statement
from timonerie.foundations.accounts import actors
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


@pytest.fixture
def company(db: None) -> Company:
    return factory.company()


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "contrats.xlsx"
    path.write_bytes(contract_lists.xlsx({"Contrats": contract_lists.TITLED}))
    return path


def run(*arguments: object) -> tuple[int, str]:
    """Exit code, and output with plain spaces."""
    result = CliRunner().invoke(contracts, [*map(str, arguments), "--company", "brevent"])
    return result.exit_code, result.output.replace("\u00a0", " ").replace("\u202f", " ")


def names(company: Company) -> list[str]:
    with current.company(company.pk):
        return list(Contract.objects.order_by("name").values_list("name", flat=True))


def test_a_dry_run_says_what_is_understood_and_keeps_nothing(
    company: Company, listed: Path
) -> None:
    code, output = run(listed, "--dry-run", "--json")
    told = json.loads(output)
    assert (code, told["created"], told["left"], names(company)) == (0, 3, 3, [])
    assert told["columns"]["Préavis (mois)"] == "notice"
    assert told["new_providers"] == ["Axians", "Microsoft", "Onet"]
    with current.company(company.pk):
        assert ContractList.objects.count() == 0


def test_a_list_is_taken_in_as_the_system(company: Company, listed: Path) -> None:
    code, output = run(listed, "--create-providers")
    assert (code, names(company)) == (0, ["Infogérance", "Licences", "Nettoyage"])
    assert "Contrats ajoutés : 3" in output
    assert "colonne « Échéance » : échéance écrite" in output


def test_another_sheet_is_asked_for_by_its_name(company: Company, tmp_path: Path) -> None:
    path = tmp_path / "contrats.xlsx"
    sheets = {"A": contract_lists.TITLED, "B": contract_lists.DOLIBARR}
    path.write_bytes(contract_lists.xlsx(sheets))
    code, _output = run(path, "--sheet", "B")
    assert (code, len(names(company))) == (0, 2)
    code, output = run(path, "--sheet", "C")
    assert (code, "Feuilles : A, B" in output) == (2, True)


def test_faults_stop_a_list_with_their_line(company: Company, tmp_path: Path) -> None:
    path = tmp_path / "contrats.csv"
    rows = "Fournisseur;Objet;Début;Fin\nOnet;A;01/01/2026;31/12/2025\n"
    path.write_text(rows, encoding="utf-8")
    code, output = run(path)
    assert (code, names(company)) == (2, [])
    assert "ligne 2, échéance écrite « 31/12/2025 »" in output


def test_a_file_that_is_no_list_is_refused_with_its_code(company: Company, tmp_path: Path) -> None:
    path = tmp_path / "contrats.xlsx"
    path.write_bytes(b"%PDF-1.7")
    code, output = run(path)
    assert (code, "FIC-03" in output) == (2, True)


def test_what_is_still_to_be_signed_is_told(company: Company, listed: Path) -> None:
    with current.company(company.pk):
        said = Statement(name="Accueil")
        operations.create(by=actors.system(company), at=NOW, said=said, stage=Stage.DRAFT)
    _code, output = run(listed, "--create-providers")
    assert "en préparation : Accueil" in output
