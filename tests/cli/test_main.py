"""Commands that read one file start without the settings of an instance."""

import os
import subprocess
import sys

import pytest

from timonerie.cli.main import COMMANDS, WITHOUT_DATABASE


@pytest.mark.parametrize("command", ["worktime", "detect", "fec", "terms"])
def test_a_command_of_one_file_needs_no_instance(command: str) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "timonerie.cli", command, "--help"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "no.such.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stderr) == (0, "")


def test_nothing_else_is_said_to_need_none() -> None:
    assert {"worktime", "detect", "fec", "terms"} == WITHOUT_DATABASE
    assert COMMANDS.keys() >= WITHOUT_DATABASE
