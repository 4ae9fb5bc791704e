"""`timonerie levels`: promised levels measured from the command line."""

import json

import pytest
import time_machine
from click.testing import CliRunner

from tests.factories import figures, levels
from tests.factories.figures import NOW
from timonerie.cli.levels import levels as command
from timonerie.foundations.scope import current


@pytest.fixture
def _promised(db: None) -> None:
    made = figures.measured()
    with current.company(made.company.pk):
        levels.promised(levels.signed(made.alice, reference="C-1"))


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(command, ["--company", "brevent", *arguments])
    return result.exit_code, result.output


@pytest.mark.usefixtures("_promised")
@time_machine.travel(NOW)
def test_the_same_figures_as_on_screen_in_words_and_as_json() -> None:
    assert "manqué, 75 (6 sur 8 dossiers)" in run()[1]

    code, output = run("--json", "--contract", "C-1")

    [contract] = json.loads(output)
    periods = contract["levels"][0]["periods"]
    assert code == 0
    assert [(one["met"], one["n"]) for one in periods] == [(8, 8), (8, 8), (8, 8), (6, 8)]
    assert {one["state"] for one in periods} == {"measured"}


@pytest.mark.usefixtures("_promised")
def test_an_unknown_reference_is_said() -> None:
    code, output = run("--contract", "C-9")

    assert code == 2
    assert "C-9" in output
