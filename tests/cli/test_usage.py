"""A command typed wrong is answered in French, whatever the language of the terminal."""

import pytest
from click.testing import CliRunner

from timonerie.cli.main import main


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (["vogue"], "Erreur\u00a0: La commande 'vogue' n’existe pas."),
        (["worktime"], "Il manque l’argument 'FICHIER.csv'."),
        (["worktime", "--vite"], "L’option '--vite' n’existe pas."),
        (["worktime", "absent.csv"], "Emploi\u00a0: main worktime"),
    ],
)
def test_a_command_typed_wrong_says_it_in_french(typed: list[str], answer: str) -> None:
    said = CliRunner().invoke(main, typed)
    assert said.exit_code == 2
    assert answer in said.output


def test_the_help_is_french() -> None:
    said = CliRunner().invoke(main, ["--help"]).output
    assert "Affiche cette aide." in said
    assert "Commandes:" in said
