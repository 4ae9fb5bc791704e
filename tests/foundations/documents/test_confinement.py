"""What a child that reads a file may do: nothing but read it, within its share."""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from tests.conftest import ROOT
from tests.foundations.documents import harm
from timonerie.foundations.documents import confined, confinement, limits
from timonerie.foundations.documents.connectors import FileRefused

pytestmark = [pytest.mark.rule("FIL-04"), pytest.mark.slow]


@pytest.fixture(autouse=True)
def confining(
    settings: Settings, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Children as in production; none leaves its folder behind."""
    settings.CONFINES_READING = True
    monkeypatch.setattr(confinement, "_IMPORTS", f"{confinement._IMPORTS}:{ROOT}")
    yield
    assert list(confinement.workshop().iterdir()) == []


def ask(work: str, **asked: Any) -> Any:
    with confinement.opened(f"{harm.__name__}.{work}", asked) as (answer, _folder):
        return answer


def refusal(work: str, **asked: Any) -> str:
    with pytest.raises(FileRefused) as refused:
        ask(work, **asked)
    return refused.value.code


def test_nothing_of_ours_is_handed_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMONERIE_SECRET_KEY", "a key of the instance")
    monkeypatch.setenv("TIMONERIE_DATABASE", "postgresql://host/base")

    told = ask("environment")

    assert not [name for name in told["names"] if name.startswith(("TIMONERIE", "DJANGO"))]
    # Its input, its output, its errors, and the listing itself.
    assert told["open"] <= 4
    assert told["threads"] == 1


def test_a_file_that_wants_too_much_memory_is_refused_by_name() -> None:
    assert refusal("memory", bytes=limits.ADDRESS_SPACE) == "FIC-06"
    assert refusal("abort") == "FIC-06"


def test_a_file_may_take_what_a_million_rows_take() -> None:
    assert ask("memory", bytes=600_000_000) == {"got": 600_000_000}


def test_a_file_that_never_ends_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WALL_SECONDS", 1)
    heard: list[int] = []

    with (
        pytest.raises(FileRefused, match="FIC-07"),
        confinement.opened(f"{harm.__name__}.sleep", {}, tell=heard.append),
    ):
        raise AssertionError("it never ends")

    assert heard == [12]


def test_the_hour_glass_of_the_processor_refuses_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    command = ("-c", "import resource, sys; sys.stdin.read();"
               "resource.setrlimit(resource.RLIMIT_CPU, (1, 3))\nwhile True: pass")  # fmt: skip
    monkeypatch.setattr(confinement, "_COMMAND", command)

    assert refusal("spin") == "FIC-07"


def test_a_reader_that_dies_refuses_its_file_and_says_why_to_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert refusal("fail") == "FIC-08"
    assert "a fault of ours" in caplog.text

    killed = ("-c", f"import os; os.kill(os.getpid(), {int(signal.SIGSEGV)})")
    monkeypatch.setattr(confinement, "_COMMAND", killed)
    assert refusal("fail") == "FIC-08"


def test_a_reader_that_dies_before_its_order_leaves_nothing_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(confinement, "_COMMAND", ("-c", "raise SystemExit(3)"))
    before = len(os.listdir("/proc/self/fd"))

    with pytest.raises(FileRefused) as refused:
        ask("environment", much="x" * 1_000_000)

    assert refused.value.code == "FIC-08"
    assert len(os.listdir("/proc/self/fd")) == before


def test_nothing_is_written_outside_its_folder(tmp_path: Path) -> None:
    aside = tmp_path / "aside"

    assert ask("write", path=str(aside)) == {"refused": "PermissionError"}
    assert not aside.exists()
    assert refusal("fill", bytes=limits.FILE_BYTES + 1) in ("FIC-06", "FIC-08")


def test_its_answer_cannot_be_a_link_to_something_else(tmp_path: Path) -> None:
    assert ask("link", path=str(tmp_path)) == {"refused": "PermissionError"}


def test_no_other_program_is_run() -> None:
    assert ask("run") == {"refused": "PermissionError"}


def test_there_is_no_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        told = ask("call", port=listening.getsockname()[1])

    assert told["refused"] != ""


def test_only_the_demo_reads_files_without_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    source = ROOT / "src" / "timonerie"
    callers = {
        str(path.relative_to(source))
        for path in source.rglob("*.py")
        if "made_here()" in path.read_text(encoding="utf-8")
    }
    demo = {"cli/demo/loader.py", "cli/demo/first_day.py", "cli/demo/judged.py"}
    assert callers == {"foundations/documents/confinement.py", *demo}

    with confinement.made_here(), pytest.raises(KeyError):
        ask("fail")
    assert refusal("fail") == "FIC-08"


def test_what_the_kernel_grants_is_told() -> None:
    assert confinement.in_force() == limits.InForce(network=True, writes=True)


def test_limits_are_those_that_are_documented() -> None:
    assert (limits.ADDRESS_SPACE, limits.CPU_SECONDS, limits.WALL_SECONDS) == (10**9, 60, 120)
    assert confined.ANSWER == "answer.json"
