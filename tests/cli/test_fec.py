"""`timonerie fec`: a file of entries, no company, what it says."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.factories import fec
from timonerie.cli.main import main


def run(*options: str) -> Result:
    return CliRunner().invoke(main, ["fec", *options])


def plain(said: str) -> str:
    """With plain blanks for those that do not break."""
    return said.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def year(tmp_path: Path) -> Path:
    path = tmp_path / fec.name()
    path.write_bytes(fec.made())
    return path


def test_a_year_is_told_in_sentences(year: Path) -> None:
    result = run(str(year))

    assert result.exit_code == 0, result.output
    for said in (
        "3 253 lignes du 01/01/2025 au 31/12/2025",
        "Rien à signaler.",
        "Matières Premières du Sud : 588 375 €",
        "+6,0 % le 06/07/2025",
        "facture attendue vers le 15/09/2025, absente",
        "à faire valider par un conseil",
        "2025 Maître Delaunay, avocate",
        "03/2025 : 3 pour",
        "Facture Transports Kervella Nantes",
    ):
        assert said in plain(result.output)
    assert "Étude Garnier" not in result.output


def test_a_year_is_told_as_data(year: Path) -> None:
    told = json.loads(run(str(year), "--json").stdout)

    assert told["profile"]["lines"] == 3253
    assert told["findings"] == []
    assert len(told["providers"]) == 40
    assert told["payment_delays"]["overall"]["median"] == 33.0
    assert [one["provider"] for one in told["recurring"] if one["missing"]] == ["F012"]
    assert told["unmeasurable"] == []


def test_what_is_wrong_is_told_with_its_lines(year: Path) -> None:
    year.write_bytes(year.read_bytes().replace(b"PAIE01", b"", 1))

    assert "FEC-15 Un champ obligatoire est vide « PieceRef »" in plain(run(str(year)).output)


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "FEC-13. Le fichier est vide."), (b"a;b\n1;2\n", "FEC-01. Ligne 1 : aucune colonne")],
)
def test_an_unreadable_file_is_refused_with_its_code(
    content: bytes, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "envoi.txt"
    path.write_bytes(content)
    result = run(str(path))

    assert result.exit_code == 2
    assert said in plain(result.stderr)


def test_an_absent_file_is_said(tmp_path: Path) -> None:
    result = run(str(tmp_path / "rien.txt"))

    assert result.exit_code == 2
    assert "n’existe pas" in result.stderr
