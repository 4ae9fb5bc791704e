"""The program given to an acquirer runs alone, without this project nor any library."""

import subprocess
import sys
from pathlib import Path

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import trails as sample
from tests.factories.organisation import NOW
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import checkpoints, operations, trails, verify_offline
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.rule("AUD-05")


@pytest.fixture
def files(alice: Actor, company: Company, tmp_path: Path) -> tuple[Path, Path, Path]:
    """The program, a trail with a checkpoint of it, each in its file."""
    sample.fill(alice)
    operations.checkpoint(company=company, at=NOW)
    program, trail = tmp_path / "verify.py", tmp_path / "trail.jsonl"
    program.write_bytes(trails.verifier())
    trail.write_bytes(b"".join(trails.lines(company)))
    return program, trail, checkpoints.path(company.public_id)


def _run(*arguments: Path) -> tuple[int, str]:
    command = [sys.executable, "-I", "-S", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_a_whole_trail_is_said_whole(files: tuple[Path, Path, Path]) -> None:
    code, said = _run(*files)
    assert (code, said.split("(")[0]) == (0, "piste intacte ")


def test_a_word_changed_is_said_with_its_number(files: tuple[Path, Path, Path]) -> None:
    trail = files[1]
    lines = trail.read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace(b'"act":"', b'"act":"x')
    trail.write_bytes(b"".join(lines))
    code, said = _run(*files)
    assert code == 1
    assert "événement 2\u00a0: contenu modifié" in said


def test_a_trail_cut_short_is_said_against_its_checkpoint(
    files: tuple[Path, Path, Path], alice: Actor, company: Company
) -> None:
    sample.record(alice, act="indicator.archive")
    made = operations.checkpoint(company=company, at=NOW)
    assert made is not None
    code, said = _run(*files)
    assert code == 1
    assert f"s’arrête à l’événement {made.seq - 1}" in said


@pytest.mark.parametrize(
    "content", [b"", b"{}\n", b"x\n", b'{"format":"other"}\n{"head":[0,"0"]}\n']
)
def test_what_is_no_trail_is_unreadable(files: tuple[Path, Path, Path], content: bytes) -> None:
    files[1].write_bytes(content)
    code, said = _run(*files)
    assert code == 2
    assert said.startswith("Fichier illisible")


def test_it_asks_for_a_file(files: tuple[Path, Path, Path]) -> None:
    code, said = _run(files[0])
    assert code == 2
    assert "points-de-controle.jsonl" in said


def test_it_is_short_and_stands_alone() -> None:
    lines = trails.verifier().decode().splitlines()
    assert len(lines) < 200
    imported = {line.split()[1] for line in lines if line.startswith(("import ", "from "))}
    assert imported <= sys.stdlib_module_names


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**53) + 1, 2**53 - 1)
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(st.characters(exclude_categories=["Cs"])),
        lambda inside: (
            st.lists(inside, max_size=4)
            | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=4), inside)
        ),
        max_leaves=12,
    )
)
def test_its_canonical_json_is_that_of_the_library(value: object) -> None:
    assert verify_offline.canonical(value).encode() == rfc8785.dumps(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "value", [1e21, 1e20, 123456789012345680000.0, 1e-6, 1e-7, 0.1, -0.0, 5e-324, 1.5e300, -2.5]
)
def test_its_numbers_are_those_of_the_library(value: float) -> None:
    assert verify_offline.canonical(value).encode() == rfc8785.dumps(value)
