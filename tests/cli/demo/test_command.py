"""What `timonerie demo` says, and when it loads again. The load itself is in test_loader."""

import socket

import pytest
from click.testing import CliRunner, Result

from timonerie.cli import output, serve
from timonerie.cli.demo import command, folder, loader, second
from timonerie.cli.demo.people import PASSWORD
from timonerie.cli.demo.plan import Plan


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[Plan]:
    """The plans that the command loaded, without a database."""
    done: list[Plan] = []
    monkeypatch.setattr(folder, "prepare", lambda plan: None)
    monkeypatch.setattr(output, "ready_database", lambda: None)
    monkeypatch.setattr(loader, "load", lambda plan, say, now: done.append(plan))
    monkeypatch.setattr(second, "load", lambda plan: None)
    return done


def run(*options: str) -> Result:
    return CliRunner().invoke(command.demo, [*options, "--as-of", "2026-11-23"])


def test_it_loads_once_and_serves_at_once_the_second_time(loads: list[Plan]) -> None:
    first, second = run("--no-serve"), run("--no-serve")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert len(loads) == 1
    assert "Prêt en" in first.output
    assert "Prêt en" not in second.output


def test_another_seed_loads_again(loads: list[Plan]) -> None:
    run("--no-serve", "--seed", "1")
    run("--no-serve", "--seed", "2")
    assert [plan.seed for plan in loads] == [1, 2]


def test_it_prints_the_accounts_the_planted_things_and_how_to_import(loads: list[Plan]) -> None:
    said = run("--no-serve").output
    assert PASSWORD in said
    for user in loads[0].users:
        assert user.email in said
    for planted in loads[0].planted:
        assert planted.title in said
    assert said.count("timonerie ") == len(command.OWN_FILE)


def test_it_serves_where_it_was_told(loads: list[Plan], monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[tuple[str, int]] = []
    monkeypatch.setattr(serve, "run", lambda *, host, port: served.append((host, port)))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    said = run("--port", str(port)).output
    assert served == [("127.0.0.1", port)]
    assert f"http://127.0.0.1:{port}/" in said


def test_a_port_that_is_taken_is_said_before_anything_is_loaded(loads: list[Plan]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = run("--port", str(port))
    assert result.exit_code == 2
    assert f"--port {port + 1}" in result.output
    assert loads == []
