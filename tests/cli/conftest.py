import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from click.testing import CliRunner

from timonerie.cli import main


@dataclass(frozen=True)
class Answer:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Answer]


def run_command(*words: object, **options: object) -> Answer:
    """`run_command("import", file, company="a", json=True)`: a command, as typed; a fault that it
    does not answer for is raised here."""
    found = CliRunner().invoke(main, _typed(words, options))
    if found.exception and not isinstance(found.exception, SystemExit):
        raise found.exception
    return Answer(found.exit_code, found.stdout, found.stderr)


@pytest.fixture
def run(db: None) -> Run:
    return run_command


def _typed(words: Sequence[object], options: dict[str, object]) -> list[str]:
    typed = [str(word) for word in words]
    for name, value in options.items():
        flag = "--" + name.rstrip("_").replace("_", "-")
        if value is True:
            typed.append(flag)
        elif value is not None and value is not False:
            typed += [flag, str(value)]
    return typed
