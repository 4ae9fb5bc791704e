"""`timonerie statements` and `timonerie statement`: listed, then written as a file."""

import json
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from tests.factories import accounts, organisation
from tests.factories import statements as factory
from timonerie.cli.statements import statement, statements
from timonerie.domains.sourcing.models import StatementOfWork
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


@pytest.fixture
def company(db: None) -> Iterator[Company]:
    made = organisation.company()
    with current.company(made.pk):
        yield made


@pytest.fixture
def payroll(company: Company) -> StatementOfWork:
    alice = accounts.actor(company)
    organisation.group(alice)
    return factory.payroll(alice)


def run(command: object, *arguments: object) -> tuple[int, str]:
    """Exit code, and output with plain spaces."""
    asked = [*map(str, arguments), "--company", "brevent"]
    result = CliRunner().invoke(command, asked)  # type: ignore[arg-type]
    return result.exit_code, result.output.replace("\u00a0", " ")


def test_they_are_listed_with_their_last_version(
    company: Company, payroll: StatementOfWork
) -> None:
    factory.approved(accounts.actor(company), payroll)
    code, output = run(statements, "--json")
    [told] = json.loads(output)
    assert (code, told["title"], told["model"], told["approved"]) == (
        0,
        "Paie des sites",
        "Paie",
        1,
    )
    assert "Paie des sites (version 1)" in run(statements)[1]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "starts"), [("p.docx", b"PK"), ("p.PDF", b"%PDF")])
def test_one_is_written_by_its_title_or_its_identifier(
    payroll: StatementOfWork, tmp_path: Path, name: str, starts: bytes
) -> None:
    out = tmp_path / name
    for named in ("paie DES sites", payroll.public_id):
        code, output = run(statement, named, "--out", out)
        assert (code, "projet" in output) == (0, True)
        assert out.read_bytes().startswith(starts)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["Autre", "--out", "p.pdf"], "Aucun cahier ne s’appelle « Autre »"),
        (["Paie des sites", "--out", "p.odt"], ".docx ou .pdf"),
        (["Paie des sites", "--out", "p.pdf", "--version", "3"], "La version 3 n’existe pas"),
    ],
)
def test_what_cannot_be_written_is_said_and_leaves_no_file(
    payroll: StatementOfWork,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, output = run(statement, *arguments)
    assert (code, says in output) == (2, True)
    assert list(tmp_path.glob("p.*")) == []


@pytest.mark.slow
def test_the_version_for_bidders_tells_nothing_internal(
    payroll: StatementOfWork, tmp_path: Path
) -> None:
    def written(*options: str) -> str:
        out = tmp_path / "p.docx"
        assert run(statement, payroll.title, "--out", out, *options)[0] == 0
        return "\n".join(one.text for one in docx.Document(str(out)).paragraphs)

    assert "ne pas remettre aux candidats" in written()
    theirs = written("--bidders")
    assert "ne pas remettre aux candidats" not in theirs
    assert "à compléter" not in theirs
